import { expect, test } from 'vitest';
import { cursorKey, followRows, keyedRows, moveCursor, scrolled } from '../../src/app/list/cursor.ts';

const rowsOf = (...keys: string[]) => keyedRows(keys);
const start = { index: 0, top: 0 };

test('moving stops at both ends', () => {
  const rows = rowsOf('a', 'b', 'c');
  expect(moveCursor(start, rows, -1, 10)).toEqual({ key: 'a', index: 0, top: 0 });
  expect(moveCursor(start, rows, Number.POSITIVE_INFINITY, 10)).toEqual({ key: 'c', index: 2, top: 0 });
});

test('the window follows the cursor line by line', () => {
  const rows = rowsOf('a', 'b', 'c', 'd', 'e');
  const down = moveCursor(start, rows, 3, 2);
  expect(down).toEqual({ key: 'd', index: 3, top: 2 });
  expect(moveCursor(down, rows, -1, 2)).toEqual({ key: 'c', index: 2, top: 2 });
  expect(moveCursor(down, rows, -2, 2)).toEqual({ key: 'b', index: 1, top: 1 });
});

test('the cursor stays on its row when rows are added, sorted or filtered', () => {
  const onB = moveCursor(start, rowsOf('a', 'b', 'c'), 1, 10);
  expect(cursorKey(followRows(onB, rowsOf('x', 'y', 'a', 'b', 'c'), 10), rowsOf('x', 'y', 'a', 'b', 'c'))).toBe('b');
  expect(followRows(onB, rowsOf('c', 'b'), 10)).toMatchObject({ key: 'b', index: 1 });
});

test('away from the top, the row under the cursor keeps its place on the screen', () => {
  const rows = rowsOf('a', 'b', 'c', 'd', 'e', 'f');
  const cursor = moveCursor(start, rows, 4, 2);
  const later = followRows(cursor, rowsOf('new', 'a', 'b', 'c', 'd', 'e', 'f'), 2);
  expect(later.index - later.top).toBe(cursor.index - cursor.top);
});

test('when its row has gone, the cursor stays where it was', () => {
  const onC = moveCursor(start, rowsOf('a', 'b', 'c'), 2, 10);
  expect(cursorKey(onC, rowsOf('a', 'b', 'd', 'e'))).toBe('d');
  expect(cursorKey(onC, rowsOf('a'))).toBe('a');
  expect(cursorKey(onC, rowsOf())).toBeUndefined();
});

test('a cursor nobody has moved stays on the first row', () => {
  expect(followRows(start, rowsOf('new', 'a'), 10)).toBe(start);
});

test('text scrolls no further than its last page', () => {
  expect(scrolled(0, 100, 30, 10)).toBe(20);
  expect(scrolled(5, -100, 30, 10)).toBe(0);
  expect(scrolled(0, 5, 3, 10)).toBe(0);
});
