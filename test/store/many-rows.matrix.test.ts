// A list of a million rows: its count, its first and its last row, and what a filter leaves of it.
import { expect, test } from 'vitest';
import type { ListQuery } from '../../src/store/query/list-query.ts';
import { createQueries } from '../../src/store/query/queries.ts';
import { caseCount } from '../support/matrix.ts';
import { addRows, storeOf, type TestRow } from './query-rows.ts';

const count = caseCount(20_000, 1_000_000);
const atOnce = 10_000;

/** Every thousandth has a name of its own; a hundred resources share each other name. */
const row = (index: number): TestRow => ({
  scope: 1,
  key: `job-${String(index).padStart(7, '0')}`,
  at: index + 1,
  state: 'COMPLETED',
  shared: { name: `volume-${index % 100}` },
  sharedTexts: [`volume-${index % 100}`],
  own: { size: (index * 7_919) % count },
  texts: index % 1_000 === 0 ? ['nightly of the archive'] : [],
});

test('every one of a million rows is reached', async () => {
  const database = storeOf([{ account: '111122223333', region: 'eu-west-1' }], []);
  for (let from = 0; from < count; from += atOnce) {
    addRows(
      database,
      Array.from({ length: Math.min(atOnce, count - from) }, (_, index) => row(from + index)),
    );
  }
  const queries = createQueries(database);
  const keyOf = database.prepare('select key from row where id = ?');
  const look = async (change: Partial<ListQuery> = {}) => {
    const sort = { by: 'at', kind: 'number', descending: true } as const;
    const found = await queries.ids({ resource: 'things', scopes: [[1]], now: count, sort, ...change });
    const ids = found?.ids ?? new Int32Array();
    const ends = [ids.at(0), ids.at(-1)].map((id) => (id === undefined ? undefined : keyOf.get(id)?.key));
    return { total: found?.total, length: ids.length, ends };
  };
  const [first, last] = ['job-0000000', `job-${String(count - 1).padStart(7, '0')}`];
  expect(await look()).toEqual({ total: count, length: count, ends: [last, first] });
  const bySize = { by: { member: 'size' }, kind: 'number', descending: false } as const;
  expect(await look({ sort: bySize })).toMatchObject({ length: count, ends: [first, expect.any(String)] });
  const sharedMembers = ['name'];
  expect(await look({ filter: 'volume-42', sharedMembers })).toMatchObject({ total: count, length: count / 100 });
  expect(await look({ filter: 'archive' })).toMatchObject({ total: count, length: count / 1_000 });
  expect(await look({ filter: '~^volume-4[23]$', sharedMembers })).toMatchObject({ length: count / 50 });
  expect(await look({ filter: 'no such text' })).toMatchObject({ total: count, length: 0 });
  queries.close();
}, 300_000);
