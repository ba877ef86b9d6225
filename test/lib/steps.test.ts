import fc from 'fast-check';
import { expect, test } from 'vitest';
import { finish, forEach, goOn, mergeSorted, type Steps } from '../../src/lib/steps.ts';

const byNumber = ([one]: [number, number], [other]: [number, number]) => one - other;
const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer()), { maxLength: 900 });

test('lists in order become one, and of alike rows the earlier list comes first', () => {
  fc.assert(
    fc.property(fc.array(rows, { maxLength: 9 }), (lists) => {
      const inOrder = lists.map((list) => list.toSorted(byNumber));
      expect(finish(mergeSorted(inOrder, byNumber))).toEqual(inOrder.flat().toSorted(byNumber));
    }),
    { numRuns: 40 },
  );
});

test('a go ends when it has looked at enough, and the next one goes on there', () => {
  const seen: number[] = [];
  const steps = forEach(
    Array.from({ length: 1_000 }, (_, index) => index),
    (row) => seen.push(row),
  );
  const counts: number[] = [];
  while (!goOn(steps, 300)) counts.push(seen.length);
  expect(counts).toEqual([400, 800]);
  expect(seen).toHaveLength(1_000);
});

test('a row that weighs much makes a step of its own', () => {
  const steps: Steps<void> = forEach(
    [1, 2, 500, 3],
    () => {},
    (row) => row,
  );
  expect([...steps]).toEqual([503, 3]);
});
