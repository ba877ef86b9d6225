// The busy rows of several lists in one order: rows that are named come first, then running ones, then waiting ones, those
// that take longest first; or by a value of the rows.
import type { Statement } from '../sqlite.ts';
import { type Condition, condition } from './condition.ts';
import type { ListSort, ValueSource } from './list-query.ts';
import type { QueryScopes } from './query-scopes.ts';
import { type MemberSource, pathOf } from './value-sql.ts';

export interface BusySort extends Omit<ListSort, 'by'> {
  /** `began`: since when the row runs, or waits; `list`: the position of its list. */
  readonly by: ValueSource | 'began' | 'list';
}

/** Plain data that can be sent to another thread. */
export interface BusyOrder {
  /** Rows that come first, where nothing else is asked for: 'account/region key'. */
  readonly first?: readonly string[];
  /** For each list, in their order; rows without a value come last. */
  readonly sorts?: readonly BusySort[];
}

export interface BusyList {
  /** The id of the resource. */
  readonly resource: number;
  /** The condition for rows of the list. */
  readonly isListed: Condition;
  readonly scopes: Pick<QueryScopes, 'names'>;
  /** The position of the list in the query. */
  readonly index: number;
}

export interface BusyOptions {
  readonly statement: (sql: string) => Statement;
  readonly lists: readonly BusyList[];
  readonly order: BusyOrder;
  /** The state of a running row; other busy rows wait. */
  readonly atWork: string;
}

interface BusyRow {
  readonly id: number;
  readonly key: string;
  readonly isFirst: boolean;
  readonly isAtWork: boolean;
  readonly began: number;
  readonly value: number | string | undefined;
}

/** The ids of the busy rows, in order. */
export function busyIds(options: BusyOptions): Int32Array {
  const { sorts } = options.order;
  const descending = sorts?.[0]?.descending ?? false;
  const rows = options.lists.flatMap((list) => readList(list, options));
  const before = sorts ? (one: BusyRow, other: BusyRow) => byValue(one, other, descending) : byName;
  return Int32Array.from(
    rows.sort((one, other) => before(one, other) || longestFirst(one, other)),
    ({ id }) => id,
  );
}

const byName = (one: BusyRow, other: BusyRow): number => Number(other.isFirst) - Number(one.isFirst);

function byValue({ value: one }: BusyRow, { value: other }: BusyRow, descending: boolean): number {
  if (one === other) return 0;
  if (one === undefined) return 1;
  if (other === undefined) return -1;
  return one < other === descending ? 1 : -1;
}

const longestFirst = (one: BusyRow, other: BusyRow): number =>
  Number(other.isAtWork) - Number(one.isAtWork) ||
  one.began - other.began ||
  (one.key < other.key ? -1 : one.key > other.key ? 1 : one.id - other.id);

type Found = [id: number, key: string, state: string | null, began: number, scope: number, value: unknown];

function readList(list: BusyList, { statement, order, atWork }: BusyOptions): BusyRow[] {
  const first = new Set(order.first);
  const sort = order.sorts?.[list.index];
  const value = sortValue(sort, list.index);
  const sql = `select row.id, row.key, row.state, ifnull(row.started, row.at), row.scope, ${value.sql}
    from row indexed by row_busy left join shared on shared.id = row.shared
    where row.resource = ? and row.busy = 1 and ${list.isListed.sql}`;
  const prepared = statement(sql);
  prepared.setReturnArrays(true);
  const found = prepared.all(...value.values, list.resource, ...list.isListed.values) as unknown as Found[];
  return found.map(([id, key, state, began, scope, read]) => {
    const names = list.scopes.names.get(scope);
    const place = sort?.by === 'region' ? names?.region : sort?.by === 'account' ? names?.accountName : read;
    return {
      id,
      key,
      began,
      isFirst: first.size > 0 && first.has(`${names?.account}/${names?.region} ${key}`),
      isAtWork: state === atWork,
      value:
        typeof place === 'string' ? place.toLowerCase() || undefined : typeof place === 'number' ? place : undefined,
    };
  });
}

function sortValue(sort: BusySort | undefined, index: number): Condition {
  if (!sort || sort.by === 'region' || sort.by === 'account') return condition('null');
  if (sort.by === 'list') return condition(`${index}`);
  if (sort.by === 'began') return condition('ifnull(row.started, row.at)');
  if (sort.by === 'at' || sort.by === 'state' || sort.by === 'key') return condition(`row.${sort.by}`);
  return memberValue(sort.by, sort.kind);
}

/** A busy row may have its own value of a shared member. A number is read as a double: node:sqlite throws for large integers. */
function memberValue(by: MemberSource, kind: ListSort['kind']): Condition {
  const path = pathOf(by);
  const value = 'ifnull(row.doc ->> ?, shared.doc ->> ?)';
  return condition(kind === 'number' ? `${value} * 1.0` : `cast(${value} as text)`, path, path);
}
