// Where the program stores its files, who may write there, and what it does where it cannot store them.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  globSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newHome, type RunOptions, runBuilt as runWith } from '../support/built-program.ts';

const isRoot = process.getuid?.() === 0;
/** Nobody has it. */
const unknownUser = 54_321;
const demo = ['--demo', '--region', 'ap-southeast-2'];

const runBuilt = (words: readonly string[], options: RunOptions = {}) =>
  runWith(words, { keepsCode: true, ...options });

/** Paths that others than their owner may read, write or enter. */
const openPaths = (folder: string): string[] =>
  globSync('**', { cwd: folder }).filter((path) => (lstatSync(join(folder, path)).mode & 0o077) !== 0);

describe('without a home directory', () => {
  const homes: readonly (readonly [string, RunOptions, RegExp])[] = [
    ['HOME is empty', { env: { HOME: '' } }, /HOME is empty/],
    ['HOME is relative', { env: { HOME: 'rel/home' } }, /HOME is "rel\/home", which is not an absolute path/],
    ...(isRoot ? ([['the user is unknown', { uid: unknownUser }, /does not know user 54321/]] as const) : []),
  ];

  test.each(homes)('%s: everything runs without files, and one line says so', async (_, options, why) => {
    const cwd = newHome();
    chmodSync(cwd, 0o777);
    const run = (...words: string[]) => runBuilt(words, { cwd, ...options });
    const [list, check, path, refused] = await Promise.all([
      run('get', 'vaults', ...demo),
      run('config', 'check'),
      run('config', 'path'),
      run('vault', 'create', ...demo, '--write', '--yes', '--name', 'abc'),
    ]);
    for (const { stderr } of [list, check]) {
      expect(stderr).toMatch(why);
      expect(stderr.split('\n')).toHaveLength(2);
    }
    expect([list, check, path, refused].map(({ code }) => code)).toEqual([0, 0, 1, 1]);
    expect(refused.stderr).toContain('There is no directory for the log of actions, so no change is sent.');
    expect(readdirSync(cwd)).toEqual([]);
  });

  test('profiles are not read out of the working directory', async () => {
    const cwd = newHome();
    mkdirSync(join(cwd, '.aws'));
    const program = `#!/bin/sh\ntouch ${cwd}/was-run\n`;
    writeFileSync(join(cwd, 'program'), program, { mode: 0o755 });
    writeFileSync(join(cwd, '.aws/config'), `[default]\nregion = eu-west-1\ncredential_process = ${cwd}/program\n`);
    for (const HOME of ['', '.']) await runWith(['get', 'vaults', '--region', 'us-east-1'], { cwd, env: { HOME } });
    expect(existsSync(join(cwd, 'was-run'))).toBe(false);
  });

  test('directories that are named by themselves are used', async () => {
    const folder = newHome();
    const env = { HOME: '', XDG_CONFIG_HOME: join(folder, 'config'), XDG_CACHE_HOME: join(folder, 'cache') };
    expect((await runBuilt(['config', 'path'], { env })).stdout).toBe(`${folder}/config/vaultop/config.yaml\n`);
    expect((await runBuilt(['cache', 'path'], { env })).stdout).toBe(`${folder}/cache/vaultop\n`);
  });
});

describe('compiled code', () => {
  const cacheIn = (home: string) => join(home, '.cache/vaultop');
  const start = (home: string, options: RunOptions = {}) =>
    runBuilt(['config', 'path'], { env: { HOME: home }, ...options });
  const kept = (home: string) => globSync('code/*/*', { cwd: cacheIn(home) }).length;

  test.each(['000', '002', '022', '077'])('under umask %s nobody else can read or write it', async (umask) => {
    const home = newHome();
    await start(home, { umask });
    expect(kept(home)).toBeGreaterThan(0);
    expect(openPaths(join(home, '.cache'))).toEqual([]);
  });

  test('is thrown away where others could have written it', async () => {
    const home = newHome();
    await start(home);
    const planted = join(cacheIn(home), 'code/planted');
    writeFileSync(planted, 'x');
    await start(home);
    expect(existsSync(planted)).toBe(true);
    chmodSync(cacheIn(home), 0o777);
    await start(home);
    expect(existsSync(planted)).toBe(false);
    expect(kept(home)).toBeGreaterThan(0);
    expect(openPaths(cacheIn(home))).toEqual([]);
    expect(statSync(cacheIn(home)).mode & 0o777).toBe(0o700);
  });

  test('is not kept below a directory that others can write', async () => {
    const home = newHome();
    chmodSync(home, 0o755);
    mkdirSync(join(home, '.cache'));
    chmodSync(join(home, '.cache'), 0o777);
    expect((await start(home)).code).toBe(0);
    expect(kept(home)).toBe(0);
    chmodSync(home, 0o700);
    await start(home);
    expect(kept(home)).toBeGreaterThan(0);
  });

  test.runIf(isRoot)('is not kept in a directory of somebody else', async () => {
    const home = newHome();
    mkdirSync(cacheIn(home), { recursive: true });
    execFileSync('chown', [`${unknownUser}`, cacheIn(home)]);
    expect((await start(home)).code).toBe(0);
    expect(readdirSync(cacheIn(home))).toEqual([]);
  });

  test.each(['.cache/vaultop', '.cache/vaultop/code'])('%s is no link to elsewhere', async (path) => {
    const home = newHome();
    const elsewhere = newHome();
    mkdirSync(dirname(join(home, path)), { recursive: true });
    chmodSync(dirname(join(home, path)), 0o700);
    symlinkSync(elsewhere, join(home, path));
    expect((await start(home)).code).toBe(0);
    expect(readdirSync(elsewhere)).toEqual([]);
  });
});

type Codes = Partial<Record<'a FIFO' | 'a directory' | 'a device', number>>;

describe('a FIFO, a directory or a device in the place of a file', () => {
  const things = {
    'a FIFO': (path: string) => execFileSync('mkfifo', [path]),
    'a directory': (path: string) => mkdirSync(path),
    'a device': (path: string) => symlinkSync('/dev/zero', path),
  };
  const aws = ['get', 'vaults', '--region', 'us-east-1'];
  const files: readonly (readonly [path: string, words: readonly string[], codes: Codes])[] = [
    ['.config/vaultop/config.yaml', ['config', 'check'], { 'a FIFO': 2, 'a directory': 2, 'a device': 2 }],
    [
      '.local/state/vaultop/vaultop.log',
      ['config', 'show', '--context', 'none'],
      { 'a FIFO': 2, 'a directory': 2, 'a device': 2 },
    ],
    ['.cache', ['config', 'check'], {}],
    ['.cache/vaultop', ['config', 'check'], {}],
    ['.cache/vaultop/code', ['config', 'check'], {}],
    ['.aws/config', aws, { 'a FIFO': 2, 'a directory': 1 }],
    ['.aws/credentials', aws, { 'a FIFO': 2, 'a directory': 1 }],
  ];
  const cases = files.flatMap(([path, words, codes]) =>
    (Object.keys(things) as (keyof typeof things)[])
      // The SDK itself reads a device without end there.
      .filter((thing) => thing !== 'a device' || !path.startsWith('.aws'))
      .map((thing) => ({ path, words, thing, code: codes[thing] ?? 0 })),
  );

  test('stops no start, and none waits for it', async () => {
    const wrong = await Promise.all(
      cases.map(async ({ path, words, thing, code }) => {
        const home = newHome();
        mkdirSync(dirname(join(home, path)), { recursive: true });
        things[thing](join(home, path));
        const outcome = await runBuilt(words, { env: { HOME: home }, keepsCode: path.startsWith('.cache') });
        const isRight = outcome.code === code && !/\n +at /.test(outcome.stderr);
        return isRight ? [] : [`${thing} at ${path}: ${words.join(' ')}: ${outcome.code}, ${outcome.stderr}`];
      }),
    );
    expect(wrong.flat()).toEqual([]);
  });

  test('a config file that a shell hands over is read', async () => {
    const home = newHome();
    const config = join(home, 'own.yaml');
    writeFileSync(config, 'theme: mono\n');
    expect((await runBuilt(['config', 'check', '--config', '/dev/stdin'], { env: { HOME: home } })).code).toBe(0);
    expect((await runBuilt(['config', 'check', '--config', config], { env: { HOME: home } })).stdout).toMatch(
      /no errors/,
    );
    expect(readFileSync(config, 'utf8')).toBe('theme: mono\n');
  });
});
