// Reads rows by their ids.
import { rowSource, type StoredRow } from '../stored-row.ts';
import type { ReadingBasis } from './reading-basis.ts';

export interface RowsById {
  /** In the order of the ids; undefined: the row was pruned. */
  rows(ids: readonly number[]): (StoredRow | undefined)[];
  /** By id, the last transaction that wrote the row: a row that is known already need not be read again. */
  seqs(ids: readonly number[]): ReadonlyMap<number, number>;
}

/** SQLite gets the ids of a chunk as one text. */
export const idsAtOnce = 1_000;

export function createRowsById({ statement, read }: Pick<ReadingBasis, 'statement' | 'read'>): RowsById {
  function* found(source: string, ids: readonly number[]) {
    const query = statement(`${source} where row.id in (select value from json_each(?))`);
    for (let from = 0; from < ids.length; from += idsAtOnce) {
      yield* query.all(JSON.stringify(ids.slice(from, from + idsAtOnce)));
    }
  }
  return {
    rows(ids) {
      const rows = new Map<number, StoredRow | undefined>();
      for (const row of found(rowSource, ids)) rows.set(Number(row.id), read(row));
      return ids.map((id) => rows.get(id));
    },
    seqs(ids) {
      const seqs = new Map<number, number>();
      for (const { id, seq } of found('select row.id, row.seq from row', ids)) seqs.set(Number(id), Number(seq));
      return seqs;
    },
  };
}
