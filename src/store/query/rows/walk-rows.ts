// Scans the rows of a resource by time, in statements that each read a limited number of rows.
import { latestAt } from '../../past/past-database.ts';
import { allOf, type Condition, condition } from '../condition.ts';
import type { QueryContext } from '../query-context.ts';

/** The position of a row in the index, or between two rows. */
type Bound = readonly [at: number, id: number];

interface Walk {
  readonly index: 'row_at' | 'row_key';
  readonly prefix: Condition;
  /** Both bounds are exclusive. */
  readonly low: Bound;
  readonly high: Bound;
}

export interface WalkOptions {
  /** Oldest rows first. Rows without a time are last in both directions. */
  readonly isAscending: boolean;
  /** SQL after `select id, at`. */
  readonly columns: readonly Condition[];
  readonly where: Condition;
  /** Counted over the same rows, if it is narrower than `where`. */
  readonly count?: Condition;
}

export type WalkedRow = readonly [id: number, at: number, ...unknown[]];

export interface WalkedRows {
  readonly rows: readonly WalkedRow[];
  readonly count: number;
}

/** All rows are in order of time, not only those of one scope. */
export const isInTimeOrder = ({ scopes }: QueryContext): boolean => !scopes.isNarrow || scopes.names.size <= 1;

export function* walkRows(context: QueryContext, options: WalkOptions): Generator<WalkedRows> {
  for (const walk of walksOf(context, options.isAscending)) yield* walkOne(context, walk, options);
}

const last = Number.MAX_SAFE_INTEGER;

function walksOf({ query, scopes, resource }: QueryContext, isAscending: boolean): Walk[] {
  const low: Bound = query.sinceAt === undefined ? [-last, 0] : [query.sinceAt, 0];
  const high: Bound = [query.asOf ? latestAt(query.asOf) : last, last];
  const ofResource = condition('resource = ?', resource);
  const places: Pick<Walk, 'index' | 'prefix'>[] = scopes.isNarrow
    ? [...scopes.names.keys()].map((scope) => ({
        index: 'row_key',
        prefix: allOf([ofResource, condition('scope = ?', scope)]),
      }))
    : [{ index: 'row_at', prefix: ofResource }];
  const withoutTime: Bound = [0, last];
  const isApart = isAscending && low[0] <= 0;
  return places.flatMap((place): Walk[] =>
    isApart
      ? [
          { ...place, low: withoutTime, high },
          { ...place, low, high: withoutTime },
        ]
      : [{ ...place, low, high }],
  );
}

function* walkOne(context: QueryContext, walk: Walk, options: WalkOptions): Generator<WalkedRows> {
  const { nextBound, rowsUntil } = statementsOf(context, walk, options);
  let from = options.isAscending ? walk.low : walk.high;
  for (let to = nextBound(from); to; to = nextBound(from)) {
    yield rowsUntil(from, to);
    from = to;
  }
}

/** The end of a statement with `size` rows is read from the index alone. */
function statementsOf({ database, whole, size }: QueryContext, walk: Walk, { isAscending, ...wanted }: WalkOptions) {
  const [order, reverse] = isAscending ? ['at, id', 'at desc, id desc'] : ['at desc, id desc', 'at, id'];
  const from = `from row indexed by ${walk.index} where ${walk.prefix.sql}`;
  const between = isAscending ? '(at, id) > (?, ?) and (at, id) < (?, ?)' : '(at, id) < (?, ?) and (at, id) > (?, ?)';
  const upTo = isAscending ? '(at, id) > (?, ?) and (at, id) <= (?, ?)' : '(at, id) < (?, ?) and (at, id) >= (?, ?)';
  const prepare = (sql: string, from = database) => {
    const statement = from.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  };
  const bound = prepare(
    `select at, id from (select at, id ${from} and ${between} order by ${order} limit ${size}) order by ${reverse} limit 1`,
    // Of a past time the index does not say which versions were valid.
    whole,
  );
  const columns = ['id', 'at', ...wanted.columns.map(({ sql }) => sql)].join(', ');
  const rows = prepare(`select ${columns} ${from} and ${upTo} and ${wanted.where.sql} order by ${order}`);
  const values = wanted.columns.flatMap((column) => column.values);
  const { count } = wanted;
  const counting = count && prepare(`select count(*) ${from} and ${upTo} and ${count.sql}`);
  const end = isAscending ? walk.high : walk.low;
  return {
    nextBound: (start: Bound) => bound.all(...walk.prefix.values, ...start, ...end)[0] as unknown as Bound | undefined,
    rowsUntil(start: Bound, to: Bound): WalkedRows {
      const range = [...walk.prefix.values, ...start, ...to];
      const found = rows.all(...values, ...range, ...wanted.where.values) as unknown as WalkedRows['rows'];
      const counted = counting?.all(...range, ...(count?.values ?? [])) as unknown as [[number]] | undefined;
      return { rows: found, count: counted?.[0][0] ?? found.length };
    },
  };
}
