// When the lists that facts are made of were answered last: an answer that changes no row says at least until when it is so.

import type { StoreReader } from '../../store/read/store-reader.ts';
import type { StoredScope } from '../../store/row-shape.ts';
import { factResources } from './fact-lists.ts';
import type { FactPlace } from './fact-places.ts';

export interface AnswerTimes {
  /** Keys of the places of which a list was answered once more since the last look. */
  moved(places: readonly FactPlace[]): ReadonlySet<string>;
}

export function createAnswerTimes(reader: Pick<StoreReader, 'wholeSince'>): AnswerTimes {
  const known = new Map<string, number>();
  let since = Number.NEGATIVE_INFINITY;
  let asked:
    | { readonly of: readonly FactPlace[]; readonly places: ReadonlyMap<string, ReadonlySet<string>> }
    | undefined;

  return {
    moved(places) {
      if (asked?.of !== places) asked = { of: places, places: placesOfRequests(places) };
      const moved = new Set<string>();
      for (const { resource, scope, wholeAt, receivedAt } of reader.wholeSince(since)) {
        since = Math.max(since, receivedAt);
        if (!facts.has(resource)) continue;
        const name = `${resource} ${textOf(scope)}`;
        const before = known.get(name);
        if (before === wholeAt) continue;
        known.set(name, wholeAt);
        for (const key of asked.places.get(textOf(scope)) ?? []) moved.add(key);
      }
      return moved;
    },
  };
}

const facts: ReadonlySet<string> = new Set(factResources);

/** By the scope of a request: the places that it answers for. */
function placesOfRequests(places: readonly FactPlace[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { key, own, across } of places) {
    for (const { asked } of [...own, ...across]) {
      const text = textOf(asked);
      const keys = found.get(text);
      if (keys) keys.add(key);
      else found.set(text, new Set([key]));
    }
  }
  return found;
}

const textOf = ({ identity, accountId, region }: StoredScope): string => `${region} ${accountId} ${identity}`;
