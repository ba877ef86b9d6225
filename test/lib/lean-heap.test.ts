import { expect, test } from 'vitest';
import { growthFor } from '../../src/lib/lean-heap.ts';

const mb = 1_000_000;

test.each([
  ['in peace: a quarter', 60_000, 40 * mb, 25],
  ['in a rush: 64 MB at a time', 500, 64 * mb, 100],
  ['in a rush with a large heap: a quarter', 500, 300 * mb, 25],
  ['in a rush at the start: not more than two and a half times what it is', 500, 10 * mb, 150],
])('a heap grows %s', (_, sinceMs, bytes, percent) => {
  expect(growthFor(sinceMs, bytes)).toBe(percent);
});
