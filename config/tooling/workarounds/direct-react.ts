// React is CommonJS: the bundle gives each module that imports it an object of its own, with a getter for each export.
// Here one module reads the exports once, and the others import them from it.
import { createRequire } from 'node:module';
import type { Plugin } from 'esbuild';

const require = createRequire(import.meta.url);

/** `react/jsx-runtime` as well: every component calls it for each of its elements. */
const pattern = /^react(\/jsx-runtime)?$/;

const exportsOf = (name: string): readonly string[] => Object.keys(require(name) as object);

const moduleOf = (name: string): string => `
import whole from ${JSON.stringify(name)};
export default whole;
export const { ${exportsOf(name).join(', ')} } = whole;`;

export const directReact: Plugin = {
  name: 'direct-react',
  setup(bundle) {
    bundle.onResolve({ filter: pattern }, ({ path, kind, namespace }) =>
      kind === 'import-statement' && namespace !== 'direct-react' ? { path, namespace: 'direct-react' } : undefined,
    );
    bundle.onLoad({ filter: /.*/, namespace: 'direct-react' }, ({ path }) => ({
      contents: moduleOf(path),
      resolveDir: import.meta.dirname,
    }));
  },
};
