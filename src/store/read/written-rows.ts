// Reads which rows were written after a transaction.
import type { StoredScope } from '../row-shape.ts';
import type { ReadingBasis } from './reading-basis.ts';

export interface ChangedQuery {
  readonly resource: string;
  readonly scope: StoredScope;
  /** The number of a transaction. */
  readonly since: number;
  readonly most: number;
}

export interface WrittenRow {
  readonly id: number;
  readonly resource: string;
  readonly scope: StoredScope;
  readonly seq: number;
}

export interface WrittenRowsReader {
  /** Rows that were written after the transaction with this number, by any program, in order. */
  changedSince(seq: number): WrittenRow[];
  /**
   * Ids of the scope's rows that were written or closed after the transaction `since`; undefined: there are more than
   * `most`, over all lists.
   */
  changedIds(query: ChangedQuery): readonly number[] | undefined;
  /** Whether a row of the resource was written after the transaction with this number. */
  wasWrittenSince(resource: string, seq: number): boolean;
  /** The resources and scopes with rows that were written after the transaction with this number. */
  changedScopes(seq: number): Pick<WrittenRow, 'resource' | 'scope'>[];
  /** The number of the last transaction that wrote rows, or the first whole response to a request. */
  lastSeq(): number;
}

export function createWrittenRows({ statement, names }: Pick<ReadingBasis, 'statement' | 'names'>): WrittenRowsReader {
  const changedSince = (seq: number): WrittenRow[] =>
    statement('select id, resource, scope, seq from row indexed by row_seq where seq > ? order by seq, id')
      .all(seq)
      .map((row) => ({
        id: Number(row.id),
        seq: Number(row.seq),
        resource: names.resourceOf(Number(row.resource)) as string,
        scope: names.scopeOf(Number(row.scope)) as StoredScope,
      }));

  const changedScopes = (seq: number) =>
    statement('select distinct resource, scope from row indexed by row_seq where seq > ?')
      .all(seq)
      .map((row) => ({
        resource: names.resourceOf(Number(row.resource)) as string,
        scope: names.scopeOf(Number(row.scope)) as StoredScope,
      }));

  return {
    changedSince,
    changedScopes,
    changedIds({ resource, scope, since, most }) {
      const [resourceId, scopeId] = [names.resourceId(resource), names.scopeId(scope)];
      if (resourceId === undefined || scopeId === undefined) return [];
      const sql = 'select id, resource, scope from row indexed by row_seq where seq > ? limit ?';
      const found = statement(sql).all(since, most + 1);
      if (found.length > most) return undefined;
      return found.filter((row) => row.resource === resourceId && row.scope === scopeId).map(({ id }) => Number(id));
    },
    wasWrittenSince(resource, seq) {
      const id = names.resourceId(resource);
      const sql = 'select 1 from row indexed by row_seq where seq > ? and resource = ? limit 1';
      return id !== undefined && statement(sql).get(seq, id) !== undefined;
    },
    lastSeq: () => Number(statement("select value from meta where name = 'seq'").get()?.value ?? 0),
  };
}
