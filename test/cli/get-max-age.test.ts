// `get --max-age`: rows of the store are used only where all of them are new enough.

import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readGetArguments } from '../../src/cli/get/arguments.ts';
import { run } from '../../src/cli/get/get.ts';
import { parseFault } from '../../src/emulator/faults.ts';
import type { Emulator } from '../../src/emulator/server.ts';
import { openForWriting } from '../../src/store/sqlite.ts';
import { emulatorAt } from '../emulator/clients.ts';
import { newHome } from '../support/built-program.ts';
import { captureWrites } from '../support/captured-stream.ts';
import { environment } from '../support/launch-environment.ts';
import { sampled } from '../support/matrix.ts';

const log = { level: 'info', debug() {}, info() {}, warn() {}, error() {} } as const;
const minute = 60_000;

let emulator: Emulator;
let store: string;
/** How far the time there has been moved on. */
const moved = { ms: 0 };

beforeEach(async () => {
  moved.ms = 0;
  for (const name of Object.keys(process.env).filter((key) => /^(AWS|VAULTOP|XDG)_/.test(key)))
    vi.stubEnv(name, undefined);
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, 'x');
  for (const name of ['XDG_CONFIG_HOME', 'XDG_CACHE_HOME']) vi.stubEnv(name, '/nowhere');
  store = join(newHome(), 'store.sqlite');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const start = async () => {
  emulator = await emulatorAt({ clock: { now: () => Date.now() + moved.ms }, throttle: false });
};

const pass = (ms: number): void => {
  moved.ms += ms;
};

async function get(...words: readonly string[]) {
  const before = emulator.calls.length;
  const listeners = process.stdout.listenerCount('error');
  const [out, err] = [captureWrites(process.stdout), captureWrites(process.stderr)];
  const places = ['--endpoint-url', emulator.url, '--region', 'us-east-1,eu-west-1', '--store', store];
  const code = await run([...words, ...places], environment, log);
  const text = (spy: typeof out) => spy.mock.calls.map(([chunk]) => String(chunk)).join('');
  const result = { code, out: text(out), err: text(err) };
  out.mockRestore();
  err.mockRestore();
  for (const listener of process.stdout.listeners('error').slice(listeners)) {
    process.stdout.off('error', listener as never);
  }
  const operations = emulator.calls.slice(before).map(({ operation }) => operation);
  return { ...result, requested: operations.filter((operation) => operation.startsWith('List')) };
}

const linesOf = (text: string) => text.split('\n').sort();

const lists = [
  ['vaults'],
  ['jobs'],
  ['jobs', '--state', 'COMPLETED'],
  ['copy-jobs'],
  ['restore-jobs'],
  ['plans'],
  ['plan-rules'],
  ['protected-resources'],
  ['points', '--vault', 'aws/efs/automatic-backup-vault'],
  ['legal-holds'],
  ['frameworks'],
] as const;

describe('against the embedded AWS', () => {
  test.each(
    sampled(
      lists.map((words) => ({ words })),
      4,
    ),
  )('$words: the rows are the same, and nothing is asked', async ({ words }) => {
    await start();
    const first = await get(...words, '-o', 'jsonl');
    expect([first.code, first.err, first.requested.length > 0]).toEqual([0, '', true]);
    pass(3 * minute);
    const again = await get(...words, '-o', 'jsonl', '--max-age', '5m');
    expect(linesOf(again.out)).toEqual(linesOf(first.out));
    expect(again).toMatchObject({
      code: 0,
      err: expect.stringMatching(/^vaultop: as of 3m\d\ds ago, from the store: AWS was not asked\.\n$/),
      requested: [],
    });
    for (const form of ['table', 'json', 'csv']) {
      const sorted = ['-o', form, '--sort', 'region', '--limit', '5'];
      const kept = await get(...words, ...sorted, '--max-age', '1h');
      expect(kept.requested).toEqual([]);
      expect(kept.out === '').toBe(first.out === '' && form === 'table');
    }
  });

  test('what is older is asked for, and so is everything without the flag', async () => {
    await start();
    await get('vaults');
    pass(3 * minute);
    expect((await get('vaults', '--max-age', '2m')).requested).toHaveLength(2);
    expect((await get('vaults', '--max-age', '2m')).requested).toEqual([]);
    expect(await get('vaults')).toMatchObject({ err: '', requested: ['ListBackupVaults', 'ListBackupVaults'] });
    // Other parameters are another question.
    expect((await get('jobs', '--state', 'FAILED', '--max-age', '1h')).requested.length).toBeGreaterThan(0);
    expect((await get('jobs', '--max-age', '1h')).requested.length).toBeGreaterThan(0);
  });

  test('an answer of which a Region is missing, or that was left early, is no answer', async () => {
    await start();
    emulator.setFaults([parseFault('eu-west-1/backup=deny')]);
    expect((await get('vaults')).code).toBe(1);
    emulator.setFaults([]);
    expect(await get('vaults', '--max-age', '1h')).toMatchObject({
      code: 0,
      requested: ['ListBackupVaults', 'ListBackupVaults'],
    });
    await get('jobs', '--limit', '1', '-o', 'jsonl');
    expect((await get('jobs', '--max-age', '1h', '-o', 'jsonl')).requested.length).toBeGreaterThan(0);
  });

  test('of a vault that is nowhere it is said so each time', async () => {
    await start();
    const words = ['points', '--vault', 'none', '--max-age', '1h'];
    const first = await get(...words);
    expect(first.code).toBe(1);
    expect(await get(...words)).toEqual(first);
  });

  test('another identity is not shown what this one saw', async () => {
    await start();
    await get('vaults');
    expect((await get('vaults', '--max-age', '1h')).requested).toEqual([]);
    const other = openForWriting(store);
    other.exec("update scope set identity = identity || '-other'");
    other.close();
    expect((await get('vaults', '--max-age', '1h')).requested.length).toBeGreaterThan(0);
  });
});

test.each<[string[], RegExp]>([
  [['vaults', '--max-age', 'soon'], /--max-age takes a span of time such as 5m, not "soon"/],
  [['vaults', '--max-age', '5m', '--watch'], /--max-age cannot be used with --watch/],
  [['attention', '--max-age', '5m'], /--max-age works only with lists that AWS returns; attention is derived/],
  [['vaults', '--max-age', '5m', '--no-store'], /--max-age reads the store, so it cannot be used with --no-store/],
  [['vaults', '--max-age', '5m', '--no-cache'], /--max-age reads the store/],
])('get %j is refused with a sentence', (words, sentence) => {
  expect(() => readGetArguments(words)).toThrow(sentence);
});
