// What is other in a list than before, as its answers come in page by page. Pure.
import type { ListRow } from '../../app/list/rows.ts';
import { isSame } from '../../lib/same.ts';

export interface ChangedRow {
  readonly change: 'added' | 'changed' | 'gone';
  readonly key: string;
  /** As it is now; gone: as it was last. */
  readonly row: ListRow;
}

export interface ChangesOptions {
  keyOf(row: ListRow): string;
  /** Whether the two read the same. */
  same(before: ListRow, after: ListRow): boolean;
  /** Rows that are not wanted are not there. */
  wanted(row: ListRow): boolean;
  /** Whether a row is wanted may change though it does not: by its age. */
  readonly movesWithTime: boolean;
  /** A row that AWS no longer lists, since it is old. */
  isGone(row: ListRow): boolean;
}

export interface Changes {
  /** An answer begins. */
  begin(): void;
  page(rows: readonly ListRow[]): void;
  /** `whole`: what it did not list is gone. */
  end(whole: boolean): void;
  /** Since it was asked last. */
  take(): ChangedRow[];
}

export function createChanges({ keyOf, same, wanted, movesWithTime, isGone }: ChangesOptions): Changes {
  /** By key, whether the row is wanted or not: a row that reads the same is not printed again. */
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
    take() {
      const changes = [...waiting.values()];
      waiting.clear();
      return changes;
    },
  };
}
