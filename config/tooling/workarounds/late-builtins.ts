// Node's own modules load when they are first used. An `import` loads them at once, and asks each of their exports, among
// which are getters that load others: all together that is as much again as Node's own start.
import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

/** Loaded with any program. Two of them are themselves what they export, a class. */
const whole = ['events', 'process', 'stream'];

export const fetched = (name: string): string => `process.getBuiltinModule('node:${name}')`;

/**
 * An object without members of its own, behind which stands the module: what a bundle copies from it is nothing, and what
 * is asked of it comes from there. Only the bundle's own question, whether it is a module in disguise, is answered here.
 */
const standIn = (name: string): string => `
let real;
module.exports = Object.create(new Proxy({}, {
  get: (_, key) => (key === '__esModule' ? undefined : (real ??= ${fetched(name)})[key]),
}));`;

export const lateBuiltins: Plugin = {
  name: 'late-builtins',
  setup(bundle) {
    const { splitting = false } = bundle.initialOptions;
    bundle.onResolve({ filter: new RegExp(`^(node:)?(${builtinModules.join('|')})$`) }, ({ path, kind }) => {
      // It loads when it is used already, and would be given a file of its own.
      if (kind === 'dynamic-import' && splitting) return { path, external: true };
      return { path: path.replace(/^node:/, ''), namespace: 'builtin' };
    });
    bundle.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: whole.includes(path) ? `module.exports = ${fetched(path)};` : standIn(path),
    }));
  },
};
