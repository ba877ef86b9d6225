// `--record` and `emulate --replay`: what somebody's AWS answered is answered again.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readEmulateArguments } from '../../src/cli/emulate/arguments.ts';
import { readWhere } from '../../src/cli/options/where.ts';
import { parseFault } from '../../src/emulator/faults.ts';
import { readRecording } from '../../src/emulator/replay/read-recording.ts';
import { type Replay, startReplay } from '../../src/emulator/replay/replay-server.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { newHome, type Outcome, runBuilt } from '../support/built-program.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ now: Date.now(), seed: 'recorded' });
});
afterAll(() => emulator.close());

const keys = { AWS_ACCESS_KEY_ID: 'AKIDTEST', AWS_SECRET_ACCESS_KEY: 'none-of-this-is-kept' };

const get = (endpoint: string, words: readonly string[] = []): Promise<Outcome> =>
  runBuilt(['get', 'vaults', '-o', 'csv', '--no-store', '--region', 'us-east-1,eu-west-1', ...words], {
    env: { HOME: newHome(), AWS_ENDPOINT_URL: endpoint, ...keys },
  });

async function recordedAndReplayed(
  faults: readonly string[],
): Promise<{ recorded: Outcome; replayed: Outcome; folder: string }> {
  emulator.setFaults(faults.map(parseFault));
  const folder = join(newHome(), 'recording');
  const recorded = await get(emulator.url, ['--record', folder]);
  let replay: Replay | undefined;
  try {
    replay = await startReplay({ exchanges: readRecording(folder), port: 0, host: '127.0.0.1' });
    return { recorded, replayed: await get(replay.url), folder };
  } finally {
    await replay?.close();
  }
}

const withoutPort = ({ stdout, stderr, code }: Outcome) => ({
  code,
  // Regions are printed as they answer.
  stdout: stdout.split('\n').toSorted(),
  stderr: stderr.replace(/:\d{4,5}\b/g, ':PORT'),
});

test.each([
  ['all is well', [], { code: 0, stderr: '' }],
  ['a sign-in failure', ['*/sts=expired-token'], { code: 1, stderr: expect.stringMatching(/expired/) }],
  [
    'a malformed answer',
    ['eu-west-1/backup/ListBackupVaults=malformed'],
    { stderr: expect.stringMatching(/eu-west-1.*cannot be read/) },
  ],
  [
    'an answer that is cut off',
    ['eu-west-1/backup/ListBackupVaults=truncated'],
    { stderr: expect.stringMatching(/eu-west-1/) },
  ],
])('%s: the replay gives what was seen', async (_, faults, seen) => {
  const { recorded, replayed, folder } = await recordedAndReplayed(faults);
  expect(recorded).toMatchObject(seen);
  expect(withoutPort(replayed)).toEqual(withoutPort(recorded));
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(bytes.join('')).not.toMatch(/none-of-this-is-kept|AKIDTEST/);
});

test('a directory with files is refused before anything is asked', async () => {
  const folder = newHome();
  writeFileSync(join(folder, 'mine'), 'x');
  const { code, stderr } = await get(emulator.url, ['--record', folder]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('it is not empty; name a new or empty directory.')]);
  expect(readdirSync(folder)).toEqual(['mine']);
});

test('a request that was not recorded is refused by the replay, never answered', async () => {
  const { folder } = await recordedAndReplayed([]);
  const replay = await startReplay({ exchanges: readRecording(folder), port: 0, host: '127.0.0.1' });
  const response = await fetch(`${replay.url}/backup/plans`);
  expect([response.status, await response.json()]).toEqual([501, expect.objectContaining({ __type: 'NotRecorded' })]);
  await replay.close();
});

test('a directory that is no recording is refused in one sentence', async () => {
  const folder = join(newHome(), 'other');
  mkdirSync(folder);
  expect(() => readRecording(folder)).toThrow('has no recorded exchange');
  writeFileSync(join(folder, '000001-a-b.json'), '{"schema":"x"}');
  expect(() => readRecording(folder)).toThrow('is not a recorded exchange: its schema');
  const { code, stderr } = await runBuilt(['emulate', '--replay', folder, '--port', '0'], { env: { HOME: newHome() } });
  expect([code, stderr]).toEqual([1, expect.stringContaining('is not a recorded exchange')]);
});

test('sizes and flags that do not go together are usage errors', () => {
  expect(readWhere({ record: '/r', 'record-max': '5MB' }).record).toEqual({ folder: '/r', maxBytes: 5_000_000 });
  expect(readWhere({ record: '/r' }).record?.maxBytes).toBe(200_000_000);
  expect(() => readWhere({ record: '/r', 'record-max': 'much' })).toThrow('--record-max takes a size');
  expect(() => readWhere({ 'record-max': '5MB' })).toThrow('--record-max requires --record');
  expect(() => readEmulateArguments(['--replay', 'x', '--seed', 'y'])).toThrow('--seed cannot be used with --replay');
});
