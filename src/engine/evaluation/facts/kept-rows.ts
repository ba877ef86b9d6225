// Rows that the previous evaluation read, for the account-Regions that were evaluated last: rows that have not been
// written since are not read and parsed again.
import type { OpenRow, OpenRowsQuery } from '../../../store/read/open-rows.ts';
import type { StoreReader } from '../../../store/read/store-reader.ts';

export type KeptQuery = Pick<OpenRowsQuery, 'resource' | 'scope' | 'rowScope'>;

/** Those of these ids that are open still, the newest first. */
export type ReadKeptRows = (query: KeptQuery, ids: readonly number[]) => OpenRow[];

interface Kept {
  readonly rowScope: unknown;
  readonly rows: Map<number, OpenRow>;
  /** The last transaction that the rows include. */
  seq: number;
}

/** Over all account-Regions: about 10 MB. */
const mostRows = 20_000;
/** After more changes all rows are read again. */
const mostChanges = 5_000;

export function createKeptRows(
  reader: Pick<StoreReader, 'openRowsOf' | 'lastSeq' | 'changedIds'>,
  most = mostRows,
): ReadKeptRows {
  /** The most recently read entry is last. */
  const kept = new Map<string, Kept>();

  /** Without rows that were written or closed since. */
  function current({ resource, scope, rowScope }: KeptQuery, known: Kept | undefined): Kept {
    const seq = reader.lastSeq();
    if (!known || known.rowScope !== rowScope || seq < known.seq) return { rowScope, rows: new Map(), seq };
    if (seq === known.seq) return known;
    const changed = reader.changedIds({ resource, scope, since: known.seq, most: mostChanges });
    if (!changed) return { rowScope, rows: new Map(), seq };
    for (const id of changed) known.rows.delete(id);
    known.seq = seq;
    return known;
  }

  function forgetOldest(): void {
    let count = kept.values().reduce((sum, { rows }) => sum + rows.size, 0);
    for (const [key, { rows }] of kept) {
      if (count <= most) return;
      kept.delete(key);
      count -= rows.size;
    }
  }

  return (query, ids) => {
    const { identity, accountId, region } = query.scope;
    const key = [query.resource, region, accountId, identity].join(' ');
    const one = current(query, kept.get(key));
    const unread = ids.filter((id) => !one.rows.has(id));
    for (const row of unread.length > 0 ? reader.openRowsOf(query, unread) : []) one.rows.set(row.id, row);
    kept.delete(key);
    kept.set(key, one);
    const found = ids.flatMap((id) => one.rows.get(id) ?? []).sort(byNewest);
    forgetOldest();
    return found;
  };
}

/** As the whole list is read. */
export const byNewest = (one: OpenRow, other: OpenRow): number => other.at - one.at || other.id - one.id;
