// Movement through rows: the cursor stays on a row's key, and the window follows the cursor.
import type { Sequence } from '../../lib/sequence.ts';
import type { Cursor } from '../state/state.ts';

export interface KeyedRows {
  readonly keys: Sequence<string>;
  readonly indexOf: { get(key: string): number | undefined };
}

export function keyedRows(keys: readonly string[]): KeyedRows {
  return { keys, indexOf: new Map(keys.map((key, index) => [key, index])) };
}

/** The present index of the cursor: its row may have moved or gone. */
export function cursorIndex(cursor: Cursor, { keys, indexOf }: KeyedRows): number {
  const moved = cursor.key === undefined ? undefined : indexOf.get(cursor.key);
  return Math.max(0, Math.min(moved ?? cursor.index, keys.length - 1));
}

export const cursorKey = (cursor: Cursor, rows: KeyedRows): string | undefined =>
  rows.keys.at(cursorIndex(cursor, rows));

export function moveCursor(cursor: Cursor, rows: KeyedRows, by: number, page: number): Cursor {
  return placeCursor(cursor, rows, cursorIndex(cursor, rows) + by, page);
}

export function placeCursor(cursor: Cursor, rows: KeyedRows, index: number, page: number): Cursor {
  const to = Math.max(0, Math.min(index, rows.keys.length - 1));
  const key = rows.keys.at(to);
  const top = windowTop(cursor.top, to, rows.keys.length, page);
  if (key === cursor.key && to === cursor.index && top === cursor.top) return cursor;
  return { ...(key === undefined ? {} : { key }), index: to, top };
}

/**
 * To be called after rows changed. Unless the window is at the top, the row under the cursor keeps its position on the
 * screen.
 */
export function followRows(cursor: Cursor, rows: KeyedRows, page: number): Cursor {
  const index = cursorIndex(cursor, rows);
  const shift = cursor.top === 0 ? 0 : index - cursor.index;
  const top = windowTop(cursor.top + shift, index, rows.keys.length, page);
  if (index === cursor.index && top === cursor.top) return cursor;
  return { ...cursor, index, top };
}

/** As a panel shows it, whose height follows its rows: a panel without the focus shows its first rows if they fit. */
export function shownCursor(cursor: Cursor, rows: KeyedRows, page: number, isFocused: boolean): Cursor {
  if (isFocused) return followRows(cursor, rows, page);
  return { ...cursor, top: scrolled(cursor.top, 0, rows.keys.length, page) };
}

function windowTop(top: number, index: number, count: number, page: number): number {
  const highest = Math.max(0, count - page);
  const visible = Math.min(Math.max(top, index - page + 1), index);
  return Math.max(0, Math.min(visible, highest));
}

/** For text that scrolls without a cursor. */
export function scrolled(top: number, by: number, count: number, page: number): number {
  return Math.max(0, Math.min(top + by, count - page));
}
