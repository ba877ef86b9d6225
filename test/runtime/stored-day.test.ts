// When the overview's numbers are known: only those that were queried after the responses to their lists.
import { expect, test } from 'vitest';
import { type DayOrder, unknownDay } from '../../src/app/overview/overview-day.ts';
import type { Data } from '../../src/app/state/data.ts';
import type { ProgramStore } from '../../src/engine/program-store.ts';
import { createStoredDay } from '../../src/runtime/lists/day/stored-day.ts';
import { dataOf, job, now, regions, runningJob } from '../components/fixtures.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { openMemoryStore } from '../support/memory-store.ts';

const identity = 'a role';
const second = 1_000;

function open(day?: (store: ProgramStore, requested: number) => ReturnType<ProgramStore['day']> | undefined) {
  const clock = createFakeClock(now);
  const memory = openMemoryStore(() => now);
  let requested = 0;
  const store: ProgramStore = {
    ...memory,
    day(request) {
      requested += 1;
      return day?.(memory, requested) ?? memory.day(request);
    },
  };
  const waits: number[] = [];
  let who: string | undefined = identity;
  const { dayOf, series } = createStoredDay({
    store,
    clock,
    nextTurn: async () => {},
    identityOf: () => who,
    changed: (ms) => void waits.push(ms),
  });
  let isAnswered = false;
  let order: DayOrder = { first: [] };
  let version = 0;
  const look = () => {
    version += 1;
    const snapshot: Data['snapshot'] = () => ({ rows: new Map(), version, ...(isAnswered ? { loadedAt: now } : {}) });
    return dayOf({ ...dataOf({ rows: {} }), version, snapshot }, order);
  };
  return {
    clock,
    waits,
    look,
    series,
    requested: () => requested,
    /** After the result of the query. */
    async see() {
      look();
      await clock.advance(0);
      return look();
    },
    write: (rows: readonly object[], requestedAt = now) =>
      memory.writer.upsert('backup-jobs', rows, { identity, requestedAt }),
    response() {
      isAnswered = true;
    },
    sort(next: DayOrder) {
      order = next;
    },
    forgetWho() {
      who = undefined;
    },
  };
}

test('nothing is known before the store has answered, and no count before all lists had been when it was asked', async () => {
  const { look, see, write, response, series } = open();
  write([runningJob('a', regions[0]), job('b', regions[0], { state: 'FAILED' })]);
  expect(look()).toBe(unknownDay);
  const early = await see();
  expect(early).toMatchObject({ counts: { running: 1, failed: 1 }, askedOf: { jobs: { isCounted: false } } });
  expect(series()).toBeUndefined();
  response();
  expect(look()).toMatchObject({ isBehind: true, askedOf: { jobs: { isCounted: false, isSettled: false } } });
  const late = await see();
  expect(late).toMatchObject({ isBehind: false, askedOf: { jobs: { isCounted: true }, audits: { isCounted: true } } });
  expect(series()).toBe(0);
  expect([...late.running.rows].map(({ id }) => id)).toEqual(['a']);
  expect([...late.bad].map(({ id }) => id)).toEqual(['b']);
});

test('it is asked anew when something was written, and once a minute else', async () => {
  const { see, look, write, requested, clock } = open();
  await see();
  const before = requested();
  await see();
  expect(look()).toBe(look());
  expect(requested()).toBe(before);
  write([job('b', regions[0], { state: 'FAILED' })], now + 1);
  await clock.advance(0);
  expect(requested()).toBe(before + 1);
  expect((await see()).counts.failed).toBe(1);
});

test('it takes a tenth of the time: after an answer that took a second it rests for nine', async () => {
  const slow = Promise.withResolvers<void>();
  const { see, look, write, requested, waits, clock } = open((store, count) => {
    const request = {
      now,
      scopes: { 'backup-jobs': [], 'copy-jobs': [], 'restore-jobs': [], audits: [], metrics: [] },
    };
    return count === 1 ? slow.promise.then(() => store.day(request)) : undefined;
  });
  look();
  await clock.advance(second);
  slow.resolve();
  await see();
  write([job('b', regions[0])], now + 1);
  look();
  expect([requested(), waits.at(-1)]).toEqual([1, 9 * second]);
  await clock.advance(9 * second);
  await see();
  expect(requested()).toBe(2);
});

test('where nobody is known to ask, or the store refuses, it stays unknown', async () => {
  const failing = open(() => Promise.reject(new Error('The thread has ended.')));
  expect(await failing.see()).toBe(unknownDay);
  expect(failing.waits.at(-1)).toBe(second);
  expect(failing.requested()).toBe(1);
  const { see, look, write, forgetWho } = open();
  write([job('b', regions[0], { state: 'FAILED' })]);
  expect((await see()).counts.failed).toBe(1);
  forgetWho();
  expect(look()).toBe(unknownDay);
});
