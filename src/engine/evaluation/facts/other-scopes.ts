// The stored scopes in which other watched identities see an account-Region.
import type { StoredScope } from '../../../store/row-shape.ts';
import type { WatchedPlaces } from './fact-places.ts';

export function otherScopes(
  { identity, accountId, region }: StoredScope,
  { identities }: Pick<WatchedPlaces, 'identities'>,
  known: readonly StoredScope[],
): StoredScope[] {
  const watched = new Set(identities.values());
  watched.delete(identity);
  if (watched.size === 0) return [];
  return known.filter((one) => one.accountId === accountId && one.region === region && watched.has(one.identity));
}
