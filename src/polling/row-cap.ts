// Bounds how many rows one poll keeps: beyond the cap the oldest go that are over, and are counted.
import { createRowHours, type RowHours } from './row-hours.ts';
import type { RowRoom } from './row-room.ts';

export interface CapRules<Row> {
  readonly most: number;
  /** Epoch ms by which a row is old; the same as long as the row is there. */
  timeOf(row: Row): number;
  /** Whether it may go: what still runs never does. */
  isOver(row: Row): boolean;
  /** What rows that go are counted as; absent: all alike. */
  countedAs?(row: Row): string;
  /** That of all lists together. */
  readonly room?: RowRoom;
}

/** How many rows AWS has beyond those kept, as far as seen, by what they are counted as. */
export type DroppedRows = ReadonlyMap<string, number>;

export interface RowCap<Row> {
  /** Older than what was dropped: not worth adding. Counted as dropped where all rows are listed: each comes once there. */
  refuses(row: Row, isListing: boolean): boolean;
  /** To be told of each row before it comes into `rows`, and of each that goes in another way than by `trim`. */
  adds(rows: Rows<Row>, key: string, row: Row): void;
  removes(rows: Rows<Row>, key: string, row: Row): void;
  /** Takes out what is too much, some thousand rows at a time, and tells each. */
  trim(rows: Rows<Row> & Shrinks, gone: (key: string) => void): void;
  dropped(): DroppedRows;
  /** Before everything is listed anew. */
  reset(): void;
}

type Rows<Row> = ReadonlyMap<string, Row>;

interface Shrinks {
  delete(key: string): boolean;
}

interface Book {
  readonly hours: RowHours;
  /** Epoch ms: what is older has gone, as far as it may. */
  cutTo: number;
}

/** It is cut when it is this much too long, and then to size. */
const slack = 1.1;
/** Rows that go each time some have come: more than those, and little work. */
const cutAtOnce = 1_000;

export function createRowCap<Row>(rules: CapRules<Row> | undefined): RowCap<Row> {
  const dropped = new Map<string, number>();
  if (!rules) {
    const nothing = () => {};
    return {
      refuses: () => false,
      adds: nothing,
      removes: nothing,
      trim: nothing,
      dropped: () => dropped,
      reset: nothing,
    };
  }
  const { most, timeOf, isOver, room } = rules;
  const list = {};
  /** While all is listed anew there are the rows before and those to come. */
  const books = new WeakMap<Rows<Row>, Book>();
  /** Of this list alone. */
  let own = Number.NEGATIVE_INFINITY;

  const keptFrom = () => Math.max(own, room?.horizon() ?? own);

  const bookOf = (rows: Rows<Row>): Book => {
    const known = books.get(rows);
    if (known) return known;
    const book = { hours: createRowHours(), cutTo: Number.NEGATIVE_INFINITY };
    for (const [key, row] of rows) book.hours.add(key, timeOf(row));
    books.set(rows, book);
    return book;
  };

  const count = (row: Row) => {
    const what = rules.countedAs?.(row) ?? '';
    dropped.set(what, (dropped.get(what) ?? 0) + 1);
  };

  /** To the cap of this list alone. */
  const narrow = (rows: Rows<Row>) => {
    const { hours, cutTo } = bookOf(rows);
    if (rows.size <= most * slack || cutTo < keptFrom()) return;
    let surplus = rows.size - most;
    for (const keys of hours.oldest()) {
      const old = keys.flatMap((key) => rows.get(key) ?? []).filter(isOver);
      const times = old.map(timeOf).sort((one, other) => one - other);
      const last = times[Math.min(surplus, times.length) - 1];
      if (last !== undefined) own = Math.max(own, last + 1);
      surplus -= times.length;
      if (surplus <= 0) return;
    }
  };

  const cut = (rows: Rows<Row> & Shrinks, gone: (key: string) => void): boolean => {
    const from = keptFrom();
    const book = bookOf(rows);
    if (book.cutTo >= from) return true;
    const swept = book.hours.sweep(from, cutAtOnce, (key) => {
      const row = rows.get(key);
      if (row === undefined) return true;
      if (timeOf(row) >= from || !isOver(row)) return false;
      rows.delete(key);
      gone(key);
      count(row);
      return true;
    });
    if (swept === 'done') book.cutTo = from;
    return swept === 'done';
  };

  return {
    refuses(row, isListing) {
      if (timeOf(row) >= keptFrom() || !isOver(row)) return false;
      if (isListing) count(row);
      return true;
    },
    adds: (rows, key, row) => bookOf(rows).hours.add(key, timeOf(row)),
    removes: (rows, key, row) => bookOf(rows).hours.remove(key, timeOf(row)),
    trim(rows, gone) {
      const { hours } = bookOf(rows);
      narrow(rows);
      const cutNow = () => cut(rows, gone);
      cutNow();
      room?.hold(list, { size: () => rows.size, hours: hours.counts, cut: cutNow });
    },
    dropped: () => dropped,
    reset() {
      dropped.clear();
      own = Number.NEGATIVE_INFINITY;
    },
  };
}
