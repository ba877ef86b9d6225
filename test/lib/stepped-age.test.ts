import { expect, test } from 'vitest';
import { formatSteppedAge } from '../../src/lib/text/stepped-age.ts';

const at = Date.UTC(2026, 0, 15, 12);

test.each([
  [0, '0s'],
  [4_999, '0s'],
  [5_000, '5s'],
  [59_999, '55s'],
  [251_000, '4m10s'],
  [630_000, '10m'],
  [-3_000, '0s'],
])('after %d ms an age is %s', (ms, text) => expect(formatSteppedAge(at, at + ms)).toBe(text));

test('all ages change at the same moments', () => {
  const ages = (now: number) => [at - 1_000, at - 2_000, at - 8_000].map((time) => formatSteppedAge(time, now));
  for (let second = 1; second < 5; second++) expect(ages(at + second * 1_000)).toEqual(ages(at));
  expect(ages(at + 5_000)).not.toEqual(ages(at));
});
