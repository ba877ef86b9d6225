// One list of a search: which of its rows are wanted, and those found so far.

import { fold } from '../fold.ts';
import type { Database } from '../sqlite.ts';
import { haveMembers, isOpenIn } from './candidates.ts';
import { allOf, anyOf, type Condition, condition } from './condition.ts';
import { firstPageRows, type ListQuery, statementRows } from './list-query.ts';
import type { QueryContext, Steps } from './query-context.ts';
import { isFirstSeen, readScopes } from './query-scopes.ts';
import type { FoundIds, SearchQuery } from './search-query.ts';

/** One row of a statement. */
export type SearchedRow = readonly [
  id: number,
  resource: number,
  at: number,
  isPast: number,
  match: number,
  ...unknown[],
];

export interface SearchedList {
  readonly context: QueryContext;
  readonly isTimed: boolean;
  readonly isWanted: Condition;
  /** SQL of `isPast` and `match` of a row. */
  readonly columns: readonly Condition[];
  /** Takes rows in any order; a row may come twice. */
  add(rows: readonly SearchedRow[]): void;
  /** As many present rows are found as are wanted. */
  isFull(): boolean;
  /** What was found since the last call; undefined: nothing. */
  take(): Omit<FoundIds, 'list'> | undefined;
}

/** undefined: the store has no row of the list. */
export function* readSearchedList(
  database: Database,
  query: SearchQuery['lists'][number],
  { filter, most }: Pick<SearchQuery, 'filter' | 'most'>,
): Steps<SearchedList | undefined> {
  const resource = database.prepare('select id from resource where name = ?').get(query.resource);
  if (!resource) return undefined;
  const context: QueryContext = {
    database,
    whole: database,
    query,
    resource: Number(resource.id),
    scopes: readScopes(database, query),
    size: statementRows,
    firstPageRows,
  };
  const isTimed = query.sort.by === 'at';
  return {
    context,
    isTimed,
    isWanted: allOf([context.scopes.isWanted, yield* haveMembers(context), isKnown(context)]),
    columns: [isPast(query), isTimed ? condition('0') : matchOf(filter)],
    ...collected(most),
  };
}

/** An open row, or the last version of a row that has gone. Rows beyond the list's time are open. */
const isKnown = ({ query, scopes }: QueryContext): Condition =>
  anyOf([
    allOf([isOpenIn('row'), isFirstSeen(scopes, isOpenIn)]),
    allOf([condition("row.closed_by = 'gone'"), isLast(query)]),
  ]);

/** No identity sees the row later. Rows with a time and rows without one have separate indexes. */
function isLast({ scopes }: Pick<ListQuery, 'scopes'>): Condition {
  const groups = Object.fromEntries(scopes.flatMap((group) => group.map((id) => [id, group] as const)));
  const later = (index: string, time: string): Condition =>
    condition(
      `not exists (select 1 from row as later indexed by ${index} where later.resource = row.resource
        and later.scope in (select value from json_each(?, '$."' || row.scope || '"')) and later.key = row.key and ${time}
        and (later.valid_to is null or (later.valid_to, later.id) > (row.valid_to, row.id)))`,
      JSON.stringify(groups),
    );
  return anyOf([
    allOf([condition('row.at = 0'), later('row_name', 'later.at = 0')]),
    allOf([condition('row.at <> 0'), later('row_key', 'later.at = row.at')]),
  ]);
}

const isPast = ({ sinceAt }: Pick<ListQuery, 'sinceAt'>): Condition =>
  sinceAt === undefined
    ? condition('(valid_to is not null)')
    : condition('(valid_to is not null or (at <> 0 and at < ?))', sinceAt);

/** 0: a text of the row equals the words, or its key ends with them; 1: any other match. */
function matchOf(filter: string): Condition {
  const text = fold(filter);
  return condition(
    `iif(substr(lower(key), -length(?)) = ? or ifnull(instr(char(10) || search || char(10), char(10) || ? || char(10)), 0), 0, 1)`,
    text,
    text,
    text,
  );
}

function collected(most: number): Pick<SearchedList, 'add' | 'isFull' | 'take'> {
  const known = new Set<number>();
  let [present, past]: [SearchedRow[], SearchedRow[]] = [[], []];
  let count = 0;
  const best = (rows: readonly SearchedRow[]) => {
    const sorted = rows.toSorted((one, other) => one[4] - other[4] || other[2] - one[2] || other[0] - one[0]);
    return Int32Array.from(sorted.slice(0, most), ([id]) => id);
  };
  return {
    add(rows) {
      for (const row of rows) {
        if (known.has(row[0])) continue;
        known.add(row[0]);
        if (row[3] === 1) past.push(row);
        else present.push(row);
        if (row[3] === 0) count += 1;
      }
    },
    isFull: () => count >= most,
    take() {
      if (present.length === 0 && past.length === 0) return undefined;
      const found = { ids: best(present), past: best(past), hasMore: count > most };
      [present, past] = [[], []];
      return found;
    },
  };
}
