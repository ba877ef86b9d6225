// Bounds how many rows one poll keeps: beyond the cap the oldest go that are over, and are counted.

export interface CapRules<Row> {
  readonly most: number;
  /** Epoch ms by which a row is old. */
  timeOf(row: Row): number;
  /** Whether it may go: what still runs never does. */
  isOver(row: Row): boolean;
}

export interface RowCap<Row> {
  /** Older than what was dropped: not worth adding. Counted as dropped. */
  refuses(row: Row): boolean;
  /** Takes out what is too much, and tells each. */
  trim(rows: Map<string, Row>, gone: (key: string) => void): void;
  /** How many rows AWS has beyond those kept, as far as seen. */
  dropped(): number;
  /** Before everything is listed anew. */
  reset(): void;
}

/** It is cut when it is this much too long, and then to size: not a sort for each page. */
const slack = 1.1;

export function createRowCap<Row>(rules: CapRules<Row> | undefined): RowCap<Row> {
  let dropped = 0;
  let keptFrom = Number.NEGATIVE_INFINITY;
  if (!rules) return { refuses: () => false, trim: () => {}, dropped: () => 0, reset: () => {} };
  const { most, timeOf, isOver } = rules;
  return {
    refuses(row) {
      if (timeOf(row) >= keptFrom || !isOver(row)) return false;
      dropped += 1;
      return true;
    },
    trim(rows, gone) {
      if (rows.size <= most * slack) return;
      const times = Float64Array.from([...rows.values()].filter(isOver), timeOf).sort();
      const surplus = Math.min(times.length, rows.size - most);
      if (surplus <= 0) return;
      keptFrom = (times[surplus - 1] ?? keptFrom) + 1;
      for (const [key, row] of rows) {
        if (timeOf(row) >= keptFrom || !isOver(row)) continue;
        rows.delete(key);
        gone(key);
        dropped += 1;
      }
    },
    dropped: () => dropped,
    reset() {
      dropped = 0;
      keptFrom = Number.NEGATIVE_INFINITY;
    },
  };
}
