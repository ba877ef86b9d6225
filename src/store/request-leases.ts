// Leases of requests by what they ask for: two programs on one store do not ask AWS for the same list at the same moment.
import { createLeases, type Leased, type LeaseOptions } from './leases.ts';
import type { StoredScope } from './row-shape.ts';
import { createStatements, type Database, inTransaction } from './sqlite.ts';

export interface LeasedRequest {
  readonly resource: string;
  readonly scope: StoredScope;
  readonly params: string;
}

export interface RequestLeases {
  /** The program whose leases these are. */
  readonly holder: string;
  /** False: another program asks at this moment. */
  take(request: LeasedRequest): boolean;
  /** Something of the response came: the program is alive. */
  renew(request: LeasedRequest): void;
  release(request: LeasedRequest): void;
}

/** How long a program that hangs keeps others from asking, in ms. A response whose pages come more slowly may be asked for twice. */
export const requestLeaseMs = 60_000;

export function createRequestLeases(database: Database, options: LeaseOptions): RequestLeases {
  const leases = createLeases(database, options);
  const sql = createStatements(database);
  /** Until when each of ours holds. */
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
    // An answer may be left after the store was closed: its lease ends by itself.
    if (!ours.delete(nameOf(request)) || !database.isOpen) return;
    const id = idOf(request);
    if (id !== undefined) leases.release(leased(id));
  }

  return { holder: options.holder, take, renew, release };
}

const nameOf = ({ resource, scope: { identity, accountId, region }, params }: LeasedRequest): string =>
  JSON.stringify([resource, identity, accountId, region, params]);
