// The store query of a list on screen: rows, filter and order.
import type { Sort } from '../../app/state/state.ts';
import { paramsText } from '../../engine/polls/stored-responses.ts';
import { minuteOf } from '../../lib/clock.ts';
import { defined } from '../../lib/defined.ts';
import { minuteMs } from '../../lib/duration.ts';
import type { AnyResource, Column, Params } from '../../resources/resource.ts';
import { isListedApart, type Stored } from '../../resources/stored.ts';
import type { EntryTest, FilterColumn, ListQuery, ListSort, ValueSource } from '../../store/query/list-query.ts';
import type { StoreReader } from '../../store/read/store-reader.ts';
import type { AnyRow } from '../../store/row-shape.ts';
import type { ListPlaces } from './list-places.ts';
import { type ListRange, rangeOf } from './time-range.ts';

export interface ListWanted {
  readonly resource: AnyResource;
  readonly stored: Stored;
  readonly params: Params;
  readonly filter: string;
  readonly sort: Sort;
  readonly accounts: ReadonlyMap<string, string>;
  /** Epoch ms of AWS's clock. */
  readonly now: number;
  /** Whether each request of the list has a response or a refusal. */
  isSettled(): boolean;
}

/** The members of rows in a response to these params, as far as rows show it. */
export const membersOf = (stored: Stored, params: Params): Record<string, string> =>
  Object.fromEntries(
    Object.entries(params).flatMap(([param, value]) => {
      const member = stored.memberOfParam?.[param];
      return member === undefined ? [] : [[member, value]];
    }),
  );

/** Params that are members of entries of lists. */
const entriesOf = ({ entryOfParam = {} }: Stored, params: Params): readonly EntryTest[] =>
  Object.entries(params).flatMap(([param, value]) => {
    const entry = entryOfParam[param];
    return entry === undefined ? [] : [{ list: entry.list, member: entry.member, value }];
  });

/** Whether the result also depends on the minute: rows may leave the list because of their age. */
export const movesWithTime = ({ stored, filter }: Pick<ListWanted, 'stored' | 'filter'>): boolean =>
  filter !== '' || oldestMs(stored) !== undefined;

/** The owners of the rows: ids of scopes, and of the requests that list them if members do not decide. */
export interface ListIds {
  readonly scopes: readonly (readonly number[])[];
  readonly requests?: readonly number[] | undefined;
}

/** The query of the store for a list: rows, filter, sort and time range. */
export function listQueryOf(wanted: ListWanted, { scopes, requests }: ListIds): ListQuery {
  const { resource, stored, params, filter, sort, accounts, now } = wanted;
  const { shared = [], sharedOnceOver = [], keyMember } = stored;
  const listedMs = oldestMs(stored);
  return {
    resource: resource.id,
    scopes,
    now,
    filter,
    equals: { ...stored.listed, ...membersOf(stored, params) },
    ...(stored.entryOfParam ? { entries: entriesOf(stored, params) } : {}),
    columns: filterColumns(resource),
    sort: sortOf(resource, sort),
    accountNames: Object.fromEntries(accounts),
    sharedMembers: [...shared, ...sharedOnceOver],
    ...defined({ sinceAt: oldestAt(listedMs, rangeIn(resource, filter, now), now) }),
    ...defined({ keyMember, requests }),
  };
}

/** A range of times also shows the rows that AWS no longer lists. */
function oldestAt(listedMs: number | undefined, range: ListRange | undefined, now: number): number | undefined {
  if (range) return range.since;
  return listedMs === undefined ? undefined : minuteOf(now) * minuteMs - listedMs;
}

const oldestMs = ({ outlivesListing, listedMs }: Stored): number | undefined =>
  outlivesListing ? listedMs : undefined;

type AnyColumn = Column<AnyRow>;

/** The range of times in the filter of a list. */
export const rangeIn = (resource: AnyResource, filter: string, now: number): ListRange | undefined =>
  rangeOf(filter, filterColumns(resource), now);

export function sortOf(resource: AnyResource, { column: id, descending }: Sort): ListSort {
  const { stored } = resource;
  if (id === 'region' || id === 'account') return { by: id, kind: 'text', descending };
  const column: AnyColumn | undefined = resource.columns.find((one: AnyColumn) => one.id === id);
  // No row has a value of a missing column: the order is by key.
  if (!column) return { by: { stored: id }, kind: 'text', descending };
  if (stored?.at !== undefined && column.member === stored.at) return { by: 'at', kind: 'number', descending };
  return { by: sourceOf(column), kind: isNumber(column) ? 'number' : 'text', descending };
}

const sourceOf = ({ id, member }: AnyColumn): ValueSource => (member === undefined ? { stored: id } : { member });

/** Columns with a measure or a sort value are sorted by number. */
const isNumber = ({ measure, sortBy }: AnyColumn): boolean => measure !== undefined || sortBy !== undefined;

const places: Readonly<Record<string, FilterColumn>> = {
  region: { by: 'region', kind: 'text' },
  account: { by: 'account', kind: 'text' },
};

/** The list of accounts also has a column with this name. */
export const filterColumns = (resource: AnyResource): Record<string, FilterColumn> => ({
  ...rangeColumns(resource),
  ...Object.fromEntries(resource.columns.map((column: AnyColumn) => [column.id, filterColumnOf(column)])),
  ...places,
});

/** The time by which `since:` and `until:` narrow a list; a list without a time has neither. */
function rangeColumns({ stored, columns }: AnyResource): Record<string, FilterColumn> {
  const column: AnyColumn | undefined = columns.find(({ measure }: AnyColumn) => measure === 'age');
  const by = stored?.at !== undefined ? 'at' : column && sourceOf(column);
  if (by === undefined) return {};
  return { since: { by, kind: 'age', bound: 'since' }, until: { by, kind: 'age', bound: 'until' } };
}

function filterColumnOf(column: AnyColumn): FilterColumn {
  if (column.id === 'since' && column.measure === 'age') return { by: sourceOf(column), kind: 'age', bound: 'since' };
  if (column.filterMember !== undefined) return { by: { member: column.filterMember }, kind: 'text' };
  return { by: sourceOf(column), kind: column.measure ?? (column.sortBy ? 'number' : 'text') };
}

/** Of a past time no other lists are read than those whose rows show it. For a list whose rows do not show that they belong to it. */
export const requestsOf = (
  { resource, stored, params }: Pick<ListWanted, 'resource' | 'stored' | 'params'>,
  { requested }: Pick<ListPlaces, 'requested'>,
  reader: Pick<StoreReader, 'requestIds' | 'past'>,
): readonly number[] | undefined =>
  isListedApart(stored, params) && !reader.past
    ? reader.requestIds(resource.id, requested, paramsText(params))
    : undefined;
