import { expect, test } from 'vitest';
import { type CapRules, createRowCap } from '../../src/polling/row-cap.ts';
import { createRowRoom, type RowRoom } from '../../src/polling/row-room.ts';

interface Job {
  readonly at: number;
  readonly state: 'DONE' | 'FAILED' | 'RUNNING';
}

const hour = 3_600_000;
const now = 1_000 * hour;
const roomOf = (most: number, keptForMs = 0) => createRowRoom({ most, newest: () => now - keptForMs });

/** A list that takes in jobs as a poll does. */
function listIn(room: RowRoom, most = 1_000) {
  const rules: CapRules<Job> = {
    ...{ most, room },
    timeOf: ({ at }) => at,
    isOver: ({ state }) => state !== 'RUNNING',
    countedAs: ({ state }) => state,
  };
  const cap = createRowCap(rules);
  const rows = new Map<string, Job>();
  const gone: string[] = [];
  return {
    ...{ rows, gone, cap },
    take(jobs: readonly Job[]) {
      for (const job of jobs) {
        if (cap.refuses(job, true)) continue;
        const key = `${job.at} ${job.state}`;
        cap.adds(rows, key, job);
        rows.set(key, job);
      }
      cap.trim(rows, (key) => gone.push(key));
    },
    counted: () => [...cap.dropped().values()].reduce((sum, count) => sum + count, 0),
  };
}

/** One job an hour, the newest first, every tenth of them failed. */
const jobs = (count: number, from = 1): Job[] =>
  Array.from({ length: count }, (_, index) => ({
    at: now - (from + index) * hour,
    state: index % 10 === 0 ? 'FAILED' : 'DONE',
  }));

test('lists let go of what is older than one common moment, and of each job it is known that it was there', () => {
  const room = roomOf(100);
  const lists = [listIn(room), listIn(room)] as const;
  for (let page = 0; page < 10; page += 1) for (const list of lists) list.take(jobs(20, 1 + page * 20));
  for (const list of lists) list.take([]);
  const held = lists.reduce((sum, { rows }) => sum + rows.size, 0);
  expect(held).toBeLessThanOrEqual(110);
  expect(held).toBeGreaterThan(80);
  for (const { rows, counted, cap } of lists) {
    expect(rows.size + counted()).toBe(200);
    expect(cap.dropped().get('FAILED')).toBe(20 - [...rows.values()].filter(({ state }) => state === 'FAILED').length);
    for (const { at } of rows.values()) expect(at).toBeGreaterThanOrEqual(room.horizon());
  }
});

test('a list that has all its rows already lets go of the oldest too, when another needs the room', () => {
  const room = roomOf(100);
  const [done, other] = [listIn(room), listIn(room)];
  done.take(jobs(100));
  other.take(jobs(60));
  expect(done.rows.size + other.rows.size).toBeLessThanOrEqual(110);
  expect(done.gone.length).toBe(done.counted());
  expect(done.rows.size + done.counted()).toBe(100);
});

test('whatever the order in which they come, the same jobs are kept', () => {
  const kept = [jobs(300), jobs(300).toReversed()].map((all) => {
    const list = listIn(roomOf(100));
    for (let from = 0; from < all.length; from += 20) list.take(all.slice(from, from + 20));
    return Math.min(...[...list.rows.values()].map(({ at }) => at));
  });
  expect(Math.abs((kept[0] ?? 0) - (kept[1] ?? 0))).toBeLessThanOrEqual(10 * hour);
});

test('what runs stays, and so does what is of the last days, however much it is', () => {
  const list = listIn(roomOf(100, 500 * hour));
  list.take([...jobs(400), { at: 0, state: 'RUNNING' }]);
  expect([list.rows.size, list.counted()]).toEqual([401, 0]);
});

test('a list is cut by its own bound too, and begins its count anew with each whole listing', () => {
  const list = listIn(roomOf(1_000), 50);
  list.take(jobs(80));
  expect([list.rows.size, list.counted()]).toEqual([50, 30]);
  list.cap.reset();
  expect(list.counted()).toBe(0);
  expect(list.cap.refuses({ at: 0, state: 'DONE' }, false)).toBe(false);
});

test('much is let go of a little at a time, and of what is gone otherwise nothing is left', () => {
  const list = listIn(roomOf(1_000), 10_000);
  const all = jobs(8_000).map((job, index) => ({ ...job, at: job.at + index }));
  list.take(all);
  expect(list.rows.size).toBe(7_000);
  const goes: number[] = [];
  for (let before = 8_000; list.rows.size < before; list.take([])) {
    goes.push(before - list.rows.size);
    before = list.rows.size;
  }
  expect(Math.max(...goes)).toBeLessThanOrEqual(2_000);
  expect(list.rows.size).toBe(1_000);
  expect([list.gone.length, list.counted()]).toEqual([7_000, 7_000]);
});

test('a row that was forgotten otherwise is not counted as one there was no room for', () => {
  const list = listIn(roomOf(100));
  list.take(jobs(100));
  for (const [key, job] of [...list.rows].slice(-30)) {
    list.rows.delete(key);
    list.cap.removes(list.rows, key, job);
  }
  list.take(jobs(30, 101));
  expect([list.rows.size, list.counted()]).toEqual([100, 0]);
});

test('a list that is cut in the middle of an hour keeps as many as it may', () => {
  const list = listIn(roomOf(10_000), 50);
  list.take(Array.from({ length: 80 }, (_, index) => ({ at: now - index * 1_000, state: 'DONE' as const })));
  expect([list.rows.size, list.counted()]).toEqual([50, 30]);
});
