// The identity of each connection, as the store names it: known as soon as the connection has signed in.

import type { ConnectionState } from '../../app/state/data.ts';
import type { Scope } from '../../domain/scope.ts';
import { identityName } from '../stored-scope.ts';

export interface KnownIdentitiesOptions {
  connections(): readonly ConnectionState[];
  /** The AWS endpoint of a connection. */
  address(connection: string): Promise<string>;
  /** Another identity became known. Absent: no listener. */
  changed?(): void;
}

export interface KnownIdentities {
  /** By connection; the same map until another identity becomes known. */
  table(): ReadonlyMap<string, string>;
  /**
   * Resolves as soon as the endpoint is known; undefined: the connection has not signed in. Rejects if the endpoint
   * cannot be determined.
   */
  identityOf(scope: Pick<Scope, 'connection'>): Promise<string | undefined>;
  /** Drops all identities: the same connection may use another endpoint. */
  forget(): void;
}

interface Address {
  readonly requested: Promise<string>;
  found?: string;
}

export function createKnownIdentities({ connections, address, changed }: KnownIdentitiesOptions): KnownIdentities {
  let addresses = new Map<string, Address>();
  let known: { readonly of: readonly ConnectionState[]; readonly table: ReadonlyMap<string, string> } | undefined;

  function addressOf(connection: string): Address {
    const place = addresses;
    const before = place.get(connection);
    if (before) return before;
    const one: Address = { requested: address(connection) };
    place.set(connection, one);
    one.requested.then(
      (found) => {
        one.found = found;
        if (place !== addresses) return;
        known = undefined;
        changed?.();
      },
      () => place.delete(connection),
    );
    return one;
  }

  function entryOf({ id, identity }: ConnectionState): [connection: string, identity: string][] {
    if (identity === undefined) return [];
    const { found } = addressOf(id);
    return found === undefined ? [] : [[id, identityName(identity.arn, found)]];
  }

  return {
    table() {
      const of = connections();
      if (known?.of !== of) known = { of, table: new Map(of.flatMap(entryOf)) };
      return known.table;
    },
    async identityOf({ connection }) {
      const arn = connections().find(({ id }) => id === connection)?.identity?.arn;
      return arn && identityName(arn, await addressOf(connection).requested);
    },
    forget() {
      // Pending results of the previous place are not valid for the next one.
      addresses = new Map();
      known = undefined;
    },
  };
}
