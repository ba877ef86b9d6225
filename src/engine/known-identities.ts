// Who asks through a connection, as the store names it: known as soon as the connection has signed in.
import type { ConnectionState } from '../app/state/data.ts';
import { identityName } from './stored-scope.ts';

export interface KnownIdentitiesOptions {
  connections(): readonly ConnectionState[];
  /** Which AWS a connection asks. */
  address(connection: string): Promise<string>;
  /** One more is known. */
  changed(): void;
}

export interface KnownIdentities {
  /** By connection; the same map until one more is known. */
  table(): ReadonlyMap<string, string>;
  /** The same connection may ask another AWS. */
  forget(): void;
}

export function createKnownIdentities({ connections, address, changed }: KnownIdentitiesOptions): KnownIdentities {
  let addresses = new Map<string, string | undefined>();
  let known: { readonly of: readonly ConnectionState[]; readonly table: ReadonlyMap<string, string> } | undefined;

  function find(connection: string): void {
    const asked = addresses;
    asked.set(connection, undefined);
    address(connection).then(
      (found) => {
        asked.set(connection, found);
        if (asked !== addresses) return;
        known = undefined;
        changed();
      },
      () => asked.delete(connection),
    );
  }

  function identityIn({ id, identity }: ConnectionState): [connection: string, identity: string][] {
    if (identity === undefined) return [];
    if (!addresses.has(id)) find(id);
    const there = addresses.get(id);
    return there === undefined ? [] : [[id, identityName(identity.arn, there)]];
  }

  return {
    table() {
      const of = connections();
      if (known?.of !== of) known = { of, table: new Map(of.flatMap(identityIn)) };
      return known.table;
    },
    forget() {
      // What is under way for the place before says nothing of the next one.
      addresses = new Map();
      known = undefined;
    },
  };
}
