// Finds the account-Regions that read the rows of a scope or depend on its requests: an organization has hundreds.
import { resources } from '../../../resources/index.ts';
import type { ResourceId } from '../../../resources/resource-id.ts';
import type { StoredScope } from '../../../store/row-shape.ts';
import { factResources } from '../facts/fact-lists.ts';
import type { FactPlace, FactSource } from '../facts/fact-places.ts';

export interface PlaceIndex {
  /** Keys of the places whose facts include rows of this scope. */
  readersOf(resource: string, stored: StoredScope): Iterable<string>;
  /** Keys of the places whose facts include a response to the request in this scope. */
  answeredBy(resource: string, requested: StoredScope): Iterable<string>;
}

/** Equal lists of places are indexed once. */
export function createPlaceIndexes(): (places: readonly FactPlace[]) => PlaceIndex {
  const known = new WeakMap<readonly FactPlace[], PlaceIndex>();
  return (places) => {
    const found = known.get(places) ?? indexOf(places);
    known.set(places, found);
    return found;
  };
}

const facts: ReadonlySet<string> = new Set(factResources);
const none: readonly string[] = [];

function indexOf(places: readonly FactPlace[]): PlaceIndex {
  const keysBy = (list: 'own' | 'across', member: 'stored' | 'requested') => keysByScope(places, list, member);
  const stored = { own: keysBy('own', 'stored'), across: keysBy('across', 'stored') };
  const requested = { own: keysBy('own', 'requested'), across: keysBy('across', 'requested') };
  const find = ({ own, across }: typeof stored, resource: string, scope: StoredScope): Iterable<string> => {
    if (!facts.has(resource)) return none;
    return (resources[resource as ResourceId].acrossAccounts ? across : own).get(textOf(scope)) ?? none;
  };
  return {
    readersOf: (resource, scope) => find(stored, resource, scope),
    answeredBy: (resource, scope) => find(requested, resource, scope),
  };
}

function keysByScope(
  places: readonly FactPlace[],
  list: 'own' | 'across',
  member: keyof Pick<FactSource, 'stored' | 'requested'>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const place of places) {
    for (const source of place[list]) {
      const text = textOf(source[member]);
      const keys = found.get(text);
      if (keys) keys.add(place.key);
      else found.set(text, new Set([place.key]));
    }
  }
  return found;
}

const textOf = ({ identity, accountId, region }: StoredScope): string => `${region} ${accountId} ${identity}`;
