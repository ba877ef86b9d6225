// Leases of requests, by name: two programs on one store do not send the same list request to AWS at the same moment.
import { createLeases, type Leased, type LeaseOptions } from './leases.ts';
import type { StoredScope } from './row-shape.ts';
import { createStatements, type Database, inTransaction } from './sqlite.ts';

export interface LeasedRequest {
  readonly resource: string;
  readonly scope: StoredScope;
  readonly params: string;
}

export interface RequestLeases {
  /** The program that holds the leases. */
  readonly holder: string;
  /** Returns false if another program is sending the request at this moment. */
  take(request: LeasedRequest): boolean;
  /** To be called when a part of the response arrived: the program is alive. */
  renew(request: LeasedRequest): void;
  release(request: LeasedRequest): void;
}

/**
 * How long a program that hangs keeps others from sending the request, in ms. A request with slower pages may be sent
 * twice.
 */
export const requestLeaseMs = 60_000;

export function createRequestLeases(database: Database, options: LeaseOptions): RequestLeases {
  const leases = createLeases(database, options);
  const sql = createStatements(database);
  /** The expiry of each lease of this program. */
  const ours = new Map<string, number>();

  const idOf = ({ resource, scope: { identity, accountId, region }, params }: LeasedRequest): number | undefined => {
    const found = sql(`select request.id from request join resource on resource.id = request.resource
      join scope on scope.id = request.scope where resource.name = ? and identity = ? and account = ? and region = ?
      and params = ?`).get(resource, identity, accountId, region, params);
    return found && Number(found.id);
  };

  /** A request that was never sent before has no row yet. */
  const addedId = (request: LeasedRequest): number | undefined => {
    const { resource, scope, params } = request;
    const { identity, accountId, region } = scope;
    inTransaction(database, () => {
      sql('insert or ignore into resource(name) values(?)').run(resource);
      sql('insert or ignore into scope(identity, account, region) values(?, ?, ?)').run(identity, accountId, region);
      sql(`insert or ignore into request(resource, scope, params) select resource.id, scope.id, ? from resource, scope
        where resource.name = ? and identity = ? and account = ? and region = ?`).run(
        ...[params, resource, identity, accountId, region],
      );
    });
    return idOf(request);
  };

  const leased = (id: number): Leased => ({ request: id });

  function take(request: LeasedRequest): boolean {
    const id = idOf(request) ?? addedId(request);
    const isOurs = id !== undefined && leases.take(leased(id), requestLeaseMs);
    if (isOurs) ours.set(nameOf(request), options.now() + requestLeaseMs);
    return isOurs;
  }

  function renew(request: LeasedRequest): void {
    const until = ours.get(nameOf(request));
    if (until === undefined || until - options.now() > requestLeaseMs / 2) return;
    const id = idOf(request);
    if (id !== undefined && leases.renew(leased(id), requestLeaseMs)) {
      ours.set(nameOf(request), options.now() + requestLeaseMs);
    } else ours.delete(nameOf(request));
  }

  function release(request: LeasedRequest): void {
    // A response may be abandoned after the store was closed: its lease expires.
    if (!ours.delete(nameOf(request)) || !database.isOpen) return;
    const id = idOf(request);
    if (id !== undefined) leases.release(leased(id));
  }

  return { holder: options.holder, take, renew, release };
}

const nameOf = ({ resource, scope: { identity, accountId, region }, params }: LeasedRequest): string =>
  JSON.stringify([resource, identity, accountId, region, params]);
