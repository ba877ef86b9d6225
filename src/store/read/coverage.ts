// The times for which a list was watched: intervals between whole responses that are close enough together. A row that
// the store lacks for such a time did not exist; for any other time nothing is known.
import type { Names } from '../names.ts';
import type { StoredScope } from '../row-shape.ts';
import { createStatements, type Database } from '../sqlite.ts';
import type { RequestName } from '../write/requests.ts';
import type { Transaction } from '../write/transactions.ts';

export interface WatchedTime {
  /** Epoch ms of AWS's clock. */
  readonly from: number;
  readonly to: number;
}

/**
 * The longest interval between two responses, in ms, that counts as watched: twice the slowest poll interval of a list
 * in use, so that one refused request does not interrupt it.
 */
export const longestGapMs = 30 * 60_000;

/**
 * How long the first response of an interval may have taken if an older program began it, in ms. Rows that appeared
 * within this time may have been there before.
 */
const unnotedMs = 10 * 60_000;

const idOf = 'select id from request where resource = :resource and scope = :scope and params = :params';
const sql = {
  /** An interval that ends in the future comes from a wrong clock. */
  extend: `update coverage set to_at = max(to_at, :at) where request = (${idOf}) and from_at <= :at
    and to_at between :at - ${longestGapMs} and :now`,
  begin: `insert into coverage(request, from_at, to_at, whole_at) select id, :at, :at, :stamp from (${idOf}) where true
    on conflict(request, from_at) do update set to_at = excluded.to_at`,
  completeSince: `select min(coalesce(whole_at, from_at + ${unnotedMs})) as at from coverage where request = (${idOf})`,
  read: 'select from_at, to_at from coverage where request = ? order by from_at',
};

/** To be called inside the transaction that writes a whole response; `at`: epoch ms of the request. */
export type CoverageWriter = (
  request: RequestName,
  at: number,
  transaction: Pick<Transaction, 'now' | 'stamp'>,
) => void;

export function createCoverageWriter(database: Database): CoverageWriter {
  const statement = createStatements(database);
  return ({ resource, scope, params }, at, { now, stamp }) => {
    const { changes } = statement(sql.extend).run({ resource, scope, params, at, now });
    if (Number(changes) === 0) statement(sql.begin).run({ resource, scope, params, at, stamp });
  };
}

/** Epoch ms of the newest whole response at the time; undefined: the list was not watched then. */
export function watchedAt(times: readonly WatchedTime[], time: number): number | undefined {
  const before = times.filter(({ from, to }) => from <= time && time - to <= longestGapMs);
  return before.length === 0 ? undefined : Math.min(time, Math.max(...before.map(({ to }) => to)));
}

export interface CoverageReader {
  /** Oldest first. */
  watchedTimes(resource: string, scope: StoredScope, params: string): WatchedTime[];
  /**
   * Epoch ms at which the first whole response was complete: a row that appeared later was not there before.
   * undefined: there is none.
   */
  completeSince(resource: string, scope: StoredScope, params: string): number | undefined;
}

export function createCoverageReader(database: Database, names: Names): CoverageReader {
  const statement = createStatements(database);
  return {
    watchedTimes(resource, scope, params) {
      const [resourceId, scopeId] = [names.resourceId(resource), names.scopeId(scope)];
      if (resourceId === undefined || scopeId === undefined) return [];
      const request = statement(idOf).get({ resource: resourceId, scope: scopeId, params });
      if (request === undefined) return [];
      return statement(sql.read)
        .all(Number(request.id))
        .map((row) => ({ from: Number(row.from_at), to: Number(row.to_at) }));
    },
    completeSince(resource, scope, params) {
      const [resourceId, scopeId] = [names.resourceId(resource), names.scopeId(scope)];
      if (resourceId === undefined || scopeId === undefined) return undefined;
      const found = statement(sql.completeSince).get({ resource: resourceId, scope: scopeId, params })?.at ?? null;
      return found === null ? undefined : Number(found);
    },
  };
}
