// Ink imports its developer tools if DEV is set, and they import a package that is never installed. If Ink renames
// them, the bundler does not find that package and fails.
import type { Plugin } from 'esbuild';

export const noDevtools: Plugin = {
  name: 'no-devtools',
  setup(bundle) {
    bundle.onResolve({ filter: /^\.\/devtools\.js$/ }, () => ({ path: 'devtools', namespace: 'empty' }));
    bundle.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {}', loader: 'js' }));
  },
};
