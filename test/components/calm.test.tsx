// A quiet estate: nothing but time passes, and the lists are answered anew. The bytes are the same on every machine.
import { describe, expect, test } from 'vitest';
import { type PollRequest, requestKey } from '../../src/app/state/lists/poll-request.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { type AppOnTerminal, appOnTerminal } from '../support/app-on-terminal.tsx';
import { drawInColor } from '../support/in-color.ts';
import { dataOf, now, runningJob, smallWorld, troubleRow, type World } from './fixtures.ts';

drawInColor();

const second = 1_000;
const hour = 3_600_000;
const seconds = 120;

/** Every list is answered each 30 seconds, each Region a few seconds after the one before. */
const everyMs = 30 * second;
const lag: Readonly<Record<string, number>> = {
  'us-east-1': 0,
  'eu-west-1': 7 * second,
  'ap-southeast-2': 13 * second,
};

function answeredAt({ scope: { region } }: PollRequest, at: number): number {
  const after = lag[region] ?? 0;
  return Math.floor((at - after) / everyMs) * everyMs + after;
}

const runningFor = (ms: number): World => ({
  rows: {
    ...smallWorld.rows,
    'backup-jobs': ['a', 'b', 'c'].map((id, index) =>
      runningJob(id, 'us-east-1', { createdAt: now - ms - index * 100, startedAt: now - ms - index * 100 }),
    ),
    'copy-jobs': [],
    'restore-jobs': [],
    // Nothing has happened in the last ten minutes.
    attention: [troubleRow('vol-bad', 'ap-southeast-2', { since: now - hour })],
  },
});

async function quiet(world: World, list?: ResourceId): Promise<{ app: AppOnTerminal; bytesPerSecond: number }> {
  const app = await appOnTerminal(world);
  if (list) await app.bytesOf(() => app.runtime.dispatch({ type: 'listRequested', resource: list }));
  const { snapshot } = dataOf(world);
  const responses = new Map<string, ReturnType<typeof snapshot>>();
  const passTo = (at: number) =>
    app.bytesOf(() =>
      app.runtime.learn({
        now: at,
        snapshot(request) {
          const loadedAt = answeredAt(request, at);
          const key = `${requestKey(request)} ${loadedAt}`;
          const known = responses.get(key) ?? { version: 1, ...snapshot(request), loadedAt };
          responses.set(key, known);
          return known;
        },
      }),
    );
  await passTo(now + everyMs);
  let bytes = 0;
  for (let tick = 1; tick <= seconds; tick++) bytes += await passTo(now + everyMs + tick * second);
  return { app, bytesPerSecond: bytes / seconds };
}

describe('at rest at 200×50, with jobs that run for', () => {
  test.each([
    ['half an hour', hour / 2],
    ['five hours', 5 * hour],
    ['two days', 48 * hour],
  ])('%s: the overview writes at most 10 bytes a second', async (_, ms) => {
    const { app, bytesPerSecond } = await quiet(runningFor(ms));
    expect(bytesPerSecond).toBeLessThanOrEqual(10);
    expect(bytesPerSecond).toBeGreaterThan(0);
    app.close();
  });

  test('and so does a list of these jobs', async () => {
    const { app, bytesPerSecond } = await quiet(runningFor(hour / 2), 'backup-jobs');
    expect(bytesPerSecond).toBeLessThanOrEqual(10);
    app.close();
  });
});
