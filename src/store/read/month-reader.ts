// Reads what only the report of a month needs: versions within a range of time, and summaries of many rows.
import { idOfResource, idOfScope, namesOfScope } from '../names.ts';
import type { StoredScope } from '../row-shape.ts';
import { rowSource, type StoredRow } from '../stored-row.ts';
import type { ReadingBasis } from './reading-basis.ts';

/** Epoch ms; `to` is not part of the range. */
export interface ReadRange {
  readonly resource: string;
  readonly scope: StoredScope;
  readonly from: number;
  readonly to: number;
}

export interface EdgesQuery extends ReadRange {
  /** The state of which the last row is noted apart. */
  readonly state: string;
}

/** The times of the rows with the same shared members, epoch ms. */
export interface RowEdges {
  readonly shared: Readonly<Record<string, unknown>>;
  readonly first: number;
  readonly last: number;
  /** Absent: no row has the state. */
  readonly lastInState?: number;
}

export interface NewestQuery extends ReadRange {
  /** Epoch ms: the versions that were valid then. */
  readonly time: number;
  readonly states: readonly string[];
  /** ARNs of the resources; absent: all. */
  readonly subjects?: readonly string[];
}

export interface TextQuery extends ReadRange {
  /** Patterns of SQL of the rows' JSON; one is enough. */
  readonly like: readonly string[];
}

export interface MonthReader {
  /** All versions that were valid at some time of the range, of rows without a time of their own. */
  versionsWithin(range: ReadRange): StoredRow[];
  /** The open rows, summarized by their shared members. */
  edges(query: EdgesQuery): RowEdges[];
  /** The newest row for each value of the shared members and each state, without parts of others. */
  newestAt(query: NewestQuery): StoredRow[];
  /** The open rows whose JSON matches, oldest first. */
  rowsLike(query: TextQuery): StoredRow[];
  /** Epoch ms at which the first version of the resource began. */
  firstSeen(resource: string, scope: StoredScope): number | undefined;
  /** Before these times rows were removed. */
  prunedBefore(resource: string): readonly { readonly before: number; readonly why: string }[];
}

const ofScope = `resource = ${idOfResource} and scope = ${idOfScope}`;
const place = ({ resource, scope }: Pick<ReadRange, 'resource' | 'scope'>) => [resource, ...namesOfScope(scope)];

const sql = {
  versions: `${rowSource.replace('from row', 'from row indexed by row_key')} where row.resource = ${idOfResource}
    and row.scope = ${idOfScope} and row.at = 0 and row.valid_from < ? and (row.valid_to is null or row.valid_to > ?)
    order by row.valid_from, row.seq, row.id`,
  edges: `select shared, min(at) as first, max(at) as last, max(case when state = ? then at end) as done
    from row indexed by row_outline where ${ofScope} and at >= ? and at < ? and valid_to is null group by shared`,
  shared: 'select doc from shared where id = ?',
  newest: `select id, max(at) from row indexed by row_key where ${ofScope} and at >= ? and at < ? and valid_from <= ?
    and (valid_to is null or valid_to > ?) and state in (select value from json_each(?))
    and instr(doc, '"parentArn":') = 0 group by shared, state`,
  newestAbout: `select id, max(at) from row indexed by row_shared where ${ofScope} and at >= ? and at < ?
    and valid_from <= ? and (valid_to is null or valid_to > ?) and state in (select value from json_each(?))
    and shared in (select id from shared where subject in (select value from json_each(?)))
    and instr(doc, '"parentArn":') = 0 group by shared, state`,
  byIds: `${rowSource} where row.id in (select value from json_each(?))`,
  firstSeen: `select min(valid_from) as first from row indexed by row_key where ${ofScope}`,
  pruned: `select before_at as before, why from pruned where resource = ${idOfResource} order by before_at`,
};

export function createMonthReader({ statement, read }: Pick<ReadingBasis, 'statement' | 'read'>): MonthReader {
  const rowsOf = (found: readonly Record<string, unknown>[]): StoredRow[] => found.flatMap((row) => read(row) ?? []);

  function sharedOf(id: unknown): Readonly<Record<string, unknown>> {
    const doc = id === null ? undefined : statement(sql.shared).get(Number(id))?.doc;
    return doc === undefined ? {} : JSON.parse(String(doc));
  }

  return {
    versionsWithin: (range) => rowsOf(statement(sql.versions).all(...place(range), range.to, range.from)),
    edges: (query) =>
      statement(sql.edges)
        .all(query.state, ...place(query), query.from, query.to)
        .map(({ shared, first, last, done }) => ({
          shared: sharedOf(shared),
          first: Number(first),
          last: Number(last),
          ...(done === null ? {} : { lastInState: Number(done) }),
        })),
    newestAt(query) {
      const { from, to, time, states, subjects } = query;
      const values = [...place(query), from, to, time, time, JSON.stringify(states)];
      const found = subjects
        ? statement(sql.newestAbout).all(...values, JSON.stringify(subjects))
        : statement(sql.newest).all(...values);
      return rowsOf(statement(sql.byIds).all(JSON.stringify(found.map(({ id }) => id))));
    },
    rowsLike(query) {
      const { from, to, like } = query;
      const text = `${rowSource.replace('from row', 'from row indexed by row_key')} where row.resource = ${idOfResource}
        and row.scope = ${idOfScope} and row.at >= ? and row.at < ? and row.valid_to is null
        and (${like.map(() => 'row.doc like ?').join(' or ')}) order by row.at, row.id`;
      return rowsOf(statement(text).all(...place(query), from, to, ...like));
    },
    firstSeen(resource, scope) {
      const first = statement(sql.firstSeen).get(...place({ resource, scope }))?.first;
      return first === null || first === undefined ? undefined : Number(first);
    },
    prunedBefore: (resource) =>
      statement(sql.pruned)
        .all(resource)
        .map(({ before, why }) => ({ before: Number(before), why: String(why) })),
  };
}
