// `--record DIR --anonymize`: nothing of the estate is in the recording, and a replay of it shows as many rows.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readWhere } from '../../src/cli/options/where.ts';
import { readRecording } from '../../src/emulator/replay/read-recording.ts';
import { startReplay } from '../../src/emulator/replay/replay-server.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { newHome, type Outcome, runBuilt } from '../support/built-program.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ now: Date.now(), seed: 'recorded' });
});
afterAll(() => emulator.close());

const keys = { AWS_ACCESS_KEY_ID: 'AKIDTEST', AWS_SECRET_ACCESS_KEY: 'none-of-this-is-kept' };

const run = (endpoint: string, words: readonly string[]): Promise<Outcome> =>
  runBuilt([...words, '--region', 'us-east-1,eu-west-1'], {
    env: { HOME: newHome(), AWS_ENDPOINT_URL: endpoint, ...keys },
  });

async function recordedAndReplayed(words: readonly string[]) {
  const folder = join(newHome(), 'recording');
  const recorded = await run(emulator.url, [...words, '--record', folder, '--anonymize']);
  const replay = await startReplay({ exchanges: readRecording(folder), port: 0, host: '127.0.0.1' });
  try {
    const replayed = await run(replay.url, words);
    const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    return { recorded, replayed, bytes: bytes.join('') };
  } finally {
    await replay.close();
  }
}

const lists = ['jobs', 'vaults', 'protected'];

test.each(lists)('get %s on the replay has as many rows, in the same states', async (list) => {
  const words = ['get', list, '-o', 'json', '--no-store'];
  const { recorded, replayed, bytes } = await recordedAndReplayed(words);
  const [before, after] = [recorded, replayed].map(({ stdout }) => JSON.parse(stdout) as Record<string, unknown>[]);
  const statesOf = (rows: typeof before) =>
    rows?.map(({ region, state, type, resourceType }) => [region, state, type, resourceType].join()).toSorted();
  expect(recorded.code).toBe(0);
  expect(replayed.code).toBe(0);
  expect(statesOf(after)).toEqual(statesOf(before));
  expect(after?.length).toBe(before?.length);
  const names = new Set(before?.flatMap(({ name, arn, id, account }) => [name, arn, id, account]));
  const told = [...names].filter(
    (name) => typeof name === 'string' && name.length >= 6 && name !== 'Default' && bytes.includes(name),
  );
  expect(told).toEqual([]);
});

test('the dashboard on the replay shows as many rows, findings and events', async () => {
  const { recorded, replayed } = await recordedAndReplayed(['--once', '--json', '--no-cloudwatch']);
  const [before, after] = [recorded, replayed].map(({ stdout }) => JSON.parse(stdout));
  const counts = (summary: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(summary).map(([name, value]) => [name, Array.isArray(value) ? value.length : undefined]),
    );
  for (const [name, count] of Object.entries(counts(before))) {
    // Seconds have passed: a job or an event may be older than a day.
    expect([name, Math.abs((counts(after)[name] ?? 0) - (count ?? 0)) <= 2]).toEqual([name, true]);
  }
  expect(Object.keys(after)).toEqual(Object.keys(before));
  expect([after.vaults.length, after.unanswered.length]).toEqual([before.vaults.length, before.unanswered.length]);
  expect(after.audits.length).toBeGreaterThan(0);
});

test('it goes with --record', () => {
  expect(readWhere({ record: '/r', anonymize: true }).record).toMatchObject({ isAnonymous: true });
  expect(() => readWhere({ anonymize: true })).toThrow('--anonymize requires --record');
});
