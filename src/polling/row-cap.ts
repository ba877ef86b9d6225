// Bounds how many rows one poll keeps: beyond the cap the oldest go that are over, and are counted.
import type { RowRoom } from './row-room.ts';

export interface CapRules<Row> {
  readonly most: number;
  /** Epoch ms by which a row is old. */
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
  /** Takes out what is too much, and tells each. */
  trim(rows: Map<string, Row>, gone: (key: string) => void): void;
  dropped(): DroppedRows;
  /** Before everything is listed anew. */
  reset(): void;
}

/** It is cut when it is this much too long, and then to size: not a sort for each page. */
const slack = 1.1;

export function createRowCap<Row>(rules: CapRules<Row> | undefined): RowCap<Row> {
  const dropped = new Map<string, number>();
  let own = Number.NEGATIVE_INFINITY;
  /** What the rows at hand have been cut to. */
  let cutFrom = own;
  if (!rules) return { refuses: () => false, trim: () => {}, dropped: () => dropped, reset: () => {} };
  const { most, timeOf, isOver, room } = rules;
  const list = {};

  const keptFrom = () => Math.max(own, room?.horizon() ?? own);

  const count = (row: Row) => {
    const what = rules.countedAs?.(row) ?? '';
    dropped.set(what, (dropped.get(what) ?? 0) + 1);
  };

  function* timesOf(rows: Map<string, Row>) {
    for (const row of rows.values()) if (isOver(row)) yield timeOf(row);
  }

  /** To the cap of this list alone. */
  const narrow = (rows: Map<string, Row>) => {
    if (rows.size <= most * slack) return;
    const times = Float64Array.from(timesOf(rows)).sort();
    const surplus = Math.min(times.length, rows.size - most);
    if (surplus > 0) own = (times[surplus - 1] ?? own) + 1;
  };

  const cut = (rows: Map<string, Row>, gone: (key: string) => void) => {
    cutFrom = keptFrom();
    for (const [key, row] of rows) {
      if (timeOf(row) >= cutFrom || !isOver(row)) continue;
      rows.delete(key);
      gone(key);
      count(row);
    }
  };

  return {
    refuses(row, isListing) {
      if (timeOf(row) >= keptFrom() || !isOver(row)) return false;
      if (isListing) count(row);
      return true;
    },
    trim(rows, gone) {
      narrow(rows);
      const cutNow = () => {
        if (keptFrom() > cutFrom) cut(rows, gone);
      };
      room?.hold(list, { size: () => rows.size, times: () => timesOf(rows), cut: cutNow });
      cutNow();
    },
    dropped: () => dropped,
    reset() {
      dropped.clear();
      own = Number.NEGATIVE_INFINITY;
      cutFrom = own;
    },
  };
}
