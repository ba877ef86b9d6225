// Searches several lists for the same words, in steps: the search can be cancelled between two of them.
//
// The newest rows of each list are read first: words that many rows contain are found there. What is left is read in one
// pass over the table, in its order in the file, because reading it list by list takes twice as long.
import { pastDatabase } from '../past/past-database.ts';
import type { Database } from '../sqlite.ts';
import { allOf, anyOf, type Condition, condition } from './condition.ts';
import { parseFilter, type Term } from './filter-language.ts';
import { statementRows } from './list-query.ts';
import type { QueryStep, Steps } from './query-context.ts';
import { readScopes } from './query-scopes.ts';
import { type RowFilter, rowFilter } from './rows/row-filter.ts';
import type { FoundIds, SearchQuery } from './search-query.ts';
import { readSearchedList, type SearchedList, type SearchedRow } from './searched-list.ts';
import { FilterTooSlow } from './term-tests.ts';

export interface SearchSizes {
  /** The number of newest rows of each list that are read before the table. */
  readonly newestRows: number;
  readonly statementRows: number;
}

const defaultSizes: SearchSizes = { newestRows: 4_000, statementRows };

export type SearchStep = FoundIds | undefined;

/** Yields the rows of each list as soon as they are known. */
export function* searchIds(
  database: Database,
  query: SearchQuery,
  sizes: SearchSizes = defaultSizes,
): Generator<SearchStep, void> {
  const { terms } = parseFilter(query.filter);
  if (terms.length === 0) return;
  try {
    yield* searched({ database: query.asOf ? pastDatabase(database, query.asOf) : database, query, sizes }, terms);
  } catch (error) {
    if (!(error instanceof FilterTooSlow)) throw error;
  }
}

interface Search {
  readonly database: Database;
  readonly query: SearchQuery;
  readonly sizes: SearchSizes;
}

function* searched(search: Search, terms: readonly Term[]): Generator<SearchStep, void> {
  const { database, query } = search;
  const lists = new Map<number, SearchedList>();
  for (const [at, one] of query.lists.entries()) {
    const list = yield* withoutPages(readSearchedList(database, one, query));
    if (list) lists.set(at, list);
  }
  const [any] = lists.values();
  if (!any) return;
  const scopes = readScopes(database, { ...any.context.query, scopes: query.lists.flatMap((one) => one.scopes) });
  const filter = yield* withoutPages(rowFilter({ ...any.context, scopes }, terms));
  for (const [at, list] of lists) {
    const isWhole = readNewest(search, filter, list);
    yield foundIn(at, list);
    if (isWhole || list.isFull()) lists.delete(at);
  }
  if (lists.size > 0) yield* readTable(search, filter, lists);
}

/** Returns whether the list has no other rows. */
function readNewest({ sizes }: Search, filter: RowFilter, list: SearchedList): boolean {
  const { database, resource } = list.context;
  const count = list.isTimed ? sizes.newestRows : sizes.statementRows;
  const newest = 'from row indexed by row_at where resource = ?';
  const bound = database.prepare(`select at, id ${newest} order by at desc, id desc limit 1 offset ?`);
  bound.setReturnArrays(true);
  const end = bound.get(resource, count) as unknown as readonly [number, number] | undefined;
  const where = allOf([isKept, filter.condition, list.isWanted]);
  const columns = selected([...list.columns, ...filter.columns]);
  const statement = database.prepare(
    `select id, resource, at, ${columns.sql} ${newest} ${end ? 'and (at, id) > (?, ?)' : ''} and ${where.sql}`,
  );
  statement.setReturnArrays(true);
  const rows = statement.all(...columns.values, resource, ...(end ?? []), ...where.values);
  list.add(passing(filter, rows as unknown as readonly SearchedRow[]));
  return end === undefined;
}

/** Each version of a row is read once: those of all lists together. */
function* readTable(
  { database, sizes }: Search,
  filter: RowFilter,
  lists: Map<number, SearchedList>,
): Generator<SearchStep, void> {
  const last = Number(database.prepare('select max(id) as id from row').get()?.id ?? 0);
  for (let to = last; to > 0 && lists.size > 0; to -= sizes.statementRows) {
    readRange(database, filter, { lists, from: to - sizes.statementRows, to });
    for (const [at, list] of lists) {
      yield foundIn(at, list);
      if (list.isFull()) lists.delete(at);
    }
  }
}

interface Range {
  readonly lists: ReadonlyMap<number, SearchedList>;
  /** Exclusive. */
  readonly from: number;
  readonly to: number;
}

function readRange(database: Database, filter: RowFilter, { lists, from, to }: Range): void {
  const all = [...lists.values()];
  const [isPast, match] = [0, 1].map((at) => chosen(all, at));
  const where = allOf([isKept, filter.condition, anyOf(all.map((list) => allOf([isOf(list), list.isWanted])))]);
  const columns = selected([isPast as Condition, match as Condition, ...filter.columns]);
  const statement = database.prepare(
    `select id, resource, at, ${columns.sql} from row not indexed where id > ? and id <= ?
      and resource in (${all.map(({ context }) => context.resource).join(', ')}) and ${where.sql}`,
  );
  statement.setReturnArrays(true);
  const rows = passing(
    filter,
    statement.all(...columns.values, from, to, ...where.values) as unknown as readonly SearchedRow[],
  );
  for (const list of all) list.add(rows.filter((row) => row[1] === list.context.resource));
}

/** A version that another one replaced is in no list. */
const isKept = condition("(valid_to is null or closed_by = 'gone')");

const isOf = ({ context }: SearchedList): Condition => condition('resource = ?', context.resource);

/** A column whose value depends on the list. */
function chosen(lists: readonly SearchedList[], at: number): Condition {
  const cases = lists.flatMap((list) => {
    const column = list.columns[at];
    return column ? [condition(`when ? then ${column.sql}`, list.context.resource, ...column.values)] : [];
  });
  return condition(
    `case resource ${cases.map(({ sql }) => sql).join(' ')} end`,
    ...cases.flatMap(({ values }) => values),
  );
}

const selected = (columns: readonly Condition[]): Condition =>
  condition(columns.map(({ sql }) => sql).join(', '), ...columns.flatMap(({ values }) => values));

/** `id`, `resource`, `at` and the two columns of the list precede those of the filter. */
const passing = (filter: RowFilter, rows: readonly SearchedRow[]): readonly SearchedRow[] =>
  filter.passing?.(rows, 5) ?? rows;

function foundIn(at: number, list: SearchedList): SearchStep {
  const found = list.take();
  return found && { list: at, ...found };
}

function* withoutPages<Result>(steps: Steps<Result>): Generator<undefined, Result> {
  for (let step: IteratorResult<QueryStep, Result> = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    yield undefined;
  }
}
