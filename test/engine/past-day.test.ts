// The overview's day at a past time against the day that was read then, and against AWS's own times.
import { expect, test } from 'vitest';
import type { Job } from '../../src/domain/jobs/job.ts';
import type { DayRequest, DaySummary } from '../../src/engine/day/day-summary.ts';
import type { ProgramStore } from '../../src/engine/program-store.ts';
import { manyJobs } from '../support/many-jobs.ts';
import { openMemoryStore } from '../support/memory-store.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = Date.UTC(2026, 0, 15, 5);
const scope = { accountId: '111122223333', region: 'eu-west-1', connection: '' };
const stored = { identity: 'me', accountId: scope.accountId, region: scope.region };
const nowhere = { 'backup-jobs': [], 'copy-jobs': [], 'restore-jobs': [], audits: [], metrics: [] };

/** Each job as AWS returns it at a time, of those that exist then. */
function jobsAt(all: readonly Job[], now: number): Job[] {
  return all
    .filter(({ createdAt }) => createdAt <= now)
    .map(({ completedAt = Number.POSITIVE_INFINITY, startedAt = 0, message, ...job }) => {
      if (startedAt > now) return { ...job, state: 'CREATED' };
      if (completedAt > now) return { ...job, startedAt, state: 'RUNNING' };
      return { ...job, startedAt, completedAt, ...(message ? { message } : {}) };
    });
}

function answer(store: ProgramStore, jobs: readonly Job[], requestedAt: number): void {
  const response = store.writer.begin({ resource: 'backup-jobs', scope: stored, params: '[]', requestedAt });
  response.page(jobs);
  response.whole();
}

/** With the jobs of its panels, by id, in place of the rows of the store. */
async function dayAt(store: ProgramStore, now: number, isPast: boolean) {
  const present = store.sight();
  const sight = isPast ? present?.at?.(now) : present;
  const known = present?.reader.scopeIds().map(({ id }) => [id]) ?? [];
  const asOf = sight?.past ? { asOf: sight.past } : {};
  const request: DayRequest = { scopes: { ...nowhere, 'backup-jobs': known }, now, ...asOf };
  const { running, bad, ...rest }: DaySummary = await store.day(request);
  const keys = (ids: Int32Array) => sight?.reader.rows([...ids]).map((one) => one?.key);
  return { ...rest, audits: [], running: keys(running), bad: keys(bad) };
}

test('a past day is the day that was read then', async () => {
  let now = start;
  const store = openMemoryStore(() => now);
  const all = manyJobs(600, [scope], start + 3 * hour);
  const then = new Map<number, unknown>();
  for (let round = 0; round < 8; round += 1) {
    answer(store, jobsAt(all, now), now);
    then.set(now, await dayAt(store, now, false));
    now += 20 * minute;
  }
  expect(then.size).toBe(8);
  for (const [time, day] of then) expect(await dayAt(store, time, true)).toEqual(day);
  const { running, bad } = await dayAt(store, start + hour, true);
  expect([running?.length, bad?.length]).toEqual([expect.any(Number), expect.any(Number)]);
  expect(Math.min(running?.length ?? 0, bad?.length ?? 0)).toBeGreaterThan(5);
});

test('a day before the first answer follows from the times of the jobs', async () => {
  const now = start + 4 * hour;
  const all = manyJobs(600, [scope], start + 3 * hour).filter(({ state }) => state !== 'RUNNING');
  const [late, early] = [openMemoryStore(() => now), openMemoryStore(() => start)];
  answer(late, jobsAt(all, now), now);
  answer(early, jobsAt(all, start), start);
  expect(await dayAt(late, start, true)).toEqual(await dayAt(early, start, false));
});
