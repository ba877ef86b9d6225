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

/** undefined: it is not known yet. */
export function createKnownIdentities({ connections, address, changed }: KnownIdentitiesOptions) {
  const addresses = new Map<string, string | undefined>();
  const find = (connection: string) => {
    addresses.set(connection, undefined);
    address(connection).then(
      (found) => {
        addresses.set(connection, found);
        changed();
      },
      () => addresses.delete(connection),
    );
  };
  return {
    identityOf(connection: string): string | undefined {
      const arn = connections().find(({ id }) => id === connection)?.identity?.arn;
      if (arn === undefined) return undefined;
      if (!addresses.has(connection)) find(connection);
      const known = addresses.get(connection);
      return known === undefined ? undefined : identityName(arn, known);
    },
    /** The same connection may ask another AWS. */
    forget: () => addresses.clear(),
  };
}
