// The responses between which a row appeared: the last one without it.
import { placeKey } from '../../domain/scope.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import { longestGapMs, type WatchedTime } from '../../store/read/coverage.ts';
import type { StoreReader } from '../../store/read/store-reader.ts';
import { answeringScopes, type StoredScope } from '../../store/row-shape.ts';
import { paramsText } from '../polls/stored-responses.ts';

export interface SeenTimes {
  /** Epoch ms before `time` at which the whole list was known; undefined: it was not known before. */
  unseenAt(list: ResourceId, scope: StoredScope, time: number): number | undefined;
  /** Epoch ms at which the first whole response was complete; undefined: there was none. */
  completeSince(list: ResourceId, scope: StoredScope): number | undefined;
}

export function createSeenTimes(reader: Pick<StoreReader, 'watchedTimes' | 'completeSince'>): SeenTimes {
  const known = new Map<string, readonly WatchedTime[]>();
  const complete = new Map<string, number | undefined>();

  const nameOf = (list: ResourceId, scope: StoredScope): string => `${list} ${scope.identity} ${placeKey(scope)}`;

  function timesOf(list: ResourceId, scope: StoredScope): readonly WatchedTime[] {
    const name = nameOf(list, scope);
    const found =
      known.get(name) ?? answeringScopes(scope).flatMap((one) => reader.watchedTimes(list, one, everything));
    known.set(name, found);
    return found;
  }

  return {
    unseenAt(list, scope, time) {
      const times = timesOf(list, scope).flatMap(({ from, to }) => {
        if (from >= time) return [];
        return [to < time ? to : Math.max(from, time - longestGapMs)];
      });
      return times.length === 0 ? undefined : Math.max(...times);
    },
    completeSince(list, scope) {
      const name = nameOf(list, scope);
      if (complete.has(name)) return complete.get(name);
      const times = answeringScopes(scope).flatMap((one) => reader.completeSince(list, one, everything) ?? []);
      const found = times.length === 0 ? undefined : Math.min(...times);
      complete.set(name, found);
      return found;
    },
  };
}

const everything = paramsText({});
