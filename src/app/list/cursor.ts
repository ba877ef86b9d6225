// Movement through rows: the cursor stays on a row's key, and the window follows the cursor.
import type { Sequence } from '../../lib/sequence.ts';
import type { Cursor } from '../state/state.ts';

export interface KeyedRows {
  readonly keys: Sequence<string>;
  readonly indexOf: { get(key: string): number | undefined };
}

/** Rows of which one page at a time is in view. */
export interface PagedRows {
  readonly rows: KeyedRows;
  /** The number of rows that have room. */
  readonly page: number;
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

export function moveCursor(cursor: Cursor, paged: PagedRows, by: number): Cursor {
  return placeCursor(cursor, paged, cursorIndex(cursor, paged.rows) + by);
}

export function placeCursor(cursor: Cursor, paged: PagedRows, index: number): Cursor {
  const { keys } = paged.rows;
  const to = Math.max(0, Math.min(index, keys.length - 1));
  const key = keys.at(to);
  const top = windowTop(cursor.top, to, paged);
  if (key === cursor.key && to === cursor.index && top === cursor.top) return cursor;
  return { ...(key === undefined ? {} : { key }), index: to, top };
}

/**
 * To be called after rows changed. Unless the window is at the top, the row under the cursor keeps its position on the
 * screen.
 */
export function followRows(cursor: Cursor, paged: PagedRows): Cursor {
  const index = cursorIndex(cursor, paged.rows);
  const shift = cursor.top === 0 ? 0 : index - cursor.index;
  const top = windowTop(cursor.top + shift, index, paged);
  if (index === cursor.index && top === cursor.top) return cursor;
  return { ...cursor, index, top };
}

/** As a panel shows it, whose height follows its rows: a panel without the focus shows its first rows if they fit. */
export function shownCursor(cursor: Cursor, paged: PagedRows, isFocused: boolean): Cursor {
  if (isFocused) return followRows(cursor, paged);
  return { ...cursor, top: scrolled(cursor.top, paged.rows.keys.length, paged.page) };
}

function windowTop(top: number, index: number, { rows, page }: PagedRows): number {
  const highest = Math.max(0, rows.keys.length - page);
  const visible = Math.min(Math.max(top, index - page + 1), index);
  return Math.max(0, Math.min(visible, highest));
}

/** For text that scrolls without a cursor: neither above its first line nor past its last page. */
export function scrolled(top: number, count: number, page: number): number {
  return Math.max(0, Math.min(top, count - page));
}
