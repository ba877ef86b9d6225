// The age of a derived list, from the ages of its sources.
import { placeKey, type Scope, scopeKey } from '../../domain/scope.ts';
import { resources } from '../../resources/index.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { AnySnapshot, Data } from '../state/data.ts';
import { everywhere } from '../state/lists/list-requests.ts';
import type { ListRequest } from '../state/lists/poll-request.ts';

export interface SourcesState {
  /** All sources have responded or were refused. */
  readonly isWhole: boolean;
  readonly response: Pick<AnySnapshot, 'loadedAt' | 'askedAt' | 'failure'>;
}

const placeOf = ({ connection, region }: Scope): string => `${connection}/${region}`;

/**
 * By connection and Region: the key of the account-Region that represents accounts which are not watched themselves.
 */
const representatives = (scopes: readonly Scope[]): ReadonlyMap<string, string> =>
  new Map(scopes.toReversed().map((scope) => [placeOf(scope), scopeKey(scope)]));

export type AskedOf = (resource: ResourceId, scope: Scope, data: Data) => SourcesState;

/** The age of the oldest source, once each has responded; failing if one source fails. */
export function createAskedOf(): AskedOf {
  let places: Data | undefined;
  const requests = new Map<ResourceId, Map<string, ListRequest[]>>();

  const sourcesOf = (resource: ResourceId, data: Data): Map<string, ListRequest[]> => {
    if (places?.scopes !== data.scopes || places.organizationScopes !== data.organizationScopes) requests.clear();
    places = data;
    const known = requests.get(resource) ?? sourcesByPlace(resource, data);
    requests.set(resource, known);
    return known;
  };

  return (resource, scope, data) => {
    const sources = sourcesOf(resource, data).get(scopeKey(scope)) ?? [];
    const requested = sources.map((request) => data.snapshot(request));
    const failure = requested.find((snapshot) => snapshot?.failure)?.failure;
    const isWhole = requested.every((snapshot) => snapshot?.loadedAt !== undefined || snapshot?.failure !== undefined);
    const times = requested.flatMap((snapshot) => snapshot?.loadedAt ?? []);
    const isAnswered = times.length > 0 && times.length === requested.length;
    const asks = requested.flatMap((snapshot) => snapshot?.askedAt ?? []);
    return {
      isWhole,
      response: {
        ...(isAnswered ? { loadedAt: Math.min(...times) } : {}),
        ...(isAnswered && asks.length > 0 ? { askedAt: Math.min(...asks) } : {}),
        ...(failure ? { failure } : {}),
      },
    };
  };
}

function sourcesByPlace(resource: ResourceId, data: Data): Map<string, ListRequest[]> {
  const found = new Map<string, ListRequest[]>(data.scopes.map((scope) => [scopeKey(scope), []]));
  for (const source of resources[resource].derivedFrom ?? []) {
    const requested = everywhere(source, data);
    for (const request of requested) {
      for (const key of placesOf(request, requested, data.scopes)) found.get(key)?.push(request);
    }
  }
  return found;
}

/** The response of an organization covers all accounts that are not requested themselves. */
function placesOf({ scope }: ListRequest, all: readonly ListRequest[], scopes: readonly Scope[]): string[] {
  const representative = representatives(scopes).get(placeOf(scope));
  if (!scope.organization) {
    const own = scopes.find((one) => placeKey(one) === placeKey(scope));
    return own ? [scopeKey(own)] : representative === undefined ? [] : [representative];
  }
  const requested = new Set(all.filter((one) => !one.scope.organization).map((one) => placeKey(one.scope)));
  return scopes.filter((one) => one.region === scope.region && !requested.has(placeKey(one))).map(scopeKey);
}
