// The scopes of a list's rows: the stored scopes of its requests, and the addresses of their rows.
import type { ListRequest } from '../../app/state/lists/poll-request.ts';
import { type Scope, scopeKey } from '../../domain/scope.ts';
import {
  groupScopes,
  type IdentityOf,
  type RequestedScope,
  requestedScopes,
  scopeOfRows,
} from '../../engine/requested-scopes.ts';
import type { KnownScope } from '../../store/read/known-scopes.ts';
import type { StoredScope } from '../../store/row-shape.ts';

export interface ListPlaces {
  /** Equal for the same places. */
  readonly text: string;
  /** The scopes of the requests themselves. */
  readonly requested: readonly StoredScope[];
  /** ARNs of the other identities whose rows are read, too. */
  readonly collectedAs: readonly string[];
  /** For each account-Region the ids of its scopes, in order of preference. */
  groups(known: readonly KnownScope[]): number[][];
  /** The same scopes as one list. */
  scopes(known: readonly KnownScope[]): StoredScope[];
  /** The scope of a row: with the connection that requests it now. */
  scopeOf(stored: StoredScope): Scope;
  /** The scopes in which a row with this key may be stored, and its key there. */
  addressesOf(key: string): { readonly scope: StoredScope; readonly key: string }[];
}

/** The stored scopes in which other identities of this user collected rows for a request. */
export interface CollectedFor {
  of(request: ListRequest): readonly RequestedScope[];
  /** Changes when the scopes may be others. */
  mark(): unknown;
}

/** undefined: the identity in one of the scopes is not known yet. */
export function listPlaces(
  requests: readonly ListRequest[],
  identityOf: IdentityOf,
  collected?: Pick<CollectedFor, 'of'>,
): ListPlaces | undefined {
  const own = requestedScopes(
    requests.map(({ scope }) => scope),
    identityOf,
  );
  if (!own) return undefined;
  // Last: a row that two identities saw is the own one.
  return placesOf(collected ? [...own, ...requests.flatMap((request) => collected.of(request))] : own);
}

export function placesOf(requested: readonly RequestedScope[]): ListPlaces {
  const scopes = new Map<string, Scope>();
  return {
    text: requested.map(({ scope, stored }) => `${stored.identity} ${scopeKey(scope)}`).join('\n'),
    requested: requested.map(({ stored }) => stored),
    collectedAs: [...new Set(requested.flatMap(({ scope }) => scope.collectedAs ?? []))],
    groups: (known) => [...groupScopes(requested, known).values()].map((group) => group.map(({ id }) => id)),
    scopes: (known) => [...groupScopes(requested, known).values()].flatMap((group) => group.map(({ scope }) => scope)),
    scopeOf(stored) {
      const key = textOf(stored);
      const scope = scopes.get(key) ?? scopeOfRows(requested, stored);
      scopes.set(key, scope);
      return scope;
    },
    addressesOf: (key) => addressesIn(requested, key),
  };
}

/** For the lists on the stack. */
const mostRemembered = 4;

/** A cursor move looks up the same places, of which there may be hundreds. */
export function createListPlaces(
  identityOf: IdentityOf,
  collected?: CollectedFor,
): (requests: readonly ListRequest[]) => ListPlaces | undefined {
  let remembered: {
    of: string;
    mark: unknown;
    scopes: readonly Scope[];
    identities: ReadonlyMap<string, string | undefined>;
    places: ListPlaces;
  }[] = [];
  return (requests) => {
    // Which other identities count depends on the list.
    const of = collected ? listOf(requests) : '';
    const mark = collected?.mark();
    const known = remembered.find(
      ({ scopes, identities, ...one }) =>
        one.of === of &&
        one.mark === mark &&
        scopes.length === requests.length &&
        requests.every(({ scope }, index) => scope === scopes[index]) &&
        [...identities].every(([connection, identity]) => identityOf(connection) === identity),
    );
    if (known) return known.places;
    const places = listPlaces(requests, identityOf, collected);
    if (!places) return undefined;
    const scopes = requests.map(({ scope }) => scope);
    const identities = new Map(scopes.map(({ connection }) => [connection, identityOf(connection)]));
    remembered = [{ of, mark, scopes, identities, places }, ...remembered].slice(0, mostRemembered);
    return places;
  };
}

const listOf = ([request]: readonly ListRequest[]): string =>
  request === undefined ? '' : `${request.resource} ${JSON.stringify(request.params)}`;

const textOf = ({ identity, accountId, region }: StoredScope): string => `${region} ${accountId} ${identity}`;

function addressesIn(requested: readonly RequestedScope[], key: string): { scope: StoredScope; key: string }[] {
  return requested.flatMap(({ scope, stored }) => {
    const own = `${scopeKey(scope)}/`;
    if (key.startsWith(own)) return [{ scope: stored, key: key.slice(own.length) }];
    const connection = `${scope.connection}/`;
    if (!scope.organization || !key.startsWith(connection)) return [];
    const [accountId = '', region = '', ...rest] = key.slice(connection.length).split('/');
    const isThere = ['', region].includes(scope.region);
    return isThere ? [{ scope: { ...stored, accountId, region }, key: rest.join('/') }] : [];
  });
}
