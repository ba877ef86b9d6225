// When a list was watched: times between two whole answers that lie close enough together. What the store does not have of such
// a time was not there; of any other time nothing is known.
import type { Names } from '../names.ts';
import type { StoredScope } from '../row-shape.ts';
import { createStatements, type Database } from '../sqlite.ts';
import type { RequestName } from '../write/requests.ts';

export interface WatchedTime {
  /** Epoch ms of AWS's clock. */
  readonly from: number;
  readonly to: number;
}

/**
 * Between two answers no more may lie, in ms, for the time between to count as watched: twice the slowest pace of a list that is
 * in use, so that one refused request does not cut it.
 */
export const longestGapMs = 30 * 60_000;

const idOf = 'select id from request where resource = :resource and scope = :scope and params = :params';
const sql = {
  /** An interval that ends later than now is one of a clock that went wrong. */
  extend: `update coverage set to_at = max(to_at, :at) where request = (${idOf}) and from_at <= :at
    and to_at between :at - ${longestGapMs} and :now`,
  begin: `insert into coverage(request, from_at, to_at) select id, :at, :at from (${idOf}) where true
    on conflict(request, from_at) do update set to_at = excluded.to_at`,
  read: 'select from_at, to_at from coverage where request = ? order by from_at',
};

/** Inside the transaction that takes in a whole answer; `at`: when it was requested, `now`: AWS's clock, in epoch ms. */
export function createCoverageWriter(database: Database): (request: RequestName, at: number, now: number) => void {
  const statement = createStatements(database);
  return ({ resource, scope, params }, at, now) => {
    const { changes } = statement(sql.extend).run({ resource, scope, params, at, now });
    if (Number(changes) === 0) statement(sql.begin).run({ resource, scope, params, at });
  };
}

export interface CoverageReader {
  /** The oldest first. */
  watchedTimes(resource: string, scope: StoredScope, params: string): WatchedTime[];
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
  };
}
