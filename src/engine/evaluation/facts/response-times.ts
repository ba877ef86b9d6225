// The times of the newest responses to the lists of which facts consist: a response that changes no row extends the
// time for which the facts are known.
import type { StoreReader } from '../../../store/read/store-reader.ts';
import type { StoredScope } from '../../../store/row-shape.ts';
import { createPlaceIndexes } from '../account-regions/place-index.ts';
import type { FactPlace } from './fact-places.ts';

export interface ResponseTimes {
  /** Keys of the places with a list that has a newer response than at the last call. `now`: epoch ms of AWS's clock. */
  moved(places: readonly FactPlace[], now: number): ReadonlySet<string>;
}

export function createResponseTimes(reader: Pick<StoreReader, 'wholeSince' | 'lastReceivedAt'>): ResponseTimes {
  const known = new Map<string, number>();
  const indexOf = createPlaceIndexes();
  let since: number | undefined;

  return {
    moved(places, now) {
      // At the first call nothing has been evaluated yet.
      since ??= reader.lastReceivedAt();
      const index = indexOf(places);
      const moved = new Set<string>();
      let last = since;
      for (const { resource, scope, wholeAt, receivedAt } of reader.wholeSince(since)) {
        last = Math.max(last, receivedAt);
        const name = `${resource} ${textOf(scope)}`;
        const before = known.get(name);
        if (before === wholeAt) continue;
        known.set(name, wholeAt);
        for (const key of index.answeredBy(resource, scope)) moved.add(key);
      }
      // More responses may come within the same millisecond.
      since = last < Math.trunc(now) ? last + 1 : last;
      return moved;
    },
  };
}

const textOf = ({ identity, accountId, region }: StoredScope): string => `${region} ${accountId} ${identity}`;
