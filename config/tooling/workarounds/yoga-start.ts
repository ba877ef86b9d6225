// Yoga starts asynchronously, by a top-level await, which makes its importers asynchronous, too; and it calls fetch()
// for its embedded code as a data: URL, for which Node loads all of undici: 20 ms of a start, and some MB. Patched in
// the bundle, until Yoga offers a synchronous start:
// https://github.com/facebook/yoga/blob/v3.2.1/javascript/src/index.ts
import type { PackagePatch } from './package-patch.ts';

const start = `const assembly = {
  instantiateWasm(imports, receive, url) {
    const code = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
    receive(new WebAssembly.Instance(new WebAssembly.Module(code), imports));
    return {};
  },
};
loadYoga(assembly);
const Yoga = wrapAssembly(assembly);`;

export const yogaStart: PackagePatch = {
  name: 'yoga-start',
  packageName: 'yoga-layout',
  files: {
    'dist/binaries/yoga-wasm-base64-esm.js': {
      replacements: [
        {
          why: 'its makers let the caller make the instance, but do not hand over the code',
          from: 'return h.instantiateWasm(d,\na)',
          to: 'return h.instantiateWasm(d,a,H)',
        },
      ],
    },
    'dist/src/index.js': {
      replacements: [
        { why: 'a start that waits for nothing', from: 'const Yoga = wrapAssembly(await loadYoga());', to: start },
      ],
    },
  },
};
