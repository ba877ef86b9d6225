import { expect, test } from 'vitest';
import { columnGap } from '../../config/layout.ts';
import { type FittedColumn, fitColumns, fitNatural } from '../../src/app/list/table-layout.ts';
import type { Column } from '../../src/resources/resource.ts';

const column = (id: string, width: number | 'grow', keep: number): Column<unknown> => ({
  id,
  title: id,
  width,
  keep,
  text: () => '',
});

const columns = [column('name', 'grow', 100), column('a', 10, 50), column('b', 8, 80), column('c', 'grow', 20)];

const told = (fitted: readonly FittedColumn[]) => fitted.map(({ column: { id }, width }) => `${id}:${width}`).join(' ');

test.each([
  [80, 0, 'name:28 a:10 b:8 c:28'],
  [81, 0, 'name:29 a:10 b:8 c:28'],
  [48, 0, 'name:12 a:10 b:8 c:12'],
  [47, 0, 'name:25 a:10 b:8'],
  [33, 0, 'name:23 b:8'],
  [21, 0, 'name:21'],
  [5, 0, 'name:5'],
  // What fits is not scrolled away.
  [80, 1, 'name:28 a:10 b:8 c:28'],
  [80, 9, 'name:28 a:10 b:8 c:28'],
  [47, 1, 'name:25 a:10 b:8'],
  [47, 9, 'name:18 b:8 c:17'],
  [35, 9, 'name:17 c:16'],
  [30, 1, 'name:18 a:10'],
])('in %i cells with %i skipped: %s', (width, skipped, expected) => {
  const fitted = fitColumns(columns, width, skipped);
  expect(told(fitted)).toBe(expected);
});

test('never goes past the width', () => {
  for (let width = 1; width <= 120; width += 1) {
    for (let skipped = 0; skipped < 5; skipped += 1) {
      const fitted = fitColumns(columns, width, skipped);
      const taken = fitted.reduce((sum, { width: cells }) => sum + cells, columnGap * (fitted.length - 1));
      expect(taken).toBeLessThanOrEqual(width);
    }
  }
});

test('of equals the rightmost is dropped', () => {
  const equals = [column('x', 10, 50), column('y', 10, 50), column('z', 10, 50)];
  expect(told(fitColumns(equals, 22))).toBe('x:10 y:10');
});

test.each([
  [60, 'name:20 a:10 b:8 c:5'],
  [50, 'name:15 a:10 b:8 c:5'],
  [44, 'name:12 a:10 b:8'],
  [30, 'name:12 b:8'],
  [16, 'name:12'],
  [9, 'name:6'],
])('a still table in %i cells: %s', (width, expected) => {
  const widths = [20, 10, 8, 5];
  const natural = columns.map((one, at) => ({ column: one, width: widths[at] ?? 0 }));
  expect(told(fitNatural(natural, width, 3))).toBe(expected);
});
