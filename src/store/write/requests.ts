// The state of each request: the times of its responses, and since when and why it fails.

import { type Lease, leaseIn } from '../leases.ts';
import type { Names } from '../names.ts';
import { createCoverageWriter } from '../read/coverage.ts';
import type { StoredScope } from '../row-shape.ts';
import { createStatements, type Database } from '../sqlite.ts';
import type { Transaction } from './transactions.ts';

export interface RequestState {
  readonly resource: string;
  readonly scope: StoredScope;
  readonly params: string;
  /** The time of the latest request with any response. */
  readonly requestedAt: number | undefined;
  /** The time of the latest request with a whole response: all its rows are at least as new. */
  readonly wholeAt: number | undefined;
  /** The time at which the last part of a response arrived. */
  readonly receivedAt: number | undefined;
  readonly failingSince: number | undefined;
  /** Failed attempts since then. */
  readonly attempts: number;
  readonly problem: string | undefined;
  readonly nextAt: number | undefined;
  /** The lease of the program that sends the request; an expired lease names the program that sent it last. */
  readonly lease: Lease | undefined;
}

export interface RequestName {
  readonly resource: number;
  readonly scope: number;
  readonly params: string;
}

export interface RequestTimes {
  readonly requestedAt: number;
  readonly transaction: Transaction;
}

export interface RequestFailure extends RequestTimes {
  readonly problem: string;
  readonly nextAt: number | undefined;
}

const named = 'insert into request(resource, scope, params, ';
const twice = 'on conflict(resource, scope, params) do update set';
/** The later of both; a time in the future comes from a wrong clock. */
const latest = (name: string) =>
  `${name} = max(:requestedAt, case when ${name} <= :now then ${name} else :requestedAt end)`;
const sql = {
  page: `${named} requested_at, received_at) values(:resource, :scope, :params, :requestedAt, :stamp)
    ${twice} ${latest('requested_at')}, received_at = excluded.received_at`,
  wholeAt: 'select whole_at from request where resource = ? and scope = ? and params = ?',
  whole: `${named} requested_at, whole_at, received_at, seq)
    values(:resource, :scope, :params, :requestedAt, :requestedAt, :stamp, :seq)
    ${twice} seq = coalesce(excluded.seq, seq), ${latest('requested_at')}, ${latest('whole_at')}, received_at = excluded.received_at,
    failing_since = null, attempts = null, problem = null, next_at = null`,
  // The changes follow a response that the store may lack: then the time of the whole response stays.
  changes: `update request set ${latest('requested_at')}, ${latest('whole_at')}, received_at = :stamp,
    failing_since = null, attempts = null, problem = null, next_at = null
    where resource = :resource and scope = :scope and params = :params and whole_at >= :since`,
  // Readers use only the age of the rows' sources.
  derived: `${named} requested_at, whole_at, received_at)
    values(:resource, :scope, :params, :requestedAt, :wholeAt, :stamp)
    ${twice} requested_at = excluded.requested_at, whole_at = excluded.whole_at, received_at = excluded.received_at
    where whole_at is not excluded.whole_at`,
  // An earlier request that fails does not override a later one that succeeded.
  failed: `${named} failing_since, attempts, problem, next_at)
    values(:resource, :scope, :params, :stamp, 1, :problem, :nextAt)
    ${twice} failing_since = coalesce(failing_since, excluded.failing_since), attempts = coalesce(attempts, 0) + 1,
    problem = excluded.problem, next_at = excluded.next_at
    where coalesce(whole_at, 0) <= :requestedAt or whole_at > :now`,
};

/** Each function must be called inside a transaction. */
export function createRequestWriter(database: Database) {
  const statement = createStatements(database);
  const cover = createCoverageWriter(database);
  return {
    page({ resource, scope, params }: RequestName, { requestedAt, transaction: { now, stamp } }: RequestTimes): void {
      statement(sql.page).run({ resource, scope, params, requestedAt, stamp, now });
    },
    /** The first whole response is a change, even if it has no rows. */
    whole({ resource, scope, params }: RequestName, { requestedAt, transaction }: RequestTimes): void {
      const { now, stamp } = transaction;
      const isFirst = (statement(sql.wholeAt).get(resource, scope, params)?.whole_at ?? null) === null;
      const seq = isFirst ? transaction.seq() : null;
      statement(sql.whole).run({ resource, scope, params, requestedAt, stamp, now, seq });
      cover({ resource, scope, params }, requestedAt, transaction);
    },
    /** `since`: epoch ms of the request whose response is continued. */
    changes(
      { resource, scope, params }: RequestName,
      { requestedAt, transaction, since }: RequestTimes & { readonly since: number },
    ): void {
      const { now, stamp } = transaction;
      const { changes } = statement(sql.changes).run({ resource, scope, params, requestedAt, stamp, now, since });
      if (Number(changes) > 0) cover({ resource, scope, params }, requestedAt, transaction);
    },
    /** For derived rows: the coverage is when they were evaluated. */
    derived(
      { resource, scope, params }: RequestName,
      { requestedAt, transaction, wholeAt = null }: RequestTimes & { readonly wholeAt?: number | null | undefined },
    ): void {
      const { stamp } = transaction;
      statement(sql.derived).run({ resource, scope, params, requestedAt, wholeAt, stamp });
      cover({ resource, scope, params }, requestedAt, transaction);
    },
    failed({ resource, scope, params }: RequestName, failure: RequestFailure): void {
      const { requestedAt, transaction, problem, nextAt = null } = failure;
      const { now, stamp } = transaction;
      statement(sql.failed).run({ resource, scope, params, requestedAt, stamp, now, problem, nextAt });
    },
  };
}

export type RequestWriter = ReturnType<typeof createRequestWriter>;

export interface RequestReader {
  requestState(resource: string, scope: StoredScope, params: string): RequestState | undefined;
  /** The ids of the requests, in the scopes that have one. */
  requestIds(resource: string, scopes: readonly StoredScope[], params: string): number[];
  /** Lists without params that got their first whole response after the transaction with this number. */
  answeredSince(seq: number): Pick<RequestState, 'resource' | 'scope'>[];
  /** Of one scope, or of all. */
  allRequests(scope?: StoredScope): RequestState[];
}

export function createRequestReader(database: Database, names: Names): RequestReader {
  const statement = createStatements(database);

  const stateOf = (row: Record<string, unknown>): RequestState[] => {
    const [resource, scope] = [names.resourceOf(Number(row.resource)), names.scopeOf(Number(row.scope))];
    if (resource === undefined || scope === undefined) return [];
    const time = (value: unknown) => (value === null ? undefined : Number(value));
    return [
      {
        resource,
        scope,
        params: String(row.params),
        attempts: Number(row.attempts ?? 0),
        requestedAt: time(row.requested_at),
        wholeAt: time(row.whole_at),
        receivedAt: time(row.received_at),
        failingSince: time(row.failing_since),
        problem: row.problem === null ? undefined : String(row.problem),
        nextAt: time(row.next_at),
        lease: leaseIn(row),
      },
    ];
  };

  return {
    requestIds(resource, scopes, params) {
      const resourceId = names.resourceId(resource);
      if (resourceId === undefined) return [];
      const sql = 'select id from request where resource = ? and scope = ? and params = ?';
      return scopes.flatMap((scope) => {
        const scopeId = names.scopeId(scope);
        const found = scopeId === undefined ? undefined : statement(sql).get(resourceId, scopeId, params);
        return found ? [Number(found.id)] : [];
      });
    },
    requestState(resource, scope, params) {
      const [resourceId, scopeId] = [names.resourceId(resource), names.scopeId(scope)];
      if (resourceId === undefined || scopeId === undefined) return undefined;
      const row = statement('select * from request where resource = ? and scope = ? and params = ?').get(
        ...[resourceId, scopeId, params],
      );
      return row && stateOf(row)[0];
    },
    answeredSince: (seq) =>
      statement("select * from request indexed by request_seq where seq > ? and params = '[]'")
        .all(seq)
        .flatMap(stateOf),
    allRequests(scope) {
      if (scope === undefined) return statement('select * from request order by id').all().flatMap(stateOf);
      const id = names.scopeId(scope);
      return id === undefined
        ? []
        : statement('select * from request where scope = ? order by id').all(id).flatMap(stateOf);
    },
  };
}
