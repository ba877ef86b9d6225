// The parts of an executable: the launcher, the program, the used packages of the SDK, and the threads.
import { join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { recordPackages } from '../packaging/bundled-packages.ts';
import { bundleOptions } from './bundle-options.ts';
import { buildLazily } from './workarounds/lazy-modules.ts';
import { workers } from './workers.ts';

/** In order of dependency: each lists what it needs of the next. */
export const partNames = ['program', 'sdk'] as const;

/** The function that the loader in src/cli/parts.ts calls. */
const asFunction = { banner: { js: '(function (exports, module, part) {' }, footer: { js: '})' } };

/** Packages of the SDK are loaded from the part that contains them. `requested` collects their names. */
const askOfSdk = (requested: Set<string>): Plugin => ({
  name: 'ask-of-sdk',
  setup(bundle) {
    bundle.onResolve({ filter: /^@(?:aws-sdk|smithy)\// }, ({ path }) => {
      requested.add(path);
      return { path, namespace: 'sdk' };
    });
    bundle.onLoad({ filter: /.*/, namespace: 'sdk' }, ({ path }) => ({
      contents: `module.exports = part('sdk')[${JSON.stringify(path)}];`,
    }));
  },
});

/** Each package is loaded on demand. */
const sdkEntry = (packages: Iterable<string>): string => {
  const getters = Array.from(
    [...packages].sort(),
    (name) => `get ${JSON.stringify(name)}() { return require('${name}'); }`,
  );
  return `module.exports = { ${getters.join(', ')} };`;
};

/** Writes the parts into `folder`. Returns the folders of the packages that they contain. */
export async function bundleParts(folder: string): Promise<readonly string[]> {
  const requested = new Set<string>();
  const packages = new Set<string>();
  const ours = bundleOptions();
  const base: BuildOptions = { ...ours, plugins: [recordPackages(packages), ...(ours.plugins ?? [])] };
  const cjs: BuildOptions = { ...base, format: 'cjs' };
  await Promise.all([
    build({ ...cjs, entryPoints: ['src/executable.ts'], outfile: join(folder, 'launcher.cjs') }),
    buildLazily({ ...cjs, entryPoints: workers, outdir: folder, outExtension: { '.js': '.cjs' } }),
    build({
      ...cjs,
      ...asFunction,
      entryPoints: ['src/cli/run.ts'],
      outfile: join(folder, 'program.cjs'),
      plugins: [askOfSdk(requested), ...(base.plugins ?? [])],
    }),
  ]);
  const stdin = { contents: sdkEntry(requested), resolveDir: process.cwd() };
  await build({ ...cjs, ...asFunction, stdin, outfile: join(folder, 'sdk.cjs') });
  return [...packages].sort();
}
