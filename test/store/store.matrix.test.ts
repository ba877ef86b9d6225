// A store against plain lists, over random pages, whole, partial, failing and late responses, events, restarts and clocks.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caseCount } from '../support/matrix.ts';
import { type Operation, operation, StoreUnderTest } from './store-operations.ts';

const times = fc.record({ time: fc.integer({ min: 400, max: 2_500 }), back: fc.nat(1_200) });

test('a store says what plain lists say, of the present, of any time and of the changes between two', () => {
  let written = 0;
  const property = fc.property(
    fc.array(operation, { minLength: 20, maxLength: 80 }),
    fc.array(times, { minLength: 1, maxLength: 6 }),
    (operations: readonly Operation[], looks) => {
      const tested = new StoreUnderTest();
      for (const [index, one] of operations.entries()) {
        tested.run(one);
        if (index % 10 === 0) tested.compareRows();
      }
      tested.compareRows();
      for (const { time, back } of looks) {
        tested.compareLists(time, time - back);
        tested.compareChanges(time - back, time);
      }
      tested.compareHealth();
      written += tested.store.reader.lastSeq();
      tested.store.database.close();
    },
  );
  fc.assert(property, { seed: 1, numRuns: caseCount(60, 5_000) });
  expect(written).toBeGreaterThan(100);
});
