// The account-Regions that have facts, and the sources of their rows.
import { placeKey, type Scope } from '../../../domain/scope.ts';
import { type StoredScope, wholeOrganization } from '../../../store/row-shape.ts';
import { groupScopes, type RequestedScope, scopeOfRows } from '../../requested-scopes.ts';
import { storedScope } from '../../stored-scope.ts';

/** What is watched, as plain data that can be sent to another thread. */
export interface WatchedPlaces {
  readonly scopes: readonly Scope[];
  /** In an organization: the scopes in which lists that span accounts are requested instead. */
  readonly organizationScopes?: readonly Scope[];
  /** Names of accounts by id: in an organization, all accounts that its lists cover. */
  readonly accounts: ReadonlyMap<string, string>;
  /** The identity of each connection, by connection id. Scopes of other identities are not read. */
  readonly identities: ReadonlyMap<string, string>;
}

/** One identity's view of an account-Region. */
export interface FactSource {
  /** The scope whose request returns the rows. */
  readonly requested: StoredScope;
  /** The scope under which the store keeps the rows. */
  readonly stored: StoredScope;
  /** The scope that the rows get. */
  readonly scope: Scope;
  /** A response to the request covers the account-Region even if it has no row of it. */
  readonly responsesWithoutRows: boolean;
}

export interface FactPlace {
  /** Key of account and Region. */
  readonly key: string;
  readonly scope: Scope;
  /** For lists that are requested in each account. */
  readonly own: readonly FactSource[];
  /** For lists that span accounts; the account's own identity first. */
  readonly across: readonly FactSource[];
}

interface Known {
  readonly scope: StoredScope;
}

/** All account-Regions that may have facts. `known`: the scopes in the store. */
export function possiblePlaces(watched: WatchedPlaces, known: readonly Known[]): FactPlace[] {
  const own = requestsIn(watched.scopes, watched);
  const across = requestsIn(watched.organizationScopes ?? watched.scopes, watched);
  const scopes = new Map(watched.scopes.map((scope) => [placeKey(scope), scope] as const));
  const places = new Map<string, FactPlace>();
  const add = (scope: Scope) => {
    const key = placeKey(scope);
    const [ofOwn, ofAcross] = [sourcesIn(own, scope, watched), sourcesIn(across, scope, watched)];
    places.set(key, { key, scope, own: ofOwn, across: ofAcross });
  };
  for (const scope of scopes.values()) add(scope);
  if (!watched.organizationScopes) return [...places.values()];
  const accounts = known.filter(({ scope }) => scope.accountId !== wholeOrganization);
  for (const [key, [first]] of groupScopes(across.all, accounts)) {
    if (first && !places.has(key)) add(scopeOfRows(across.all, first.scope));
  }
  return [...places.values()];
}

/**
 * The account-Regions of an organization's accounts that are not among these places: no list that spans accounts has a
 * row of them, and the only fact about them is whether the list has a response.
 */
export function emptyPlaces(watched: WatchedPlaces, places: readonly FactPlace[]): FactPlace[] {
  const { organizationScopes = [], accounts } = watched;
  const known = new Set(places.map(({ key }) => key));
  const requests = requestsIn(organizationScopes, watched);
  return organizationScopes.flatMap((requested) => {
    const ids = requested.organization ? [...accounts.keys()] : [requested.accountId];
    return ids.flatMap((accountId) => {
      const scope = { accountId, region: requested.region, connection: requested.connection };
      const key = placeKey(scope);
      if (known.has(key)) return [];
      known.add(key);
      const across = sourcesIn(requests, scope, watched).map((source) => ({ ...source, responsesWithoutRows: true }));
      return [{ key, scope, own: [], across }];
    });
  });
}

interface Requests {
  readonly all: readonly RequestedScope[];
  /** By account-Region key; each scope covers one account. */
  readonly byPlace: ReadonlyMap<string, readonly RequestedScope[]>;
  /** By Region. */
  readonly ofOrganizations: ReadonlyMap<string, readonly RequestedScope[]>;
}

function requestsIn(scopes: readonly Scope[], { identities }: WatchedPlaces): Requests {
  const all = scopes.flatMap((scope) => {
    const identity = identities.get(scope.connection);
    return identity === undefined ? [] : [{ scope, stored: storedScope(scope, identity) }];
  });
  const isOrganization = ({ stored }: RequestedScope) => stored.accountId === wholeOrganization;
  return {
    all,
    byPlace: Map.groupBy(
      all.filter((one) => !isOrganization(one)),
      ({ scope }) => placeKey(scope),
    ),
    ofOrganizations: Map.groupBy(all.filter(isOrganization), ({ scope }) => scope.region),
  };
}

/** A response of an organization covers all of its accounts, some of which have no row. */
function sourcesIn(
  { byPlace, ofOrganizations }: Requests,
  place: Scope,
  { scopes, accounts }: WatchedPlaces,
): FactSource[] {
  const { accountId, region } = place;
  const direct = byPlace.get(placeKey(place)) ?? [];
  const isWatchedMember = accounts.has(accountId) && scopes.includes(place);
  return [
    ...direct.map(({ scope, stored }) => ({ requested: stored, stored, scope, responsesWithoutRows: true })),
    ...(ofOrganizations.get(region) ?? []).map(({ scope, stored }) => ({
      requested: stored,
      stored: { ...stored, accountId },
      scope: { accountId, region, connection: scope.connection },
      responsesWithoutRows: scope.accountId === accountId || (isWatchedMember && direct.length === 0),
    })),
  ];
}
