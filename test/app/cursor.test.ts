import { expect, test } from 'vitest';
import { cursorKey, followRows, keyedRows, moveCursor, scrolled } from '../../src/app/list/cursor.ts';

const rowsOf = (...keys: string[]) => keyedRows(keys);
const start = { index: 0, top: 0 };

test('moving stops at both ends', () => {
  const rows = rowsOf('a', 'b', 'c');
  expect(moveCursor(start, { rows, page: 10 }, -1)).toEqual({ key: 'a', index: 0, top: 0 });
  expect(moveCursor(start, { rows, page: 10 }, Number.POSITIVE_INFINITY)).toEqual({ key: 'c', index: 2, top: 0 });
});

test('the window follows the cursor line by line', () => {
  const rows = rowsOf('a', 'b', 'c', 'd', 'e');
  const down = moveCursor(start, { rows, page: 2 }, 3);
  expect(down).toEqual({ key: 'd', index: 3, top: 2 });
  expect(moveCursor(down, { rows, page: 2 }, -1)).toEqual({ key: 'c', index: 2, top: 2 });
  expect(moveCursor(down, { rows, page: 2 }, -2)).toEqual({ key: 'b', index: 1, top: 1 });
});

test('the cursor stays on its row when rows are added, sorted or filtered', () => {
  const onB = moveCursor(start, { rows: rowsOf('a', 'b', 'c'), page: 10 }, 1);
  expect(
    cursorKey(followRows(onB, { rows: rowsOf('x', 'y', 'a', 'b', 'c'), page: 10 }), rowsOf('x', 'y', 'a', 'b', 'c')),
  ).toBe('b');
  expect(followRows(onB, { rows: rowsOf('c', 'b'), page: 10 })).toMatchObject({ key: 'b', index: 1 });
});

test('away from the top, the row under the cursor keeps its place on the screen', () => {
  const rows = rowsOf('a', 'b', 'c', 'd', 'e', 'f');
  const cursor = moveCursor(start, { rows, page: 2 }, 4);
  const later = followRows(cursor, { rows: rowsOf('new', 'a', 'b', 'c', 'd', 'e', 'f'), page: 2 });
  expect(later.index - later.top).toBe(cursor.index - cursor.top);
});

test('when its row has gone, the cursor stays where it was', () => {
  const onC = moveCursor(start, { rows: rowsOf('a', 'b', 'c'), page: 10 }, 2);
  expect(cursorKey(onC, rowsOf('a', 'b', 'd', 'e'))).toBe('d');
  expect(cursorKey(onC, rowsOf('a'))).toBe('a');
  expect(cursorKey(onC, rowsOf())).toBeUndefined();
});

test('a cursor nobody has moved stays on the first row', () => {
  expect(followRows(start, { rows: rowsOf('new', 'a'), page: 10 })).toBe(start);
});

test('text scrolls no further than its last page', () => {
  expect(scrolled(100, 30, 10)).toBe(20);
  expect(scrolled(-95, 30, 10)).toBe(0);
  expect(scrolled(5, 3, 10)).toBe(0);
});
