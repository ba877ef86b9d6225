// What is other in a list than when it was looked at last. Pure.
import type { Row } from '../../app/rows.ts';

export interface ChangedRow {
  readonly change: 'added' | 'changed' | 'gone';
  readonly key: string;
  /** As it is now; gone: as it was last. */
  readonly row: Row;
}

export interface ChangesOptions {
  /** Whether the two read the same. */
  same(before: Row, after: Row): boolean;
  /** Rows that are not wanted are not there. */
  wanted(row: Row): boolean;
}

export interface Changes {
  /** `whole`: what is not among the rows is gone. The map may be altered afterwards. */
  look(rows: ReadonlyMap<string, Row>, whole: boolean): ChangedRow[];
}

export function createChanges({ same, wanted }: ChangesOptions): Changes {
  /** By key, whether it is wanted or not: most rows are the very object that they were. */
  const seen = new Map<string, Row>();
  const told = new Map<string, Row>();

  const changeOf = (key: string, row: Row): ChangedRow | undefined => {
    const before = told.get(key);
    if (!wanted(row)) return before && told.delete(key) ? { change: 'gone', key, row } : undefined;
    told.set(key, row);
    if (!before) return { change: 'added', key, row };
    return same(before, row) ? undefined : { change: 'changed', key, row };
  };

  return {
    look(rows, whole) {
      const found: ChangedRow[] = [];
      for (const [key, row] of rows) {
        if (seen.get(key) === row) continue;
        seen.set(key, row);
        const change = changeOf(key, row);
        if (change) found.push(change);
      }
      for (const key of seen.keys()) {
        if (rows.has(key)) continue;
        const row = told.get(key);
        if (!whole && row) continue;
        seen.delete(key);
        told.delete(key);
        if (row) found.push({ change: 'gone', key, row });
      }
      return found;
    },
  };
}
