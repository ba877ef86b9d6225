// The package that `npm run release:pack` makes of the built program: installed without anything else, and run.
import { execFile } from 'node:child_process';
import {
  copyFileSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'vaultop-package-'));
const env = {
  PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
  HOME: folder,
  AWS_EC2_METADATA_DISABLED: 'true',
};
const run = (cwd: string, file: string, ...words: string[]) => promisify(execFile)(file, words, { cwd, env });
const installed = join(folder, 'somewhere/node_modules');

beforeAll(async () => {
  mkdirSync(join(folder, 'somewhere'));
  const { stdout } = await run(root, 'npm', 'pack', '--silent', '--pack-destination', folder);
  await run(join(folder, 'somewhere'), 'npm', 'install', '--offline', '--no-audit', join(folder, stdout.trim()));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package', () => {
  test('brings nothing else with it', () => {
    expect(readdirSync(installed).filter((name) => !name.startsWith('.'))).toEqual(['vaultop']);
  });

  test('is at most 4 MB to download', () => {
    const [file = ''] = globSync('vaultop-*.tgz', { cwd: folder });
    expect(statSync(join(folder, file)).size).toBeLessThan(4e6);
  });

  test('is the program, its schema and what tells of them', () => {
    const top = readdirSync(join(installed, 'vaultop')).sort();
    expect(top).toEqual(['LICENSE', 'README.md', 'config', 'dist', 'package.json', 'src']);
    expect(globSync('{dist,config,src}/**/*.{tgz,ts,tsx,map}', { cwd: join(installed, 'vaultop') })).toEqual([]);
  });

  test('brings its manual page, which npm links where it installs for all folders', async () => {
    const [file = ''] = globSync('vaultop-*.tgz', { cwd: folder });
    const prefix = join(folder, 'for-all');
    await run(folder, 'npm', 'install', '--global', '--offline', '--no-audit', '--prefix', prefix, join(folder, file));
    expect(readdirSync(join(prefix, 'share/man/man1'))).toEqual(['vaultop.1']);
    expect(readFileSync(join(prefix, 'share/man/man1/vaultop.1'), 'utf8')).toContain('.TH VAULTOP 1');
  });

  test('runs', async () => {
    const program = join(installed, '.bin/vaultop');
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    expect((await run(folder, program, '--version')).stdout).toContain(version);
    const { stdout, stderr } = await run(folder, program, '--demo', '--once', '--region', 'us-east-1');
    expect(stderr).toBe('');
    expect(stdout).toMatch(/us-east-1: answers[\s\S]*Running jobs: [1-9]/);
  });
});

test('what is built imports nothing but modules of Node', async () => {
  const imported = new Set<string>();
  await build({
    entryPoints: ['vaultop', 'run', 'emulator-worker', 'query-worker', 'engine-worker', 'check-worker'].map((name) =>
      join(root, `dist/${name}.js`),
    ),
    bundle: true,
    splitting: true,
    write: false,
    outdir: 'nowhere',
    format: 'esm',
    logLevel: 'silent',
    plugins: [
      {
        name: 'gather',
        setup(bundle) {
          bundle.onResolve({ filter: /^[^./]/ }, ({ path }) => {
            imported.add(path);
            return { path, external: true };
          });
        },
      },
    ],
  });
  expect(imported).toContain('node:http');
  expect([...imported].filter((name) => !builtinModules.includes(name.replace(/^node:/, '')))).toEqual([]);
});

test('a clone in which nothing is built cannot be packed', async () => {
  const clone = join(folder, 'clone');
  mkdirSync(join(clone, 'config'), { recursive: true });
  for (const name of ['package.json', '.npmrc', 'README.md', 'LICENSE'])
    copyFileSync(join(root, name), join(clone, name));
  writeFileSync(join(clone, 'config/config.schema.json'), '{}');
  const packed = run(clone, 'npm', 'pack', '--silent');
  await expect(packed).rejects.toMatchObject({ code: expect.any(Number) });
  expect(globSync('**/*.tgz', { cwd: clone })).toEqual([]);
});

// A package without one is installed whatever its registry sends: https://docs.npmjs.com/cli/configuring-npm/package-lock-json
test('every package of the lock file has its integrity', () => {
  type Locked = { readonly link?: boolean; readonly integrity?: string };
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const fetched = Object.entries(packages).filter(([path, { link }]) => path.includes('node_modules/') && !link);
  expect(fetched.length).toBeGreaterThan(100);
  expect(
    fetched.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? '')).map(([path]) => path),
  ).toEqual([]);
});
