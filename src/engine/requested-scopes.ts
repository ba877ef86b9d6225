// Maps the scopes in which a list is requested to the stored scopes that hold its rows, and to the scopes of those
// rows.
import { placeKey, type Scope } from '../domain/scope.ts';
import { type StoredScope, wholeOrganization } from '../store/row-shape.ts';
import { storedScope } from './stored-scope.ts';

/** The scope in which a list is requested, and the name under which the store keeps that request. */
export interface RequestedScope {
  readonly scope: Scope;
  readonly stored: StoredScope;
}

/** The identity of a connection; undefined: it is not known yet. */
export type IdentityOf = (connection: string) => string | undefined;

/** undefined: the identity of one of the scopes is not known yet. */
export function requestedScopes(scopes: readonly Scope[], identityOf: IdentityOf): RequestedScope[] | undefined {
  const requested: RequestedScope[] = [];
  for (const scope of scopes) {
    const identity = identityOf(scope.connection);
    if (identity === undefined) return undefined;
    requested.push({ scope, stored: storedScope(scope, identity) });
  }
  return requested;
}

interface Known {
  readonly scope: StoredScope;
}

/**
 * For each account-Region, by its key, the stored scopes that have its rows, in order of preference. A request to an
 * organization stands for all accounts that its identity sees in that Region, or in all Regions.
 */
export function groupScopes<One extends Known>(
  requested: readonly RequestedScope[],
  known: readonly One[],
): ReadonlyMap<string, readonly One[]> {
  const byRegion = Map.groupBy(known, ({ scope }) => `${scope.region} ${scope.identity}`);
  const seenBy = (identity: string) => known.filter(({ scope }) => scope.identity === identity);
  const groups = new Map<string, Set<One>>();
  for (const { stored } of requested) {
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
export function scopeOfRows(requested: readonly RequestedScope[], { identity, accountId, region }: StoredScope): Scope {
  const sees = requested.filter(({ stored }) => stored.identity === identity && ['', region].includes(stored.region));
  const own = sees.find(({ stored }) => stored.accountId === accountId);
  if (own) return own.scope;
  const { connection = '', collectedAs }: Partial<Scope> = sees[0]?.scope ?? {};
  return { accountId, region, connection, ...(collectedAs === undefined ? {} : { collectedAs }) };
}
