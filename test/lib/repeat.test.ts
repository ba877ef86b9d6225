// A task that runs again and again.
import { expect, test } from 'vitest';
import { repeat } from '../../src/lib/clock.ts';
import { createFakeClock } from '../support/fake-clock.ts';

test('runs after each interval, and not before the first', async () => {
  const clock = createFakeClock(0);
  const times: number[] = [];
  const end = repeat(clock, 1_000, () => times.push(clock.now()));
  await clock.advance(3_500);
  expect(times).toEqual([1_000, 2_000, 3_000]);
  end();
  await clock.advance(5_000);
  expect(times).toHaveLength(3);
  expect(clock.pending()).toBe(0);
});

test('a task that ends itself does not run again', async () => {
  const clock = createFakeClock(0);
  let count = 0;
  const end = repeat(clock, 10, () => {
    count += 1;
    end();
  });
  await clock.advance(100);
  expect(count).toBe(1);
  expect(clock.pending()).toBe(0);
});
