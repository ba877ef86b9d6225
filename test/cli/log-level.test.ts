// `--log-level` is read before the command is known, and each command accepts it.
import { expect, test } from 'vitest';
import { readActArguments } from '../../src/cli/act/arguments.ts';
import { readCheckArguments } from '../../src/cli/check/arguments.ts';
import { readDashboardArguments } from '../../src/cli/dashboard/arguments.ts';
import { readEmulateArguments } from '../../src/cli/emulate/arguments.ts';
import { readSetupArguments } from '../../src/cli/events/arguments.ts';
import { readGetArguments } from '../../src/cli/get/arguments.ts';
import { logLevelOf } from '../../src/cli/options/log-level.ts';
import { readStoreArguments } from '../../src/cli/store/arguments.ts';

test.each([
  [[], 'info'],
  [['--log-level', 'debug'], 'debug'],
  [['get', 'vaults', '--log-level=error'], 'error'],
  [['--log-level', 'error', 'get', 'vaults', '--log-level', 'warn'], 'warn'],
  [['--log-level', 'chatty'], 'info'],
  [['--log-level'], 'info'],
  [['job', 'stop', '--', '--log-level', 'debug'], 'info'],
])('%j: %s', (words, level) => {
  expect(logLevelOf(words)).toBe(level);
});

test.each([
  ['the dashboard', (...words: string[]) => readDashboardArguments(words)],
  ['get', (...words: string[]) => readGetArguments([...words, 'vaults'])],
  ['check', (...words: string[]) => readCheckArguments(words)],
  ['store', (...words: string[]) => readStoreArguments(['info', ...words])],
  ['emulate', (...words: string[]) => readEmulateArguments(words)],
  [
    'events',
    (...words: string[]) => readSetupArguments([...words, '--account', '111122223333', '--region', 'eu-west-1']),
  ],
  ['vault', (...words: string[]) => readActArguments('vault', [...words, 'delete', 'daily'])],
])('%s takes it, and refuses a wrong one in one sentence', (_, read) => {
  expect(read('--log-level', 'debug')).toEqual(read());
  expect(() => read('--log-level', 'warm')).toThrow(
    '--log-level takes error, warn, info or debug, not "warm". Did you mean warn?',
  );
});
