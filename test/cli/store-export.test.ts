// `vaultop store export`, as a user sees it.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readDashboardArguments } from '../../src/cli/dashboard/arguments.ts';
import { UsageError } from '../../src/cli/options/options.ts';
import { readStoreArguments } from '../../src/cli/store/arguments.ts';
import { readConfig } from '../../src/settings/read-config.ts';
import { filledStore } from '../store/filled-store.ts';
import { newHome, runBuilt } from '../support/built-program.ts';

let home: string;
beforeAll(() => {
  home = newHome();
  filledStore(join(home, 'store.sqlite')).close();
});

const exported = (...words: string[]) =>
  runBuilt(['store', 'export', '--store', join(home, 'store.sqlite'), ...words], { env: { HOME: home } });

const range = ['--from', '2026-01-15 04:00', '--to', '2026-01-15 08:00'];

test('it writes a new file for its owner alone, or stdout, and never over a file', async () => {
  const file = join(home, 'night.vaultop');
  const { code, stdout, stderr } = await exported(...range, '--output', file);
  expect([code, stdout]).toEqual([0, '']);
  expect(stderr).toMatch(/night\.vaultop: \d+ versions of rows of 2 account-Regions, [\d.]+ [KM]iB\.\n$/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await exported(...range, '--output', file)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('exists'),
  });
  const piped = join(home, 'piped.vaultop');
  const out = await runBuilt(['store', 'export', '--store', join(home, 'store.sqlite'), ...range], {
    env: { HOME: home },
    into: piped,
  });
  expect(out.code).toBe(0);
  expect(readFileSync(piped).subarray(0, 16).toString()).toBe('SQLite format 3\0');
  expect(statSync(piped).size).toBe(statSync(file).size);
});

test('a time of which the store knows nothing fails in one sentence, and leaves no file', async () => {
  const file = join(home, 'empty.vaultop');
  const outcome = await exported('--from', '2020-01-01', '--to', '2020-01-02', '--output', file);
  expect(outcome).toMatchObject({ code: 1, stdout: '' });
  expect(outcome.stderr).toContain('The store has no row from 2020-01-01 00:00:00Z to 2020-01-02 00:00:00Z.');
  expect(existsSync(file)).toBe(false);
});

test.each([
  [['export'], '--from TIME'],
  [['export', '--from', 'noon'], '--from takes a time'],
  [['export', '--from', '2999-01-01'], 'in the future'],
  [['export', '--from', '3h ago', '--to', '4h ago'], 'is not before'],
  [['export', '--from', '3h ago', '--output', ''], '--output takes'],
  [['info', '--record', 'x'], '--record works only with commands that ask AWS'],
  [['info', '--from', '3h ago'], '--from works only with store export'],
])('%j is a usage error', (words, text) => {
  const read = () => readStoreArguments(words);
  expect(read).toThrow(UsageError);
  expect(read).toThrow(text);
});

describe('--open', () => {
  test.each([
    [['--demo'], '--demo cannot be used with --open'],
    [['--profile', 'prod'], '--profile cannot be used with --open'],
    [['--write'], '--write cannot be used with --open'],
    [['--store', 'x'], '--store cannot be used with --open'],
    [['--once'], '--once cannot be used with --open'],
    [['--bell', 'on'], '--bell cannot be used with --open'],
    [['--context', 'prod'], '--context cannot be used with --open'],
    [['--events-queue', 'x'], '--events-queue cannot be used with --open'],
  ])('refuses %j', (words, text) => {
    const read = () => readDashboardArguments(['--open', 'night.vaultop', ...words]);
    expect(read).toThrow(UsageError);
    expect(read).toThrow(text);
  });

  test('takes what says how it looks, and nothing of a context or of notifications', () => {
    const context = { profile: ['prod'], write: true, region: ['eu-west-1'] };
    const { config } = readConfig('notify: {bell: on, command: /bin/true}\ntheme: light\n');
    const chosen = { name: 'prod', from: 'file', context } as never;
    const args = readDashboardArguments(['--filter', 'x', '--view=jobs', '--open=n.vaultop'], { config, chosen });
    expect(args).toMatchObject({ open: 'n.vaultop', theme: 'light', bell: 'off', write: false, profiles: [] });
    expect(args).toMatchObject({ firstView: { filter: 'x' } });
    expect(args.notifyCommand).toBeUndefined();
  });

  test('needs a file', () => {
    expect(() => readDashboardArguments(['--open', ''])).toThrow('--open takes the path of an extract');
  });
});
