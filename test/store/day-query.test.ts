// The day of jobs in small statements, and whether a list is long.
import { expect, test } from 'vitest';
import { createDayQueries, type DayQuery } from '../../src/store/query/day-query.ts';
import { hasMoreRows } from '../../src/store/query/rows/row-count.ts';
import { storeOf, type TestRow } from './query-rows.ts';

const places = [{ account: '111122223333', region: 'eu-west-1' }];
const query: DayQuery = { lists: [{ resource: 'things', scopes: [[1]] }], sinceAt: 0, endedSince: 5_000 };
const rows = Array.from({ length: 60 }, (_, index): TestRow & { readonly ended: number } => ({
  scope: 1,
  key: `key-${index}`,
  at: index + 1,
  state: 'DONE',
  ended: 1_000 + 100 * ((index * 7) % 60),
  shared: { place: `place-${index % 5}` },
}));

function open(size?: number) {
  const database = storeOf(places, rows);
  for (const { key, ended } of rows) database.prepare('update row set ended = ? where key = ?').run(ended, key);
  const read = createDayQueries({
    database,
    atWork: 'RUNNING',
    isBad: () => true,
    ...(size === undefined ? {} : { size }),
    members: { category: 'category', message: 'message', place: 'place' },
  });
  return { database, read };
}

function readAll(steps: ReturnType<ReturnType<typeof createDayQueries>>) {
  for (let count = 0; ; count += 1) {
    const step = steps.next();
    if (step.done) return { ...step.value, steps: count };
  }
}

test('the newest ends are found by the newest rows and the parts of other places, as in all rows', () => {
  const newest = new Map<string, number>();
  for (const { shared, ended } of rows) {
    const place = String(shared?.place);
    newest.set(place, Math.max(ended, newest.get(place) ?? 0));
  }
  const whole = readAll(open().read(query));
  expect(whole).toMatchObject({ newestEnds: newest, steps: 0 });
  // The newest three of them are of three places.
  const small = readAll(open(3).read(query));
  expect(small.steps).toBe(2);
  expect({ ...small, steps: 0 }).toEqual(whole);
  // Rows of the other places that are too old, or that ended after the time on screen, are left out.
  const then = { ...query, sinceAt: 30, endedUntil: 2_000 };
  const { newestEnds } = readAll(open(3).read(then));
  expect(newestEnds).toEqual(readAll(open().read(then)).newestEnds);
  expect(newestEnds.size).toBeGreaterThan(3);
  expect(newestEnds).not.toEqual(readAll(open().read({ ...then, sinceAt: 0 })).newestEnds);
});

test('the next query looks at rows that were written since alone', () => {
  const { database, read } = open(3);
  database.exec("insert into meta values('seq', 1)");
  readAll(read(query));
  database.exec("update row set ended = 90000, seq = 2 where key = 'key-4'");
  // Without a new seq: it is not looked at again.
  database.exec("update row set ended = 99000 where key = 'key-5'");
  database.exec("update meta set value = 2 where name = 'seq'");
  const { newestEnds, steps } = readAll(read(query));
  expect(steps).toBe(0);
  expect(newestEnds.get('place-4')).toBe(90_000);
  expect(newestEnds.get('place-0')).toBeLessThan(10_000);
});

test('a list is long where it has more rows than so many, as far back as it goes', () => {
  const { database } = open();
  const list = {
    resource: 'things',
    scopes: [[1]],
    now: 0,
    sort: { by: 'at', kind: 'number', descending: true },
  } as const;
  expect([59, 60].map((most) => hasMoreRows(database, list, most))).toEqual([true, false]);
  expect(hasMoreRows(database, { ...list, sinceAt: 51 }, 10)).toBe(false);
  expect(hasMoreRows(database, { ...list, resource: 'others' }, 0)).toBe(false);
});

test('busy rows come named first, then longest; or by a value, those without one last', () => {
  const busy = (key: string, state: string, at: number, doc: Record<string, number>): TestRow => ({
    scope: 1,
    key,
    at,
    state,
    isBusy: true,
    own: doc,
  });
  const database = storeOf(places, [
    busy('waits', 'CREATED', 1, { percent: 0 }),
    busy('long', 'RUNNING', 2, { percent: 50 }),
    busy('new', 'RUNNING', 9, {}),
    busy('stuck', 'RUNNING', 5, { percent: 99 }),
  ]);
  const read = createDayQueries({
    database,
    atWork: 'RUNNING',
    isBad: () => true,
    members: { category: 'category', message: 'message', place: 'place' },
  });
  const keyOf = (id: number) => database.prepare('select key from row where id = ?').get(id)?.key;
  const keys = (order: DayQuery['busy']) =>
    [...readAll(read({ ...query, ...(order ? { busy: order } : {}) })).running].map(keyOf);
  expect(keys(undefined)).toEqual(['long', 'stuck', 'new', 'waits']);
  expect(keys({ first: ['111122223333/eu-west-1 stuck'] })).toEqual(['stuck', 'long', 'new', 'waits']);
  const percent = { by: { member: 'percent' }, kind: 'number', descending: true } as const;
  expect(keys({ sorts: [percent] })).toEqual(['stuck', 'long', 'waits', 'new']);
  expect(keys({ sorts: [{ ...percent, descending: false }] })).toEqual(['waits', 'long', 'stuck', 'new']);
  expect(keys({ sorts: [{ by: 'began', kind: 'number', descending: true }] })).toEqual([
    'new',
    'stuck',
    'long',
    'waits',
  ]);
});
