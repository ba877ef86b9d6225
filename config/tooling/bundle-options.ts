// How the program is bundled, for whoever bundles it: the build and the bench.
import { readFileSync } from 'node:fs';
import type { BuildOptions, Plugin } from 'esbuild';
import { fewChunks } from './workarounds/few-chunks.ts';
import { lateBuiltins } from './workarounds/late-builtins.ts';
import { checkLeftOut, leftOut } from './workarounds/left-out.ts';
import { noDevtools } from './workarounds/no-devtools.ts';
import { applyPatch } from './workarounds/package-patch.ts';
import { patches } from './workarounds/patches.ts';
import { textTables } from './workarounds/text-tables.ts';

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
    plugins: [runStaysOutside, ...(leftOut('late-builtins') ? [] : [lateBuiltins])],
  };
}

/** The program proper: `run.js`, and what loads when it is needed. */
export async function programOptions(outdir: string): Promise<BuildOptions> {
  const base = bundleOptions();
  const options: BuildOptions = {
    ...base,
    entryPoints: { run: 'src/cli/run.ts' },
    outdir,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
  };
  const chunks = leftOut('few-chunks') ? [] : [await fewChunks(options)];
  return { ...options, plugins: [...chunks, ...(base.plugins ?? [])] };
}

function workarounds(): Plugin[] {
  const all = [...patches.map(applyPatch), textTables, noDevtools, lateBuiltins];
  checkLeftOut([...new Set(all.map(({ name }) => name)), 'few-chunks', 'lazy-modules']);
  return all.filter(({ name }) => !leftOut(name));
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
    plugins: workarounds(),
  };
}
