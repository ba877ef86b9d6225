// Yoga starts asynchronously, by a top-level await, so that whatever imports it must as well; and it asks fetch() for the code
// that it carries with it as a data: URL, which in Node loads the whole of undici: 20 ms of a start, and some MB. Patched
// where the program is bundled, until Yoga offers a start that waits for nothing:
// https://github.com/facebook/yoga/blob/v3.2.1/javascript/src/index.ts
export const yogaFile =
  /[\\/]node_modules[\\/]yoga-layout[\\/]dist[\\/](?:src[\\/]index|binaries[\\/]yoga-wasm-base64-esm)\.js$/;

const patches = [
  // Its makers let the caller make the instance, but do not hand over the code.
  {
    from: 'return h.instantiateWasm(d,\na)',
    to: 'return h.instantiateWasm(d,a,H)',
  },
  {
    from: 'const Yoga = wrapAssembly(await loadYoga());',
    to: `const assembly = {
  instantiateWasm(imports, receive, url) {
    const code = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
    receive(new WebAssembly.Instance(new WebAssembly.Module(code), imports));
    return {};
  },
};
loadYoga(assembly);
const Yoga = wrapAssembly(assembly);`,
  },
];

/** Refuses a file that no patch fits: Yoga has changed. */
export function patchYogaStart(source: string): string {
  const fitting = patches.filter(({ from }) => source.split(from).length === 2);
  const [patch] = fitting;
  if (fitting.length !== 1 || !patch) throw new Error('Yoga has changed: see config/tooling/yoga-start.ts');
  return source.replace(patch.from, () => patch.to);
}
