// Loads Node's own modules at their first use. An `import` loads them at once, and reads each of their exports, some of
// which are getters that load other modules: together this takes as long as Node's own start.
import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

/** Loaded by any program. Two of them export a class as the module itself. */
const whole = ['events', 'process', 'stream'];

export const fetched = (name: string): string => `process.getBuiltinModule('node:${name}')`;

/**
 * An object without members of its own whose prototype is the module: a bundle that copies its members copies nothing,
 * and reads come from the module. Only the bundle's check for a transpiled module is answered here.
 */
const standIn = (name: string): string => `
let real;
module.exports = Object.create(new Proxy({}, {
  get: (_, key) => (key === '__esModule' ? undefined : (real ??= ${fetched(name)})[key]),
}));`;

/** As a module: each import of a module in CommonJS copies its members, and `process` has eighty. */
const ofProcess = `
export default process;
export const { argv, cwd, env, platform, versions } = process;`;

export const lateBuiltins: Plugin = {
  name: 'late-builtins',
  setup(bundle) {
    const { splitting = false } = bundle.initialOptions;
    bundle.onResolve({ filter: new RegExp(`^(node:)?(${builtinModules.join('|')})$`) }, ({ path, kind }) => {
      // The module is loaded only when it is used already, and would become a file of its own.
      if (kind === 'dynamic-import' && splitting) return { path, external: true };
      const name = path.replace(/^node:/, '');
      const isImport = kind === 'import-statement';
      return { path: name, namespace: name === 'process' && isImport ? 'process' : 'builtin' };
    });
    bundle.onLoad({ filter: /.*/, namespace: 'process' }, () => ({ contents: ofProcess }));
    bundle.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: whole.includes(path) ? `module.exports = ${fetched(path)};` : standIn(path),
    }));
  },
};
