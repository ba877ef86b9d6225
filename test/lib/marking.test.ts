import { constants } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { createMarking } from '../../src/lib/marking.ts';

const {
  NODE_PERFORMANCE_GC_INCREMENTAL: begins,
  NODE_PERFORMANCE_GC_MAJOR: ends,
  NODE_PERFORMANCE_GC_MINOR: scavenge,
} = constants;

test('it is on from its beginning to the clean-up that ends it, and is not waited for without one', () => {
  let now = 1_000;
  const marking = createMarking(() => now);
  expect(marking.isOn()).toBe(false);
  marking.heard(begins);
  now += 100;
  marking.heard(scavenge);
  marking.heard(undefined);
  expect(marking.isOn()).toBe(true);
  marking.heard(ends);
  expect(marking.isOn()).toBe(false);
  marking.heard(begins);
  now += 1_000;
  expect(marking.isOn()).toBe(false);
});
