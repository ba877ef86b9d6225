import { expect, test } from 'vitest';
import { IdSet } from '../../src/store/id-set.ts';
import { seededRandom } from '../support/matrix.ts';

test('has the ids that were added, and no others', () => {
  const random = seededRandom(1);
  const ids = Array.from({ length: 3_000 }, () => Math.floor(random() * 2 ** Math.ceil(random() * 52)));
  const known = new Set(ids.slice(0, 1_500));
  const set = new IdSet();
  for (const id of known) set.add(id);
  expect(ids.filter((id) => set.has(id) !== known.has(id))).toEqual([]);
  expect([0, 31, 32, 1_023, 1_024].filter((id) => set.has(id) !== known.has(id))).toEqual([]);
});
