// Answers a query in steps: the query can be cancelled between two of them.
import { pastDatabase } from '../past/past-database.ts';
import type { Database } from '../sqlite.ts';
import { candidates } from './candidates.ts';
import { allOf, condition } from './condition.ts';
import { parseFilter, type Term } from './filter-language.ts';
import { firstPageRows, type ListQuery, type ListResult, statementRows } from './list-query.ts';
import type { QueryContext, Steps } from './query-context.ts';
import { readScopes } from './query-scopes.ts';
import { rowFilter } from './rows/row-filter.ts';
import { orderRows } from './rows/row-order.ts';
import { isInTimeOrder, walkRows } from './rows/walk-rows.ts';
import { type SortValues, sortValues } from './sort-values.ts';
import { FilterTooSlow } from './term-tests.ts';

export interface QuerySizes {
  readonly statementRows: number;
  readonly firstPageRows: number;
}

/** Yields the first page as soon as it is known; returns the ids of all rows that pass, in order. */
export function* listIds(
  database: Database,
  query: ListQuery,
  sizes: QuerySizes = { statementRows, firstPageRows },
): Steps<ListResult> {
  const found = database.prepare('select id from resource where name = ?').get(query.resource);
  if (!found) return { ids: new Int32Array(), total: 0 };
  const context: QueryContext = {
    database: query.asOf ? pastDatabase(database, query.asOf) : database,
    whole: database,
    query,
    resource: Number(found.id),
    scopes: readScopes(database, query),
    size: sizes.statementRows,
    firstPageRows: sizes.firstPageRows,
  };
  const { terms, problem } = parseFilter(query.filter ?? '', query.columns);
  if (problem !== undefined) return { ...(yield* filtered(context, [])), problem };
  try {
    return yield* filtered(context, terms);
  } catch (error) {
    if (!(error instanceof FilterTooSlow)) throw error;
    return { ...(yield* filtered(context, [])), problem: error.message };
  }
}

function* filtered(context: QueryContext, terms: readonly Term[]): Steps<ListResult> {
  const { descending, by, kind } = context.query.sort;
  const isInOrder = by === 'at' && isInTimeOrder(context);
  const candidate = yield* candidates(context);
  const filter = yield* rowFilter(context, terms);
  const values = yield* sortValues(context);
  // Equal texts are frequent; their keys are collected in the scan, because reading them one by one would read the
  // whole file.
  const keys = by !== 'at' && (typeof by === 'string' || kind === 'text') ? ([] as string[]) : undefined;
  const columns = [...values.columns, ...(keys ? [condition('key')] : [])];
  const ids: number[] = [];
  let total = 0;
  let isFirstKnown = false;
  const walk = walkRows(context, {
    isAscending: isInOrder && !descending,
    columns: [...columns, ...filter.columns],
    where: allOf([candidate, filter.condition]),
    ...(terms.length > 0 ? { count: candidate } : {}),
  });
  for (const { rows, count } of walk) {
    total += count;
    for (const row of filter.passing?.(rows, 2 + columns.length) ?? rows) {
      ids.push(row[0]);
      values.add(row, 2);
      keys?.push(row[1 + columns.length] as string);
    }
    if (isInOrder && !isFirstKnown) isFirstKnown = yield* firstPage(context, ids, values);
    yield undefined;
  }
  const all = { ids, values: values.finish(), ...(keys ? { keys } : {}), isInOrder, isFirstKnown };
  return { ids: yield* orderRows(context, all), total };
}

/** Returned as soon as no later row can belong to the first page. */
function* firstPage(context: QueryContext, ids: readonly number[], known: SortValues): Steps<boolean> {
  const { firstPageRows: length } = context;
  if (ids.length <= length) return false;
  const values = known.finish();
  let end = length;
  while (end < ids.length && Object.is(values[end], values[end - 1])) end += 1;
  if (end === ids.length) return false;
  const page = { ids: ids.slice(0, end), values: values.slice(0, end), isInOrder: true, isFirstKnown: true };
  const ordered = yield* orderRows(context, page);
  yield { first: ordered.slice(0, length) };
  return true;
}
