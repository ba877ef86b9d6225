// The first page of a list at a past time does not wait for the rows of all later times.
import { expect, test } from 'vitest';
import { listIds } from '../../src/store/query/list-ids.ts';
import { storeOf } from './query-rows.ts';

const day = 86_400_000;
const time = 100 * day;
const sizes = { statementRows: 10, firstPageRows: 5 };

/** A row an hour, each seen when it began, and one that came from a clock which was ahead. */
function pastIds(laterDays: number) {
  const rows = Array.from({ length: 24 * (laterDays + 10) }, (_, index) => {
    const at = time + laterDays * day - index * 3_600_000;
    return { scope: 1, key: `key-${index}`, at, from: at };
  });
  const ahead = { scope: 1, key: 'ahead', at: time + day / 2, from: time };
  const database = storeOf([{ account: '111122223333', region: 'eu-west-1' }], [...rows, ahead]);
  const sort = { by: 'at', kind: 'number', descending: true } as const;
  const query = { resource: 'things', scopes: [[1]], sort, now: time, asOf: { time, unfinished: {} } };
  const steps = listIds(database, query, sizes);
  const keyOf = (id: number) => database.prepare('select key from row where id = ?').get(id)?.key;
  let firstAfter = 0;
  for (let count = 1; ; count += 1) {
    const step = steps.next();
    if (step.done) return { firstAfter, total: step.value.total, newest: keyOf(step.value.ids[0] ?? 0) };
    if (step.value && firstAfter === 0) firstAfter = count;
  }
}

test('later rows are skipped, and rows whose clock was ahead are not', () => {
  const near = pastIds(2);
  const far = pastIds(60);
  expect(far.firstAfter).toBe(near.firstAfter);
  expect(far.firstAfter).toBeGreaterThan(0);
  expect([near.newest, far.newest]).toEqual(['ahead', 'ahead']);
  expect(far.total).toBe(near.total);
});
