// The accounts and Regions in which the absence of a finding means that there is none.
import { placeKey } from '../../domain/alerts/memory-key.ts';
import type { Data } from '../state/data.ts';
import type { ListRequest } from '../state/lists/poll-request.ts';
import { findingRequests } from './unanswered.ts';

export interface KnownPlaces {
  /** Account and Region of each watched account-Region. */
  readonly places: readonly string[];
  /** All lists from which findings follow have a response there. */
  readonly isKnown: (place: string) => boolean;
}

/** `requests`: the lists from which findings follow. */
export function knownPlaces(data: Data, requests: readonly ListRequest[] = findingRequests(data)): KnownPlaces {
  const missing = new Set<string>();
  const missingEverywhere = new Set<string>();
  for (const request of requests) {
    const { scope } = request;
    if (isAnswered(data.snapshot(request))) continue;
    if (scope.organization) missingEverywhere.add(scope.region);
    else missing.add(placeKey(scope));
  }
  const ofOrganization = (data.organizationScopes ?? []).flatMap(({ region }) =>
    [...data.accounts.keys()].map((accountId) => placeKey({ accountId, region })),
  );
  const places = new Set([...data.scopes.map(placeKey), ...ofOrganization]);
  const isKnown = (place: string) =>
    places.has(place) && !missing.has(place) && !missingEverywhere.has(place.slice(place.indexOf('/') + 1));
  return { places: [...places], isKnown };
}

const isAnswered = (snapshot: ReturnType<Data['snapshot']>): boolean =>
  snapshot?.loadedAt !== undefined && snapshot.failure === undefined && snapshot.restored === undefined;
