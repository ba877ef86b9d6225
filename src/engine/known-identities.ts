// Who asks through a connection, as the store names it: known as soon as somebody has signed in.
import type { ConnectionState } from '../app/data.ts';
import { identityName } from './stored-scope.ts';

export interface KnownIdentitiesOptions {
  connections(): readonly ConnectionState[];
  /** Which AWS a connection asks. */
  address(connection: string): Promise<string>;
  /** One more is known. */
  changed(): void;
}

/** undefined: it is not known yet. Asked for each of hundreds of scopes at each look: what is known is remembered. */
export function createKnownIdentities({ connections, address, changed }: KnownIdentitiesOptions) {
  const addresses = new Map<string, string | undefined>();
  let known: { readonly of: readonly ConnectionState[]; readonly identities: Map<string, string | undefined> };
  const forgetIdentities = () => {
    known = { of: connections(), identities: new Map() };
  };
  forgetIdentities();

  function find(connection: string): void {
    addresses.set(connection, undefined);
    address(connection).then(
      (found) => {
        addresses.set(connection, found);
        forgetIdentities();
        changed();
      },
      () => addresses.delete(connection),
    );
  }

  function identityIn(of: readonly ConnectionState[], connection: string): string | undefined {
    const arn = of.find(({ id }) => id === connection)?.identity?.arn;
    if (arn === undefined) return undefined;
    if (!addresses.has(connection)) find(connection);
    const there = addresses.get(connection);
    return there === undefined ? undefined : identityName(arn, there);
  }

  return {
    identityOf(connection: string): string | undefined {
      if (known.of !== connections()) forgetIdentities();
      const { of, identities } = known;
      const identity = identities.get(connection) ?? identityIn(of, connection);
      identities.set(connection, identity);
      return identity;
    },
    /** The same connection may ask another AWS. */
    forget() {
      addresses.clear();
      forgetIdentities();
    },
  };
}
