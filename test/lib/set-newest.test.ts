import { expect, test } from 'vitest';
import { setNewest } from '../../src/lib/set-newest.ts';

test('the oldest entry goes, and an entry that is set again is the newest', () => {
  const known = new Map<string, number>();
  for (const entry of [
    ['a', 1],
    ['b', 2],
    ['a', 3],
    ['c', 4],
  ] as const)
    setNewest(known, entry, 2);
  expect([...known]).toEqual([
    ['a', 3],
    ['c', 4],
  ]);
});
