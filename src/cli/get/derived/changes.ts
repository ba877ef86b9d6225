// The changes of a list, as its responses arrive page by page. Pure.
import type { ListRow } from '../../../app/list/rows.ts';
import { isSame } from '../../../lib/same.ts';

export interface ChangedRow {
  readonly change: 'added' | 'changed' | 'gone';
  readonly key: string;
  /** The present row, or the last known one if the row is gone. */
  readonly row: ListRow;
}

export interface ChangesOptions {
  keyOf(row: ListRow): string;
  /** Whether both rows print the same. */
  same(before: ListRow, after: ListRow): boolean;
  /** Rows that do not match are ignored. */
  wanted(row: ListRow): boolean;
  /** Whether an unchanged row may match later: because of its age. */
  readonly movesWithTime: boolean;
  /** A row that AWS no longer lists because of its age. */
  isGone(row: ListRow): boolean;
}

export interface Changes {
  /** A response begins. */
  begin(): void;
  page(rows: readonly ListRow[]): void;
  /** `whole`: rows that the response lacks are gone. */
  end(whole: boolean): void;
  /** These rows are printed by another list from now on: they are not gone. */
  leaveTo(isOther: (key: string) => boolean): void;
  /** Whether the row is known, printed or not. */
  has(key: string): boolean;
  /** The changes since the last call. */
  take(): ChangedRow[];
}

export function createChanges({ keyOf, same, wanted, movesWithTime, isGone }: ChangesOptions): Changes {
  /** By key, matching or not: a row that prints the same is not printed again. */
  const seen = new Map<string, ListRow>();
  const printed = new Map<string, ListRow>();
  /** A row that changes twice before it is printed is printed once. */
  const waiting = new Map<string, ChangedRow>();
  let listed = new Set<string>();

  const forget = (key: string, row: ListRow) => {
    printed.delete(key);
    if (waiting.get(key)?.change === 'added') waiting.delete(key);
    else waiting.set(key, { change: 'gone', key, row });
  };

  const look = (key: string, row: ListRow) => {
    const before = printed.get(key);
    if (!wanted(row)) {
      if (before) forget(key, row);
      return;
    }
    printed.set(key, row);
    const last = waiting.get(key)?.change;
    if (last === 'added' || (!before && last === undefined)) waiting.set(key, { change: 'added', key, row });
    else if (!before || !same(before, row)) waiting.set(key, { change: 'changed', key, row });
  };

  return {
    begin() {
      listed = new Set();
    },
    page(rows) {
      for (const row of rows) {
        const key = keyOf(row);
        listed.add(key);
        const before = seen.get(key);
        if (before !== undefined && isSame(before, row)) continue;
        seen.set(key, row);
        look(key, row);
      }
    },
    end(whole) {
      for (const [key, row] of seen) {
        if (whole ? listed.has(key) : !isGone(row)) continue;
        seen.delete(key);
        const last = printed.get(key);
        if (last) forget(key, last);
      }
      if (movesWithTime) for (const [key, row] of seen) look(key, row);
    },
    leaveTo(isOther) {
      for (const key of seen.keys()) {
        if (!isOther(key)) continue;
        for (const rows of [seen, printed, waiting]) rows.delete(key);
      }
    },
    has: (key) => seen.has(key),
    take() {
      const changes = [...waiting.values()];
      waiting.clear();
      return changes;
    },
  };
}
