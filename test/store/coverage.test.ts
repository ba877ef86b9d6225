// When a list was watched, so that history can distinguish "did not exist" from "was not watched".
import { expect, test } from 'vitest';
import { longestGapMs } from '../../src/store/read/coverage.ts';
import { openStore, requestFor, type TestStore } from './open-store.ts';
import { elsewhere, own } from './shapes.ts';

const hour = 3_600_000;
const start = 100 * hour;

/** A whole response at each of these times. */
function answeredAt({ writer, clock }: TestStore, ...times: readonly number[]): void {
  for (const time of times) {
    clock.now = time;
    writer.begin(requestFor('vaults', time)).whole();
  }
}

const watched = ({ reader }: TestStore) => reader.watchedTimes('vaults', own, '');

test('answers that come close together make one time, a longer silence makes two', () => {
  const store = openStore();
  expect(watched(store)).toEqual([]);
  answeredAt(store, start, start + longestGapMs, start + 2 * longestGapMs);
  answeredAt(store, start + 5 * hour, start + 5 * hour + 60_000);
  expect(watched(store)).toEqual([
    { from: start, to: start + 2 * longestGapMs },
    { from: start + 5 * hour, to: start + 5 * hour + 60_000 },
  ]);
  expect(store.reader.watchedTimes('vaults', elsewhere, '')).toEqual([]);
  expect(store.reader.watchedTimes('vaults', own, 'narrowed')).toEqual([]);
});

test('refused and unfinished answers count for nothing', () => {
  const store = openStore();
  const { writer, clock } = store;
  answeredAt(store, start);
  for (const time of [start + hour, start + 2 * hour]) {
    clock.now = time;
    writer.begin(requestFor('vaults', time)).failed('refused');
    writer.begin(requestFor('vaults', time)).abandon();
  }
  answeredAt(store, start + 3 * hour);
  expect(watched(store)).toEqual([
    { from: start, to: start },
    { from: start + 3 * hour, to: start + 3 * hour },
  ]);
});

test('changes go on from the answer that they add to, and are nothing without it', () => {
  const store = openStore();
  const changes = (since: number, time: number) => {
    store.clock.now = time;
    store.writer.begin(requestFor('vaults', time)).changes(since);
  };
  changes(start, start + 60_000);
  expect(watched(store)).toEqual([]);
  answeredAt(store, start + 120_000);
  changes(start + 120_000, start + 180_000);
  expect(watched(store)).toEqual([{ from: start + 120_000, to: start + 180_000 }]);
});

test('a late answer shortens nothing, and a clock that was in the future ends nothing', () => {
  const store = openStore();
  answeredAt(store, start, start + 60_000);
  store.writer.begin(requestFor('vaults', start + 30_000)).whole();
  expect(watched(store)).toEqual([{ from: start, to: start + 60_000 }]);
  answeredAt(store, start + 50 * hour);
  answeredAt(store, start + 120_000);
  expect(watched(store)).toEqual([
    { from: start, to: start + 120_000 },
    { from: start + 50 * hour, to: start + 50 * hour },
  ]);
});

test('a list is complete since the end of its first response, whatever came later', () => {
  const store = openStore();
  const { database, reader, writer, clock } = store;
  const since = () => reader.completeSince('vaults', own, '');
  clock.now = start;
  const first = writer.begin(requestFor('vaults', start));
  expect(since()).toBeUndefined();
  clock.now = start + 20 * 60_000;
  first.whole();
  expect(since()).toBe(start + 20 * 60_000);
  answeredAt(store, start + 21 * 60_000, start + 5 * hour);
  expect(since()).toBe(start + 20 * 60_000);
  expect(reader.completeSince('vaults', elsewhere, '')).toBeUndefined();
  // As an older program left it.
  database.exec('update coverage set whole_at = null');
  expect(since()).toBe(start + 10 * 60_000);
});
