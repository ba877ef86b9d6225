// From answers to the rows of one list: over all its scopes, filtered, sorted. Remembered until an answer changes.
import type { AnyResource, Column } from '../resources/resource.ts';
import type { AnySnapshot, Data } from './data.ts';
import { createFilter } from './filter.ts';
import type { ListQuestion } from './question.ts';
import type { Sort } from './state.ts';

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
export type Row = any;

export interface Rows {
  readonly keys: readonly string[];
  readonly rows: readonly Row[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** Before the filter. */
  readonly total: number;
  /** A filter that is no valid regular expression says why. */
  readonly filterProblem?: string;
}

export type RowsOf = (
  resource: AnyResource,
  questions: readonly ListQuestion[],
  data: Data,
  filter: string,
  sort: Sort,
) => Rows;

/** One memory for each list on the stack; `limit` bounds how many lists it remembers. */
export function createRowsMemory(limit = 12): RowsOf {
  const memory = new Map<string, { versions: string; rows: Rows }>();
  return (resource, questions, data, filter, sort) => {
    const snapshots = questions.map((question) => data.snapshot(question));
    const slot = `${resource.id} ${questions.map(({ params }) => JSON.stringify(params))[0] ?? ''} ${questions.length}`;
    const versions = `${data.accounts.size}|${filter}|${sort.column}|${sort.descending}|${questions
      .map(({ scope }, i) => `${scope.accountId}${scope.region}${snapshots[i]?.version ?? '-'}`)
      .join()}`;
    const remembered = memory.get(slot);
    if (remembered?.versions === versions) return remembered.rows;
    const rows = computeRows(resource, snapshots, filter, sort, data);
    memory.delete(slot);
    memory.set(slot, { versions, rows });
    const oldest = memory.keys().next();
    if (memory.size > limit && !oldest.done) memory.delete(oldest.value);
    return rows;
  };
}

function computeRows(
  resource: AnyResource,
  snapshots: readonly (AnySnapshot | undefined)[],
  filterText: string,
  sort: Sort,
  { now, accounts }: Pick<Data, 'now' | 'accounts'>,
): Rows {
  const all = snapshots.flatMap((snapshot) => (snapshot ? [...snapshot.rows] : []));
  const filter = createFilter(filterText);
  const kept = filter.matches
    ? all.filter(([, row]) => filter.matches?.(searchText(resource, row, now, accounts)))
    : all;
  const sorted = sortRows(kept, resource, sort, now, accounts);
  const keys = sorted.map(([key]) => key);
  return {
    keys,
    rows: sorted.map(([, row]) => row),
    indexOf: new Map(keys.map((key, index) => [key, index])),
    total: all.length,
    ...(filter.problem ? { filterProblem: filter.problem } : {}),
  };
}

export function searchText(resource: AnyResource, row: Row, now: number, names: Data['accounts']): string {
  const texts = resource.columns.map((column) => column.text(row, now));
  const { region, accountId } = row.scope;
  return [...texts, region, accountId, names.get(accountId) ?? '', resource.copyText(row)].join('\t');
}

/** Region and account are columns of every list, though no resource defines them. */
export function sortValue(
  resource: AnyResource,
  sort: Sort,
  names: Data['accounts'],
): (row: Row, now: number) => number | string | undefined {
  if (sort.column === 'region') return (row) => row.scope.region;
  if (sort.column === 'account') return (row) => names.get(row.scope.accountId) ?? row.scope.accountId;
  const column: Column<Row> | undefined = resource.columns.find(({ id }) => id === sort.column);
  if (!column) return () => undefined;
  return (row, now) => (column.sortBy ? column.sortBy(row, now) : column.text(row, now).toLowerCase());
}

export function sortRows(
  entries: [string, Row][],
  resource: AnyResource,
  sort: Sort,
  now: number,
  names: Data['accounts'],
): [string, Row][] {
  const value = sortValue(resource, sort, names);
  const sign = sort.descending ? -1 : 1;
  return entries
    .map(([key, row]) => ({ entry: [key, row] as [string, Row], by: value(row, now) }))
    .sort((a, b) => compare(a.by, b.by, sign) || (a.entry[0] < b.entry[0] ? -1 : 1))
    .map(({ entry }) => entry);
}

/** Values that are missing go last, whichever way round. */
function compare(a: number | string | undefined, b: number | string | undefined, sign: number): number {
  if (a === b) return 0;
  if (a === undefined || a === '') return 1;
  if (b === undefined || b === '') return -1;
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
  return sign * (String(a) < String(b) ? -1 : 1);
}
