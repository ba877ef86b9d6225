// The rows of one list, as a screen reads them, and what puts rows in order that are all there already.
import type { Sequence } from '../lib/sequence.ts';
import type { AnyResource, Column } from '../resources/resource.ts';
import type { Data } from './data.ts';
import type { ListNames } from './list-names.ts';
import type { ListQuestion } from './question.ts';
import type { Sort } from './state.ts';

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
export type Row = any;

export interface Rows {
  readonly keys: Sequence<string>;
  readonly rows: Sequence<Row>;
  /** Those of all rows, whatever the filter hides. Absent: nobody has collected them. */
  readonly names?: ListNames;
  /** Where a row stands. */
  readonly indexOf: { get(key: string): number | undefined };
  /** Before the filter. */
  readonly total: number;
  /** Not all rows have been looked at: those of the list may not be all that belong there. */
  readonly isBehind: boolean;
  /** They are those of the filter before: the row under the cursor is not the one that was looked for. */
  readonly isOfOtherFilter?: boolean;
  /** Why the filter filters nothing: it is no valid regular expression, or takes too long. */
  readonly filterProblem?: string;
}

export type RowsOf = (
  resource: AnyResource,
  questions: readonly ListQuestion[],
  data: Data,
  filter: string,
  sort: Sort,
) => Rows;

/** Until something is known. */
export const noRows: Rows = { keys: [], rows: [], indexOf: new Map<string, number>(), total: 0, isBehind: true };

/** Sorts a row. Missing values go last, whichever way round. */
export type SortValue = number | string | undefined;

interface Entry {
  readonly key: string;
  readonly by: SortValue;
}

export function orderBy(descending: boolean): (one: Entry, other: Entry) => number {
  const sign = descending ? -1 : 1;
  return (one, other) => compare(one.by, other.by, sign) || (one.key < other.key ? -1 : one.key > other.key ? 1 : 0);
}

function compare(a: SortValue, b: SortValue, sign: number): number {
  if (a === b) return 0;
  if (a === undefined || a === '') return 1;
  if (b === undefined || b === '') return -1;
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
  return sign * (String(a) < String(b) ? -1 : 1);
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
  if (column.sortBy) return (row, now) => column.sortBy?.(row, now);
  return (row, now) => (column.sortText?.(row) ?? column.text(row, now)).toLowerCase();
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
