// Yoga asks fetch() for the code that it carries with it as a data: URL. In Node that loads the whole of undici, which costs
// a start some 20 ms and a process some MB. Patched where the program is bundled, until Yoga reads its own data:
// https://github.com/facebook/yoga/blob/v3.2.1/javascript/just.config.cjs
export const yogaBinaryFile = /[\\/]node_modules[\\/]yoga-layout[\\/]dist[\\/]binaries[\\/]yoga-wasm-base64-esm\.js$/;

const asks = 'function ya(){return w||"function"!=typeof fetch?Promise.resolve().then(function(){return wa()}):';
const reads = 'function ya(){return ua(H)?Promise.resolve(Buffer.from(H.slice(H.indexOf(",")+1),"base64")):';

/** Refuses a file that the patch does not fit: Yoga has changed. */
export function patchYogaStart(source: string): string {
  if (source.split(asks).length !== 2) throw new Error('Yoga has changed: see config/tooling/yoga-start.ts');
  return source.replace(asks, () => reads);
}
