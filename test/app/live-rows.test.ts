import { expect, test } from 'vitest';
import { createListNames } from '../../src/app/list-names.ts';
import { createLiveRows } from '../../src/app/live-rows.ts';
import { orderBy } from '../../src/app/sorted-list.ts';
import { createChangeLog } from '../../src/polling/change-log.ts';

const rowOf = (index: number) => ({ name: `row ${index}`, value: index });

/** A list of many rows, of which `change` alters some. */
function listOf(count: number) {
  const rows = new Map(Array.from({ length: count }, (_, index) => [`${index}`, rowOf(index)]));
  const changes = createChangeLog();
  let version = 1;
  const live = createLiveRows({
    ...{ order: orderBy(false), sortValue: (row: { value: number }) => row.value, movesWithTime: false, atOnce: 4_000 },
  });
  return {
    change(keys: readonly number[]) {
      for (const key of keys) {
        rows.set(`${key}`, { ...rowOf(key), name: 'changed' });
        changes.add(`${key}`);
      }
    },
    look: (now: number) => live.follow([{ rows, changes, version: ++version }], version, now),
  };
}

const changed = ({ rows }: { rows: Iterable<{ name: string }> }) =>
  [...rows].filter(({ name }) => name === 'changed').length;

test('a long list is not written anew for a few rows more than once in a tick; many rows do not wait', () => {
  const { change, look } = listOf(24_000);
  while (look(0).isBehind);
  change([1, 2]);
  expect([changed(look(0)), look(0).waitMs]).toEqual([0, 250]);
  change([3]);
  expect(changed(look(0))).toBe(0);
  expect([changed(look(1_000)), look(1_000).isBehind, look(1_000).waitMs]).toEqual([3, false, undefined]);
  change(Array.from({ length: 2_000 }, (_, index) => index));
  expect(changed(look(1_000))).toBe(2_000);
});

test('a list of usual length has each change at once', () => {
  const { change, look } = listOf(3_000);
  while (look(0).isBehind);
  change([1]);
  expect(changed(look(0))).toBe(1);
  change([2]);
  expect(changed(look(0))).toBe(2);
});

test('names are told apart from those of rows that are not in view, and that the filter hides', () => {
  const column = {
    ...{ id: 'name', title: 'NAME', width: 12, keep: 100 },
    ...{ text: ({ name }: { name: string }) => name, identity: ({ name }: { name: string }) => name },
  };
  const live = createLiveRows({
    ...{ order: orderBy(false), sortValue: (row: { value: number }) => row.value, movesWithTime: false, atOnce: 100 },
    names: createListNames([column]),
    passing: (some) => some.map(({ value }) => value < 200),
  });
  const named = (index: number) => ({ ...rowOf(index), name: `production-database-${index}` });
  const rows = new Map(Array.from({ length: 399 }, (_, index) => [`${index}`, rowOf(index)]));
  for (const index of [0, 399]) rows.set(`${index}`, named(index));
  const changes = createChangeLog();
  let version = 1;
  const look = () => live.follow([{ rows, changes, version: ++version }], version, 0);
  while (look().isBehind);
  const { rows: listed, names } = look();
  expect(listed.length).toBe(200);
  expect(names?.cellsOf(listed.at(0), [{ column, width: 12 }])).toEqual({ name: 'produc…ase-0' });
});

test('a filter that cannot tell is given up: rows that it has hidden come back, and it says so', () => {
  const rows = new Map(Array.from({ length: 1_000 }, (_, index) => [`${index}`, rowOf(index)]));
  let looks = 0;
  const live = createLiveRows({
    ...{ order: orderBy(false), sortValue: (row: { value: number }) => row.value, movesWithTime: false, atOnce: 100 },
    passing: (some) => (++looks < 3 ? some.map(() => false) : undefined),
    passingProblem: 'takes too long',
  });
  const changes = createChangeLog();
  let version = 1;
  const look = () => live.follow([{ rows, changes, version: ++version }], version, 0);
  expect([look().keys.length, look().filterProblem]).toEqual([0, undefined]);
  while (look().isBehind);
  expect([look().keys.length, look().total, look().filterProblem]).toEqual([1_000, 1_000, 'takes too long']);
  expect(looks).toBe(3);
});
