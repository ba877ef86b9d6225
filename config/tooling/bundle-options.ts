// How the program is bundled, for whoever bundles it: the build and the bench.
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { BuildOptions, Plugin } from 'esbuild';
import { fewChunks } from './few-chunks.ts';
import { inkFrameFile, patchInkFrame } from './ink-frame-cost.ts';
import { inkTableAsModule, inkTableFile } from './ink-table-module.ts';
import { httpHandlerFile, lateBuiltins, objectHashFile, patchHttpHandler, patchObjectHash } from './late-builtins.ts';
import { segmentedFile, shareGraphemes, textTables } from './text-tables.ts';
import { patchYogaStart, yogaFile } from './yoga-start.ts';

const changed = (name: string, filter: RegExp, change: (source: string, path: string) => string): Plugin => ({
  name,
  setup(bundle) {
    bundle.onLoad({ filter }, async ({ path }) => ({
      contents: change(await readFile(path, 'utf8'), path),
      loader: 'js',
    }));
  },
});

/** Ink imports its devtools lazily and only when DEV is set; their package is never installed. */
const noDevtools: Plugin = {
  name: 'no-devtools',
  setup(bundle) {
    bundle.onResolve({ filter: /^\.\/devtools\.js$/ }, () => ({ path: 'devtools', namespace: 'empty' }));
    bundle.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {}', loader: 'js' }));
  },
};

/** What a launcher loads later stays outside, as a file beside it. */
const staysOutside = (name: string, filter: RegExp): Plugin => ({
  name: `${name}-stays-outside`,
  setup(bundle) {
    bundle.onResolve({ filter }, () => ({ path: `./${name}.js`, external: true }));
  },
});

const runStaysOutside = staysOutside('run', /^\.\/cli\/run\.ts$/);
export const engineStaysOutside = staysOutside('engine', /^\.\/open-engine\.ts$/);

/** The launcher carries no packages, and must be read by any Node that has to be told it is too old. */
export function launcherOptions(outdir: string): BuildOptions {
  return {
    ...bundleOptions(),
    entryPoints: { vaultop: 'src/main.ts' },
    outdir,
    target: 'node16',
    plugins: [runStaysOutside, lateBuiltins],
  };
}

/** The program proper: `run.js`, and what loads when it is needed. */
export async function programOptions(outdir: string): Promise<BuildOptions> {
  const base = bundleOptions();
  const options: BuildOptions = {
    ...base,
    ...{ entryPoints: { run: 'src/cli/run.ts' }, outdir, splitting: true, chunkNames: 'chunks/[name]-[hash]' },
  };
  return { ...options, plugins: [await fewChunks(options), ...(base.plugins ?? [])] };
}

export function bundleOptions(): BuildOptions {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  return {
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    mainFields: ['module', 'main'],
    conditions: ['module'],
    jsx: 'automatic',
    legalComments: 'none',
    logLevel: 'warning',
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.DEV': '"false"',
      VAULTOP_VERSION: JSON.stringify(version),
    },
    plugins: [
      changed('ink-table-as-module', inkTableFile, inkTableAsModule),
      changed('ink-frame-cost', inkFrameFile, patchInkFrame),
      changed('yoga-start', yogaFile, patchYogaStart),
      changed('object-hash', objectHashFile, patchObjectHash),
      changed('http-handler', httpHandlerFile, patchHttpHandler),
      changed('share-graphemes', segmentedFile, shareGraphemes),
      textTables,
      noDevtools,
      lateBuiltins,
    ],
  };
}
