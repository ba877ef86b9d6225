// Bundles the program into dist/: a launcher without imports, chunks that are loaded on demand, and one file for the
// thread of the embedded AWS.
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BuildOptions, build } from 'esbuild';
import { help } from '../../src/cli/dashboard/help.ts';
import { recordPackages } from '../packaging/bundled-packages.ts';
import { licencesFile, thirdPartyLicences } from '../packaging/third-party-licences.ts';
import {
  bundleOptions,
  engineStaysOutside,
  launcherOptions,
  oldNodeOptions,
  programOptions,
} from './bundle-options.ts';
import { buildLazily } from './workarounds/lazy-modules.ts';
import { workers } from './workers.ts';

const outdir = 'dist';
/** For crash reports. The maps are not in the package, whose size they would double: see `files` of package.json. */
const withMaps = { sourcemap: 'external', sourcesContent: false } as const;
const sources = ['src', 'components', 'config', 'package.json', 'package-lock.json'];

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

/** The launcher is one file: each additional one delays the first screen by some ms. */
async function bundle(): Promise<void> {
  const { plugins = [] } = bundleOptions();
  const packages = new Set<string>();
  const recorded = (options: BuildOptions): BuildOptions => ({
    ...options,
    ...withMaps,
    plugins: [recordPackages(packages), ...(options.plugins ?? [])],
  });
  rmSync(outdir, { recursive: true, force: true });
  await Promise.all([
    build(recorded(launcherOptions(outdir))),
    build(recorded(oldNodeOptions(outdir, help()))),
    build(recorded(await programOptions(outdir))),
    // Each thread loads one file.
    buildLazily(
      recorded({ ...bundleOptions(), entryPoints: workers, outdir, plugins: [engineStaysOutside, ...plugins] }),
    ),
    buildLazily(
      recorded({ ...bundleOptions(), entryPoints: { engine: 'src/cli/dashboard/engine/open-engine.ts' }, outdir }),
    ),
  ]);
  writeFileSync(join(outdir, licencesFile), thirdPartyLicences([...packages].sort()));
}

const { values } = parseArgs({ options: { 'if-stale': { type: 'boolean', default: false } } });
if (!values['if-stale'] || (await isStale())) {
  // The bundler has printed the errors already.
  await bundle().catch((error: Error) => {
    if (!('errors' in error)) throw error;
    process.exitCode = 1;
  });
}
