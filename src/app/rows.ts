// From answers to the rows of one list: over all its scopes, filtered, sorted. Remembered, and brought up to date by what
// has changed.
import type { AnyResource, Column } from '../resources/resource.ts';
import type { Data } from './data.ts';
import { createFilter, tooSlow } from './filter.ts';
import { createListNames } from './list-names.ts';
import { createLiveRows, type LiveRows, type Row, type Rows } from './live-rows.ts';
import type { ListQuestion } from './question.ts';
import { orderBy, type SortValue } from './sorted-list.ts';
import type { Sort } from './state.ts';

export type { Row, Rows } from './live-rows.ts';

export type RowsOf = (
  resource: AnyResource,
  questions: readonly ListQuestion[],
  data: Data,
  filter: string,
  sort: Sort,
) => Rows;

export interface RowsMemoryOptions {
  /** How many lists it remembers. */
  readonly limit?: number;
  /** Rows that are filtered and sorted in one go; the rest waits for the next version of the data. */
  readonly atOnce?: number;
  /** A list has rows left for the next go, in so many ms at the soonest. */
  readonly behind?: (waitMs: number) => void;
}

/** One memory for each list on the stack, and one more for each that is filtered or sorted in its own way. */
export function createRowsMemory(options: RowsMemoryOptions = {}): RowsOf {
  const { limit = 12, atOnce = Number.POSITIVE_INFINITY, behind } = options;
  const memory = new Map<string, { asked: string; live: LiveRows }>();
  return (resource, questions, data, filter, sort) => {
    const { accounts, version, now, localNow } = data;
    const isPlain = filter === '' && sort.column === resource.sort.column;
    const slot = `${resource.id} ${JSON.stringify(questions[0]?.params)} ${questions.length} ${isPlain}`;
    const asked = `${accounts.size}|${filter}|${sort.column}|${sort.descending}`;
    const known = memory.get(slot);
    const live = known?.asked === asked ? known.live : toLiveRows(resource, filter, sort, accounts, atOnce);
    memory.delete(slot);
    memory.set(slot, { asked, live });
    const oldest = memory.keys().next();
    if (memory.size > limit && !oldest.done) memory.delete(oldest.value);
    const rows = live.follow(
      questions.map((question) => data.snapshot(question)),
      ...([version, now, localNow] as const),
    );
    if (rows.isBehind) behind?.(rows.waitMs ?? 0);
    return rows;
  };
}

function toLiveRows(
  resource: AnyResource,
  filterText: string,
  sort: Sort,
  accounts: Data['accounts'],
  atOnce: number,
): LiveRows {
  const { passing, problem } = createFilter(filterText);
  const textsOf = (rows: readonly Row[], now: number) => rows.map((row) => searchText(resource, row, now, accounts));
  return createLiveRows({
    order: orderBy(sort.descending),
    sortValue: sortValue(resource, sort, accounts),
    names: createListNames(resource.columns),
    ...(passing ? { passing: (rows, now) => passing(textsOf(rows, now)), passingProblem: tooSlow } : {}),
    ...(problem ? { filterProblem: problem } : {}),
    movesWithTime: passing !== undefined || movesWithTime(resource, sort),
    atOnce,
  });
}

/** What asks for the time as well as for the row. */
function movesWithTime(resource: AnyResource, sort: Sort): boolean {
  const column: Column<Row> | undefined = resource.columns.find(({ id }) => id === sort.column);
  return ((column?.sortBy ?? column?.text)?.length ?? 0) > 1;
}

export function searchText(resource: AnyResource, row: Row, now: number, names: Data['accounts']): string {
  const texts = resource.columns.map((column) => column.text(row, now));
  const { region, accountId } = row.scope;
  return [...texts, region, accountId, names.get(accountId) ?? '', resource.copyText(row, now)].join('\t');
}

/** Region and account are columns of every list, though no resource defines them. */
export function sortValue(
  resource: AnyResource,
  sort: Sort,
  names: Data['accounts'],
): (row: Row, now: number) => SortValue {
  if (sort.column === 'region') return (row) => row.scope.region;
  if (sort.column === 'account') return (row) => names.get(row.scope.accountId) ?? row.scope.accountId;
  const column: Column<Row> | undefined = resource.columns.find(({ id }) => id === sort.column);
  if (!column) return () => undefined;
  return (row, now) => (column.sortBy ? column.sortBy(row, now) : column.text(row, now).toLowerCase());
}

/** Rows that are all there already. */
export function sortRows(
  entries: [string, Row][],
  resource: AnyResource,
  sort: Sort,
  now: number,
  names: Data['accounts'],
): [string, Row][] {
  const value = sortValue(resource, sort, names);
  return entries
    .map(([key, row]) => ({ key, row, by: value(row, now) }))
    .sort(orderBy(sort.descending))
    .map(({ key, row }) => [key, row]);
}
