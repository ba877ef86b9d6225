// Reads the stored rows of one account-Region for a report. Two identities may see it: a row that both see counts once.

import { knownTimes } from '../../domain/report/known-times.ts';
import type { Scope } from '../../domain/scope.ts';
import type { TimeRange } from '../../lib/time-range.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { MonthReader, NewestQuery, RowEdges } from '../../store/read/month-reader.ts';
import type { StoreReader } from '../../store/read/store-reader.ts';
import type { AnyRow } from '../../store/row-shape.ts';
import type { StoredRow } from '../../store/stored-row.ts';
import type { MonthPlace } from './month-places.ts';

/** `to`: up to which time is counted; `now`: the time of the report. Epoch ms. */
export interface CountedRange extends TimeRange {
  readonly now: number;
}

export interface MonthPlaceReader {
  readonly scope: Scope;
  /** Newest first. */
  openRows<Row>(list: ResourceId, since: number, before: number): Row[];
  edges(list: ResourceId, from: number, to: number): RowEdges[];
  newestAt<Row>(query: Omit<NewestQuery, 'resource' | 'scope'>): Row[];
  versions<Row>(list: ResourceId, range: TimeRange): StoredRow<Row>[];
  rowsLike<Row>(list: ResourceId, range: TimeRange, like: readonly string[]): Row[];
  rowsAt<Row>(list: ResourceId, time: number): StoredRow<Row>[];
  /**
   * Epoch ms: the time at which the list shows best what existed at `time`: that time, if a response came before it,
   * else the first one after it. undefined: there is no response.
   */
  listedAt(list: ResourceId, time: number): number | undefined;
  /** The times of whole responses, oldest first. */
  watched(list: ResourceId): readonly TimeRange[];
  /** Epoch ms of the last response. */
  lastListed(list: ResourceId): number | undefined;
}

export interface StoreReaders {
  readonly reader: StoreReader;
  readonly month: MonthReader;
}

export function createMonthPlaceReader(place: MonthPlace, { reader, month }: StoreReaders): MonthPlaceReader {
  const { scopes, scope } = place;

  const onceEach = <Found extends { readonly key: string }>(found: readonly Found[]): readonly Found[] => {
    if (scopes.length < 2) return found;
    const seen = new Set<string>();
    return found.filter(({ key }) => !seen.has(key) && seen.add(key));
  };

  return {
    scope,
    openRows: <Row>(resource: ResourceId, since: number, before: number) => {
      const found = scopes.flatMap((one) =>
        reader.openRows({ resource, scope: one, since, before, rowScope: scope }).filter(({ at }) => at > 0),
      );
      const once = onceEach(found);
      const sorted = scopes.length < 2 ? once : once.toSorted((a, b) => b.at - a.at);
      return sorted.map(({ row }) => row as Row);
    },
    edges: (resource, from, to) =>
      scopes.flatMap((one) => month.edges({ resource, scope: one, from, to, state: 'COMPLETED' })),
    newestAt: <Row>(query: Omit<NewestQuery, 'resource' | 'scope'>) => {
      const found = scopes.flatMap((one) => month.newestAt({ ...query, resource: 'recovery-points', scope: one }));
      return onceEach(found).map(({ row }) => row as Row);
    },
    versions: <Row>(resource: ResourceId, { from, to }: TimeRange) =>
      ofOneScope(scopes.map((one) => month.versionsWithin({ resource, scope: one, from, to }))) as StoredRow<Row>[],
    rowsLike: <Row>(resource: ResourceId, { from, to }: TimeRange, like: readonly string[]) => {
      const found = scopes.flatMap((one) => month.rowsLike({ resource, scope: one, from, to, like }));
      return onceEach(found).map(({ row }) => row as Row);
    },
    rowsAt: <Row>(resource: ResourceId, time: number) => {
      const { ids } = reader.asOf({ resource, scopes, time });
      return reader.rows(ids).flatMap((row) => row ?? []) as StoredRow<Row>[];
    },
    listedAt(list, time) {
      const firsts = scopes.flatMap((one) => month.firstSeen(list, one) ?? []);
      return firsts.length === 0 ? undefined : Math.max(time, Math.min(...firsts));
    },
    watched: (list) =>
      knownTimes(place.requestedFor(list).flatMap((one) => reader.watchedTimes(list, one, '[]'))).ranges,
    lastListed(list) {
      const times = scopes.flatMap((one) => reader.requestState(list, one, '[]')?.requestedAt ?? []);
      return times.length === 0 ? undefined : Math.max(...times);
    },
  };
}

/** Versions of two identities would alternate: those of the identity that has the most are read. */
function ofOneScope(found: readonly StoredRow<AnyRow>[][]): StoredRow<AnyRow>[] {
  return found.reduce<StoredRow<AnyRow>[]>((most, one) => (one.length > most.length ? one : most), []);
}

export interface ListedRow<Row> {
  readonly row: Row;
  /** Epoch ms: not later than the time that was wanted, unless the first response came after it. */
  readonly at: number;
}

/** What a list without times had at `time`, or as soon after it as it is known. */
export function listedState<Row>(place: MonthPlaceReader, list: ResourceId, time: number): ListedRow<Row>[] {
  const listed = place.listedAt(list, time);
  if (listed === undefined) return [];
  const last = place.lastListed(list) ?? listed;
  return place
    .rowsAt<Row>(list, listed)
    .map(({ row, validTo }) => ({ row, at: validTo === undefined ? Math.min(listed, last) : listed }));
}
