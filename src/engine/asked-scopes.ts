// Maps the scopes in which a list is requested to the stored scopes that hold its rows, and to the scopes of those
// rows.
import { placeKey, type Scope } from '../domain/scope.ts';
import { type StoredScope, wholeOrganization } from '../store/row-shape.ts';
import { storedScope } from './stored-scope.ts';

/** The scope in which a list is requested, and the name under which the store keeps that request. */
export interface AskedScope {
  readonly scope: Scope;
  readonly stored: StoredScope;
}

/** The identity of a connection; undefined: it is not known yet. */
export type IdentityOf = (connection: string) => string | undefined;

/** undefined: the identity of one of the scopes is not known yet. */
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
 * For each account-Region, by its key, the stored scopes that have its rows, in order of preference. A request to an
 * organization stands for all accounts that its identity sees in that Region, or in all Regions.
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

/** The scope of a row in that stored scope: with the connection that requests it now. */
export function scopeOfRows(asked: readonly AskedScope[], { identity, accountId, region }: StoredScope): Scope {
  const sees = asked.filter(({ stored }) => stored.identity === identity && ['', region].includes(stored.region));
  const own = sees.find(({ stored }) => stored.accountId === accountId);
  if (own) return own.scope;
  return { accountId, region, connection: sees[0]?.scope.connection ?? '' };
}
