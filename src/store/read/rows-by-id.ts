// Reads rows by their ids.
import { rowSource, type StoredRow } from '../stored-row.ts';
import type { ReadingBasis } from './reading-basis.ts';

/** In the order of the ids; undefined: the row was pruned. */
export type RowsById = (ids: readonly number[]) => (StoredRow | undefined)[];

/** SQLite gets the ids of a chunk as one text. */
export const idsAtOnce = 1_000;

export function createRowsById({ statement, read }: Pick<ReadingBasis, 'statement' | 'read'>): RowsById {
  return (ids) => {
    const found = new Map<number, StoredRow | undefined>();
    const sql = `${rowSource} where row.id in (select value from json_each(?))`;
    for (let from = 0; from < ids.length; from += idsAtOnce) {
      const chunk = JSON.stringify(ids.slice(from, from + idsAtOnce));
      for (const row of statement(sql).all(chunk)) found.set(Number(row.id), read(row));
    }
    return ids.map((id) => found.get(id));
  };
}
