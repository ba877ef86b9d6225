// Which stored scopes hold the rows of a list that is requested in some scopes, and which scope those rows have.
import { placeKey, type Scope } from '../domain/scope.ts';
import { type StoredScope, wholeOrganization } from '../store/row-shape.ts';
import { storedScope } from './stored-scope.ts';

/** Where a list is requested, and under which name the store keeps that request. */
export interface AskedScope {
  readonly scope: Scope;
  readonly stored: StoredScope;
}

/** The identity that a connection is signed in with; undefined: it is not known yet. */
export type IdentityOf = (connection: string) => string | undefined;

/** undefined: the identity that requests in one of them is not known yet. */
export function askedScopes(scopes: readonly Scope[], identityOf: IdentityOf): AskedScope[] | undefined {
  const asked: AskedScope[] = [];
  for (const scope of scopes) {
    const identity = identityOf(scope.connection);
    if (identity === undefined) return undefined;
    asked.push({ scope, stored: storedScope(scope, identity) });
  }
  return asked;
}

interface Known {
  readonly scope: StoredScope;
}

/**
 * Of each account-Region, by its key, the stored scopes that have its rows, the preferred one first. A request to an
 * organization stands for all accounts that its identity sees in that Region, or in all of them.
 */
export function groupScopes<One extends Known>(
  asked: readonly AskedScope[],
  known: readonly One[],
): ReadonlyMap<string, readonly One[]> {
  const byRegion = Map.groupBy(known, ({ scope }) => `${scope.region} ${scope.identity}`);
  const seenBy = (identity: string) => known.filter(({ scope }) => scope.identity === identity);
  const groups = new Map<string, Set<One>>();
  for (const { stored } of asked) {
    const found = stored.region === '' ? seenBy(stored.identity) : byRegion.get(`${stored.region} ${stored.identity}`);
    for (const one of found ?? []) {
      if (stored.accountId !== wholeOrganization && stored.accountId !== one.scope.accountId) continue;
      const place = placeKey(one.scope);
      groups.set(place, (groups.get(place) ?? new Set()).add(one));
    }
  }
  return new Map([...groups].map(([place, group]) => [place, [...group]]));
}

/** What a row of that stored scope has as its scope: through the connection that requests it now. */
export function scopeOfRows(asked: readonly AskedScope[], { identity, accountId, region }: StoredScope): Scope {
  const sees = asked.filter(({ stored }) => stored.identity === identity && ['', region].includes(stored.region));
  const own = sees.find(({ stored }) => stored.accountId === accountId);
  if (own) return own.scope;
  return { accountId, region, connection: sees[0]?.scope.connection ?? '' };
}
