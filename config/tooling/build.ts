// Bundles the program into dist/: a launcher that loads nothing, and chunks that load when they are needed.
import { readFileSync, rmSync, statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, type Plugin } from 'esbuild';
import { inkTableAsModule, inkTableFile } from './ink-table-module.ts';

const outdir = 'dist';
const sources = ['src', 'components', 'config', 'package.json', 'package-lock.json'];

const inkTable: Plugin = {
  name: 'ink-table-as-module',
  setup(bundle) {
    bundle.onLoad({ filter: inkTableFile }, async ({ path }) => ({
      contents: inkTableAsModule(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};

/** Ink imports its devtools lazily and only when DEV is set; the package itself is never installed. */
const noDevtools: Plugin = {
  name: 'no-devtools',
  setup(bundle) {
    bundle.onResolve({ filter: /^react-devtools-core$/ }, () => ({ path: 'devtools', namespace: 'empty' }));
    bundle.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {}', loader: 'js' }));
  },
};

async function newestChange(path: string): Promise<number> {
  const found = statSync(path);
  if (!found.isDirectory()) return found.mtimeMs;
  const names = await readdir(path, { recursive: true });
  return Math.max(found.mtimeMs, ...names.map((name) => statSync(join(path, name)).mtimeMs));
}

async function isStale(): Promise<boolean> {
  const built = statSync(join(outdir, 'vaultop.js'), { throwIfNoEntry: false })?.mtimeMs;
  if (built === undefined) return true;
  return (await Promise.all(sources.map(newestChange))).some((changed) => changed > built);
}

async function bundle(): Promise<void> {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  rmSync(outdir, { recursive: true, force: true });
  await build({
    entryPoints: { vaultop: 'src/main.ts', 'emulator-worker': 'src/emulator/worker.ts' },
    outdir,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    mainFields: ['module', 'main'],
    conditions: ['module'],
    jsx: 'automatic',
    legalComments: 'none',
    logLevel: 'warning',
    chunkNames: 'chunks/[name]-[hash]',
    define: {
      'process.env.NODE_ENV': '"production"',
      'process.env.DEV': '"false"',
      VAULTOP_VERSION: JSON.stringify(version),
    },
    banner: {
      // CommonJS packages inside the bundle still call require() for Node's own modules.
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    plugins: [inkTable, noDevtools],
  });
}

const { values } = parseArgs({ options: { 'if-stale': { type: 'boolean', default: false } } });
if (!values['if-stale'] || (await isStale())) await bundle();
