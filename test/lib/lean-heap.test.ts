import { expect, test } from 'vitest';
import { growthFor } from '../../src/lib/lean-heap.ts';

const mb = 1_000_000;

test.each([
  ['in peace: a quarter', 60_000, 40 * mb, 25],
  ['in a rush: 64 MB at a time', 500, 64 * mb, 100],
  ['in a rush with a large heap: a quarter', 500, 300 * mb, 25],
  ['in a rush at the start, while it is small: a quarter', 500, 45 * mb, 25],
])('a heap grows %s', (_, sinceMs, bytes, percent) => {
  expect(growthFor(sinceMs, bytes)).toBe(percent);
});
