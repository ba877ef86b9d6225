// The account-Regions that another identity of the same user collected: their rows are read from the store, and nothing
// is requested there.
import { collectedConnection, placeKey, type Scope } from '../../domain/scope.ts';
import { type StoredScope, wholeOrganization } from '../../store/row-shape.ts';
import { lastingArn } from '../stored-scope.ts';
import type { AccessState } from './access-state.ts';

/** The ARN of an identity as the store names it: STS names the role of a session without its path. */
export function storedArn(arn: string): string {
  const [, partition, accountId, name] = /^arn:([^:]+):iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  return name === undefined ? lastingArn(arn) : `arn:${partition}:sts::${accountId}:assumed-role/${name}`;
}

/** The name of an identity is an endpoint and an ARN. */
export const arnOfIdentity = (identity: string): string => identity.split(' ').slice(1).join(' ');

/** The names in the store of those identities that the ARNs name, without `own`. */
export function collectedIdentities(
  known: readonly StoredScope[],
  arns: readonly string[],
  own: ReadonlySet<string>,
): readonly string[] {
  const wanted = new Set(arns.map(storedArn));
  const found = new Set(known.map(({ identity }) => identity));
  return [...found].filter((identity) => wanted.has(arnOfIdentity(identity)) && !own.has(identity));
}

/** Those that no connection of this program reaches, within the watched Regions and accounts. */
export function collectedScopes(
  { scopes, regions, watchedAccounts }: Pick<AccessState, 'scopes' | 'regions' | 'watchedAccounts'>,
  known: readonly StoredScope[],
  identities: readonly string[],
): readonly Scope[] {
  const seen = new Set(scopes.map(placeKey));
  return identities.flatMap((identity) => {
    const collectedAs = arnOfIdentity(identity);
    return known.flatMap((stored): Scope[] => {
      const { accountId, region } = stored;
      const isWatched = regions.includes(region) && (watchedAccounts?.has(accountId) ?? true);
      if (stored.identity !== identity || accountId === wholeOrganization || !isWatched) return [];
      if (seen.has(placeKey(stored))) return [];
      seen.add(placeKey(stored));
      return [{ accountId, region, connection: collectedConnection(collectedAs), collectedAs }];
    });
  });
}
