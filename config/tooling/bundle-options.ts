// The options of the bundler, for the build and the bench.
import { readFileSync } from 'node:fs';
import type { BuildOptions, Plugin } from 'esbuild';
import { directReact } from './workarounds/direct-react.ts';
import { fewChunks } from './workarounds/few-chunks.ts';
import { lateBuiltins } from './workarounds/late-builtins.ts';
import { checkLeftOut, leftOut } from './workarounds/left-out.ts';
import { noDevtools } from './workarounds/no-devtools.ts';
import { applyPatch } from './workarounds/package-patch.ts';
import { patches } from './workarounds/patches.ts';
import { textTables } from './workarounds/text-tables.ts';

/** A module that a launcher loads later stays a separate file. */
const staysOutside = (name: string, filter: RegExp): Plugin => ({
  name: `${name}-stays-outside`,
  setup(bundle) {
    bundle.onResolve({ filter }, () => ({ path: `./${name}.js`, external: true }));
  },
});

const runStaysOutside = staysOutside('run', /^\.\/cli\/run\.ts$/);
const oldNodeStaysOutside = staysOutside('old-node', /^\.\/cli\/old-node\.ts$/);
export const engineStaysOutside = staysOutside('engine', /^\.\/open-engine\.ts$/);

/** The launcher contains no packages, and must be readable by old versions of Node, which it refuses with a message. */
export function launcherOptions(outdir: string): BuildOptions {
  return {
    ...bundleOptions(),
    entryPoints: { vaultop: 'src/main.ts' },
    outdir,
    target: 'node16',
    plugins: [runStaysOutside, oldNodeStaysOutside, ...(leftOut('late-builtins') ? [] : [lateBuiltins])],
  };
}

/** What the launcher loads on an old version of Node. The help is there as text: its modules need a newer one. */
export function oldNodeOptions(outdir: string, help: string): BuildOptions {
  const helpAsText: Plugin = {
    name: 'help-as-text',
    setup(bundle) {
      const contents = `export const help = () => ${JSON.stringify(help)};`;
      bundle.onLoad({ filter: /[\\/]dashboard[\\/]help\.ts$/ }, () => ({ contents }));
    },
  };
  return {
    ...bundleOptions(),
    entryPoints: { 'old-node': 'src/cli/old-node.ts' },
    outdir,
    target: 'node16',
    plugins: [helpAsText],
  };
}

/** The program itself: `run.js`, and chunks that are loaded on demand. */
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
  const all = [...patches.map(applyPatch), textTables, directReact, noDevtools, lateBuiltins];
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
