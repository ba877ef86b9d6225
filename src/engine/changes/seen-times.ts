// The responses between which a row appeared: the last one without it.
import { placeKey } from '../../domain/scope.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import { longestGapMs, type WatchedTime } from '../../store/read/coverage.ts';
import type { StoreReader } from '../../store/read/store-reader.ts';
import { type StoredScope, wholeOrganization } from '../../store/row-shape.ts';
import { paramsText } from '../polls/stored-responses.ts';

/** Epoch ms before `time` at which the whole list was known; undefined: it was not known before. */
export type UnseenAt = (list: ResourceId, scope: StoredScope, time: number) => number | undefined;

export function createUnseenAt(reader: Pick<StoreReader, 'watchedTimes'>): UnseenAt {
  const known = new Map<string, readonly WatchedTime[]>();

  function timesOf(list: ResourceId, scope: StoredScope): readonly WatchedTime[] {
    const name = `${list} ${scope.identity} ${placeKey(scope)}`;
    const found = known.get(name) ?? [
      ...reader.watchedTimes(list, scope, paramsText({})),
      // A list of all accounts of an organization is one request.
      ...reader.watchedTimes(list, { ...scope, accountId: wholeOrganization }, paramsText({})),
    ];
    known.set(name, found);
    return found;
  }

  return (list, scope, time) => {
    const times = timesOf(list, scope).flatMap(({ from, to }) => {
      if (from >= time) return [];
      return [to < time ? to : Math.max(from, time - longestGapMs)];
    });
    return times.length === 0 ? undefined : Math.max(...times);
  };
}
