// The times for which a list was watched: intervals between whole responses that are close enough together. A row that
// the store lacks for such a time did not exist; for any other time nothing is known.
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
 * The longest interval between two responses, in ms, that counts as watched: twice the slowest poll interval of a list
 * in use, so that one refused request does not interrupt it.
 */
export const longestGapMs = 30 * 60_000;

const idOf = 'select id from request where resource = :resource and scope = :scope and params = :params';
const sql = {
  /** An interval that ends in the future comes from a wrong clock. */
  extend: `update coverage set to_at = max(to_at, :at) where request = (${idOf}) and from_at <= :at
    and to_at between :at - ${longestGapMs} and :now`,
  begin: `insert into coverage(request, from_at, to_at) select id, :at, :at from (${idOf}) where true
    on conflict(request, from_at) do update set to_at = excluded.to_at`,
  read: 'select from_at, to_at from coverage where request = ? order by from_at',
};

/**
 * To be called inside the transaction that writes a whole response; `at`: epoch ms of the request, `now`: epoch ms of
 * AWS's clock.
 */
export function createCoverageWriter(database: Database): (request: RequestName, at: number, now: number) => void {
  const statement = createStatements(database);
  return ({ resource, scope, params }, at, now) => {
    const { changes } = statement(sql.extend).run({ resource, scope, params, at, now });
    if (Number(changes) === 0) statement(sql.begin).run({ resource, scope, params, at });
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
