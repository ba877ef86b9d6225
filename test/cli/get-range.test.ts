// `get --since` and `--until`: also rows that AWS no longer lists, and the times that the store does not know.

import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readGetArguments } from '../../src/cli/get/arguments.ts';
import { run } from '../../src/cli/get/get.ts';
import type { Emulator } from '../../src/emulator/server.ts';
import { emulatorAt } from '../emulator/clients.ts';
import { newHome } from '../support/built-program.ts';
import { captureWrites } from '../support/captured-stream.ts';
import { environment } from '../support/launch-environment.ts';

const log = { level: 'info', debug() {}, info() {}, warn() {}, error() {} } as const;
const day = 86_400_000;
const start = Date.UTC(2026, 0, 15, 12);

let emulator: Emulator;
let store: string;
let now = start;

beforeEach(async () => {
  now = start;
  for (const name of Object.keys(process.env).filter((key) => /^(AWS|VAULTOP|XDG)_/.test(key)))
    vi.stubEnv(name, undefined);
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, 'x');
  for (const name of ['XDG_CONFIG_HOME', 'XDG_CACHE_HOME']) vi.stubEnv(name, '/nowhere');
  store = join(newHome(), 'store.sqlite');
  emulator = await emulatorAt({ clock: { now: () => now }, throttle: false });
});
afterEach(() => {
  vi.unstubAllEnvs();
});

async function get(...words: readonly string[]) {
  const listeners = process.stdout.listenerCount('error');
  const [out, err] = [captureWrites(process.stdout), captureWrites(process.stderr)];
  const places = ['--endpoint-url', emulator.url, '--region', 'ap-southeast-2', '--store', store];
  const code = await run([...words, ...places], environment, log);
  const text = (spy: typeof out) => spy.mock.calls.map(([chunk]) => String(chunk)).join('');
  const result = { code, out: text(out), err: text(err) };
  out.mockRestore();
  err.mockRestore();
  for (const listener of process.stdout.listeners('error').slice(listeners)) {
    process.stdout.off('error', listener as never);
  }
  return result;
}

interface Printed {
  readonly rows: readonly { readonly id: string; readonly createdAt: string; readonly state: string }[];
  readonly gaps: readonly { readonly region: string; readonly from?: string; readonly to: string }[];
}

const iso = (at: number) => new Date(at).toISOString();

test('jobs of a time that AWS has forgotten, and the days that nobody saw', async () => {
  const before = JSON.parse((await get('copy-jobs', '-o', 'json')).out) as Printed['rows'];
  now += 40 * day;
  const { code, out, err } = await get('copy-jobs', '--since', '55d', '-o', 'json');
  const { rows, gaps } = JSON.parse(out) as Printed;
  const since = iso(now - 55 * day);
  const forgotten = before.filter(({ createdAt }) => createdAt >= since);
  expect(forgotten.length).toBeGreaterThan(10);
  const ids = rows.map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(forgotten.map(({ id }) => id)));
  expect(new Set(ids).size).toBe(ids.length);
  expect(rows.every(({ createdAt }) => createdAt >= since)).toBe(true);
  expect(gaps).toHaveLength(1);
  expect(gaps[0]?.region).toBe('ap-southeast-2');
  // AWS lists thirty days: those between the first response and the thirty days before the second are lost.
  expect(Math.abs(Date.parse(gaps[0]?.from ?? '') - start)).toBeLessThan(day / 24);
  expect(Math.abs(Date.parse(gaps[0]?.to ?? '') - (start + 10 * day))).toBeLessThan(day / 24);
  expect([code, err]).toEqual([1, expect.stringMatching(/not known from 2026-01-15 .* in ap-southeast-2 in /)]);

  const until = iso(start - 2 * day);
  const narrow = await get(
    'copy-jobs',
    '--since',
    iso(start - 9 * day),
    '--until',
    until,
    '-f',
    'state:completed',
    '-o',
    'json',
  );
  const found = JSON.parse(narrow.out) as Printed;
  const wanted = before.filter(
    ({ createdAt, state }) => createdAt >= iso(start - 9 * day) && createdAt < until && state === 'COMPLETED',
  );
  expect(found.rows.map(({ id }) => id).toSorted()).toEqual(wanted.map(({ id }) => id).toSorted());
  expect([narrow.code, narrow.err, found.gaps]).toEqual([0, '', []]);
});

test('within what AWS lists, AWS alone is asked, and a table marks nothing', async () => {
  const { code, err, out } = await get('copy-jobs', '--since', '24h');
  expect([code, err]).toEqual([0, '']);
  expect(out.split('\n').length).toBeGreaterThan(2);
});

test.each([
  [['jobs', '--since', 'tuesday'], /--since takes a span or a time, such as 24h or 2026-01-15T12:00Z, not "tuesday"/],
  [
    ['region-settings', '--since', '24h'],
    /--since works only with lists whose rows have a time; Region settings have none/,
  ],
  [['jobs', '--until', '2d', '--watch'], /--until cannot be used with --watch/],
])('%s is refused', (words, reason) => {
  expect(() => readGetArguments(words)).toThrow(reason);
});

test.each(['jobs', 'copy-jobs', 'restore-jobs'])(
  '%s of one type and state are those of the whole list',
  async (list) => {
    const all = JSON.parse((await get(list, '-o', 'json')).out) as {
      id: string;
      resourceType: string;
      state: string;
    }[];
    const [{ resourceType, state } = { resourceType: '', state: '' }] = all;
    const some = JSON.parse(
      (await get(list, '--type', resourceType, '--state', state, '-o', 'json')).out,
    ) as typeof all;
    const wanted = all.filter((row) => row.resourceType === resourceType && row.state === state);
    expect(some.map(({ id }) => id).toSorted()).toEqual(wanted.map(({ id }) => id).toSorted());
    expect(some.length).toBeLessThan(all.length);
  },
);

test.each([
  [['--list', 'frobs'], /--list takes a list whose rows are kept, such as backup-jobs/],
  [['--key', 'x'], /"key" can only be used together with "list"/],
])('changes %s is refused before anything is sent', async (words, reason) => {
  await expect(get('changes', ...words)).rejects.toThrow(reason);
  expect(emulator.calls).toEqual([]);
});
