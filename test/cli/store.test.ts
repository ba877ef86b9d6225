// `vaultop store`, as a user sees it.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readCheckArguments } from '../../src/cli/check/arguments.ts';
import { readDashboardArguments } from '../../src/cli/dashboard/arguments.ts';
import { readGetArguments } from '../../src/cli/get/arguments.ts';
import { UsageError } from '../../src/cli/options/options.ts';
import { limitsOf, placeOfStore, readStoreArguments } from '../../src/cli/store/arguments.ts';
import { readConfig } from '../../src/settings/read-config.ts';
import { openForWriting } from '../../src/store/sqlite.ts';
import { accounts, filledStore } from '../store/filled-store.ts';
import { breakIndex } from '../store/left-behind.ts';
import { newHome, runBuilt } from '../support/built-program.ts';

let home: string;
const fileIn = (folder: string) => join(folder, '.local/state/vaultop/stores/aws.sqlite');
const store = (folder: string, ...words: string[]) => runBuilt(['store', ...words], { env: { HOME: folder } });

function filledHome(): string {
  const folder = newHome();
  const { database, close } = filledStore(fileIn(folder));
  // As old as its rows, the newest of which are of the last day.
  database.exec(`update row set at = at + ${Date.now()} - (select max(at) from row) where at > 0`);
  close();
  return folder;
}

beforeAll(() => {
  home = filledHome();
});

test('where there is none yet it says so, makes none, and fails at nothing', async () => {
  const folder = newHome();
  const outcomes = await Promise.all(
    [['info'], ['check'], ['prune'], ['clear'], ['clear', '--account', accounts[0]]].map((words) =>
      store(folder, ...words),
    ),
  );
  const none = { code: 0, stdout: `There is no store yet: its path will be ${fileIn(folder)}.\n`, stderr: '' };
  expect(outcomes).toEqual(outcomes.map(() => none));
  expect(await store(folder, 'path')).toEqual({ code: 0, stdout: `${fileIn(folder)}\n`, stderr: '' });
  const { stdout } = await store(folder, 'info', '--json');
  expect(JSON.parse(stdout)).toMatchObject({ schema: 'vaultop.store/1', exists: false, resources: [] });
  expect(existsSync(dirname(fileIn(folder)))).toBe(false);
});

test('info tells size, rows by list, how far back each reaches, and whose they are', async () => {
  const { code, stdout } = await store(home, 'info');
  expect(code).toBe(0);
  expect(stdout).toMatch(/aws\.sqlite {2}[\d.]+ [KM]iB\n\nLIST +ROWS +EARLIER VERSIONS +OLDEST ROW/);
  expect(stdout).toMatch(/\nbackup-jobs +800 +0 +20\d\d-/);
  expect(stdout).toMatch(/\nvaults +2 +2 +20\d\d-/);
  expect(stdout).toMatch(/\nACCOUNT +REGIONS\n111122223333 {2}eu-west-1\n444455556666 {2}eu-west-1\n$/);
  const json = JSON.parse((await store(home, 'info', '--json')).stdout);
  expect(json).toMatchObject({
    schema: 'vaultop.store/1',
    exists: true,
    path: fileIn(home),
    resources: [{ resource: 'backup-jobs', rows: 800, versions: 0, pruned: [] }, { resource: 'vaults' }],
    accounts: [{ account: accounts[0] }, { account: accounts[1] }],
  });
  expect(json.resources[0].oldest).toMatch(/^20\d\d-\d\d-\d\dT/);
});

test('check says that it is whole, and what is wrong where it is not', async () => {
  const folder = filledHome();
  expect(await store(folder, 'check')).toEqual({ code: 0, stdout: `${fileIn(folder)} has no damage.\n`, stderr: '' });
  const database = openForWriting(fileIn(folder));
  database.exec('delete from shared where id = 1');
  database.close();
  const problem = '1 rows whose shared part is missing';
  expect(await store(folder, 'check')).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(problem) });
  const { code, stdout } = await store(folder, 'check', '--json');
  expect([code, JSON.parse(stdout).problems]).toEqual([1, [problem]]);
});

test('prune keeps to the limits of the config file', async () => {
  const folder = filledHome();
  const config = join(folder, 'config.yaml');
  writeFileSync(config, 'history: { keep: 100d }');
  const { code, stdout } = await store(folder, 'prune', '--config', config);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^54[012] rows were removed; the store now has .*iB\.\n$/)]);
  writeFileSync(config, 'history: { maxSize: 10MB }');
  expect((await store(folder, 'prune', '--config', config)).stdout).toMatch(/^0 rows were removed/);
});

test('clear removes an account, then everything', async () => {
  const folder = filledHome();
  const before = statSync(fileIn(folder)).size;
  const one = await store(folder, 'clear', '--account', accounts[0]);
  expect(one).toEqual({ code: 0, stdout: `Nothing of ${accounts[0]} is in the store any more.\n`, stderr: '' });
  expect(readFileSync(fileIn(folder), 'latin1').includes(accounts[0])).toBe(false);
  expect(JSON.parse((await store(folder, 'info', '--json')).stdout).accounts).toMatchObject([{ account: accounts[1] }]);
  expect(await store(folder, 'clear')).toEqual({ code: 0, stdout: 'The store is empty now.\n', stderr: '' });
  expect(readFileSync(fileIn(folder), 'latin1').includes(accounts[1])).toBe(false);
  expect(statSync(fileIn(folder)).size).toBeLessThan(before / 2);
});

test('cache clear removes the last screens and all that is kept, but no other store', async () => {
  const folder = filledHome();
  const [screens, other] = [join(folder, '.cache/vaultop/screens'), join(folder, 'other.sqlite')];
  mkdirSync(screens, { recursive: true });
  filledStore(other).close();
  const cleared = () => runBuilt(['cache', 'clear', '--no-cache'], { env: { HOME: folder } });
  expect(await cleared()).toMatchObject({ code: 2, stderr: expect.stringMatching(/no flag --no-cache/) });
  const { code, stdout, stderr } = await runBuilt(['cache', 'clear'], { env: { HOME: folder } });
  expect([code, stdout, stderr]).toEqual([0, 'The cache and the store are empty now.\n', '']);
  expect(existsSync(screens)).toBe(false);
  const info = async (...words: string[]) => JSON.parse((await store(folder, 'info', '--json', ...words)).stdout);
  expect((await info()).resources).toMatchObject([{ rows: 0 }, { rows: 0 }]);
  expect((await info('--store', other)).resources).toMatchObject([{ rows: 800 }, { rows: 2 }]);
  const none = await runBuilt(['cache', 'clear'], { env: { HOME: newHome() } });
  expect(none.code).toBe(0);
});

test('answers that an older vaultop kept are removed by the next one that keeps any', async () => {
  const folder = newHome();
  const old = join(folder, '.cache/vaultop/answers');
  const run = (...words: string[]) =>
    runBuilt(['check', '--region', 'us-east-1', '--endpoint-url', 'http://127.0.0.1:9', '--timeout', '1', ...words], {
      env: { HOME: folder, AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' },
    });
  mkdirSync(old, { recursive: true });
  writeFileSync(join(old, 'one.json'), '{}');
  await run('--no-cache');
  expect(existsSync(old)).toBe(true);
  await run();
  expect(existsSync(old)).toBe(false);
});

describe('a file that is not as it should be', () => {
  test('that is damaged inside is named by check, and cleared', async () => {
    const folder = filledHome();
    breakIndex(fileIn(folder));
    expect(await store(folder, 'check')).toMatchObject({ code: 1, stderr: expect.stringMatching(/Tree \d+ page/) });
    expect(await store(folder, 'clear')).toMatchObject({ code: 0, stdout: 'The store is empty now.\n' });
    expect(await store(folder, 'check')).toMatchObject({ code: 0 });
  });

  const damagedHome = () => {
    const folder = newHome();
    mkdirSync(dirname(fileIn(folder)), { recursive: true });
    writeFileSync(fileIn(folder), 'x'.repeat(20_000));
    writeFileSync(`${fileIn(folder)}.damaged-20260101T000000Z`, 'secret rows');
    return folder;
  };

  test('is named by each command, and cleared with what was set aside', async () => {
    const folder = damagedHome();
    expect(await store(folder, 'check')).toMatchObject({ code: 1, stderr: expect.stringMatching(/is not a database/) });
    expect((await store(folder, 'prune')).code).toBe(1);
    expect(await store(folder, 'clear')).toEqual({ code: 0, stdout: 'The store is empty now.\n', stderr: '' });
    expect(existsSync(fileIn(folder))).toBe(false);
    expect(existsSync(`${fileIn(folder)}.damaged-20260101T000000Z`)).toBe(false);
  });

  test('that a newer vaultop has written is left as it is', async () => {
    const folder = filledHome();
    const database = openForWriting(fileIn(folder));
    database.exec('pragma user_version=99');
    database.close();
    const before = readFileSync(fileIn(folder));
    for (const action of ['info', 'clear']) {
      expect(await store(folder, action)).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/A newer version of vaultop/),
      });
    }
    expect(readFileSync(fileIn(folder))).toEqual(before);
  });
});

test('a wrong word is exit code 2, and none is the help', async () => {
  expect(await store(home, 'inof')).toMatchObject({ code: 2, stderr: expect.stringMatching(/Did you mean info\?/) });
  expect(await store(home)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/vaultop store clear --account ID/),
  });
});

test.each([
  [['inof'], /store takes one of path, info, check, prune, clear, export\. Did you mean info\?/],
  [['info', 'more'], /"more" is not expected/],
  [['info', '--account', accounts[0]], /--account works only with store clear/],
  [['clear', '--account', 'prod'], /--account takes 12 digits, not "prod"/],
  [['prune', '--json'], /--json works only with info and check/],
  [['info', '--no-store'], /--no-store and --no-cache work only with the dashboard, get and check/],
  [['info', '--demo'], /--demo keeps its rows in a temporary store/],
  [['info', '--store', 'x', '--no-store'], /--store and --no-store cannot be used together/],
  [['info', '--store', ''], /--store takes the path of a file/],
])('store %j is refused with a sentence', (words, sentence) => {
  expect(() => readStoreArguments(words)).toThrow(UsageError);
  expect(() => readStoreArguments(words)).toThrow(sentence);
});

describe('which file it is', () => {
  const placeOf = async (words: string[], config = {}) =>
    (await placeOfStore(readStoreArguments(words, { config }))).path;

  test('is one for each address, and the one that is named', async () => {
    const path = async (...words: string[]) => (await store(home, 'path', ...words)).stdout.trim();
    const other = await path('--endpoint-url', 'http://127.0.0.1:4510');
    expect(other).toMatch(/stores\/127\.0\.0\.1-[0-9a-f]{12}\.sqlite$/);
    expect(await placeOf(['path', '--store', '/tmp/x.sqlite'])).toBe('/tmp/x.sqlite');
    const { stdout } = await runBuilt(['--store', '/tmp/y.sqlite', 'store', 'path'], { env: { HOME: home } });
    expect(stdout).toBe('/tmp/y.sqlite\n');
    const env = { HOME: home, AWS_ENDPOINT_URL: 'http://127.0.0.1:4510' };
    expect((await runBuilt(['store', 'path'], { env })).stdout.trim()).toBe(other);
  });

  test('without a home directory is none', async () => {
    const { code, stderr } = await runBuilt(['store', 'info'], { env: { HOME: '' } });
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/There is no directory for a store\. Set HOME or XDG_STATE/),
    ]);
  });

  test('on a network file system is refused where it is named', async () => {
    const fileSystems = { typeOf: () => 0x6969, localFolder: '/var/tmp' };
    const args = readStoreArguments(['info', '--store', '/nfs/x.sqlite']);
    await expect(placeOfStore(args, fileSystems)).rejects.toThrow(/^--store \/nfs\/x\.sqlite is on a network file/);
  });
});

test('dashboard, get and check take the flags, beside --no-cache', () => {
  const words = ['--store', 'mine.sqlite', '--no-cache'];
  const store = { file: 'mine.sqlite', isTemporary: false };
  const readers = [readDashboardArguments, readCheckArguments, (more: string[]) => readGetArguments(['jobs', ...more])];
  for (const read of readers) {
    expect(read(words)).toMatchObject({ store });
    expect(read([])).toMatchObject({ store: { isTemporary: false } });
    for (const flag of ['--no-store', '--no-cache'])
      expect(read([flag])).toMatchObject({ store: { isTemporary: true } });
  }
  expect(() => readDashboardArguments(['--store', 'x', '--no-store'])).toThrow(/cannot be used together/);
});

test('the limits come from the config file', () => {
  const limits = (text: string) => {
    const { config, issues } = readConfig(text);
    return issues.length > 0 ? issues[0]?.message : limitsOf(config);
  };
  expect(limits('')).toEqual({ keepMs: 400 * 86_400_000, maxBytes: 2e9 });
  expect(limits('history: { keep: 90d, maxSize: 500MB }')).toEqual({ keepMs: 90 * 86_400_000, maxBytes: 5e8 });
  expect(limits('history: { maxSize: 1.5 GiB }')).toMatchObject({ maxBytes: 1.5 * 2 ** 30 });
  expect(limits('history: { keep: 7d }')).toMatch(/expected a span of time .*no shorter than 30d, not "7d"/);
  expect(limits('history: { maxSize: 2000 }')).toMatch(/expected a size such as 500MB or 2GB, no smaller than 10MB/);
  expect(limits('history: { maxSize: 1MB }')).toMatch(/no smaller than 10MB, not "1MB"/);
});
