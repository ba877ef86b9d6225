// The source lists that a count lacks: refused, not offered, or not arrived yet.
import { resources } from '../../../resources/index.ts';
import type { AnySnapshot, Data } from '../data.ts';
import { placeText } from '../places.ts';
import { problemWord } from '../region-state.ts';
import type { ListRequest } from './poll-request.ts';
import { sourceRequests } from './watching.ts';

export interface Gap {
  /** 'restore jobs'. */
  readonly list: string;
  readonly place: string;
  /** 'access denied'. */
  readonly word: string;
}

/** Rows that arrived before a list failed are a part of it. */
const isWhole = (snapshot: AnySnapshot | undefined): boolean => snapshot?.loadedAt !== undefined;

/** Lists without a whole response. A list with an earlier whole response that fails now is stale, not a gap. */
export const gapsOf = (requests: readonly ListRequest[], data: Data): Gap[] =>
  sourceRequests(requests, data).flatMap((request): Gap[] => {
    const snapshot = data.snapshot(request);
    if (isWhole(snapshot)) return [];
    const { plural } = resources[request.resource];
    const word = snapshot?.failure ? problemWord(snapshot.failure.problem) : 'no answer yet';
    return [{ list: plural, place: placeText(request.scope, data), word }];
  });

/** Whether all source lists have a response; false if there are none. */
export const isCounted = (requests: readonly ListRequest[], data: Data): boolean =>
  requests.length > 0 && requests.every((request) => isWhole(data.snapshot(request)));

/** '7', '7+' if there may be more, '?' if nothing is known. */
export function countText(count: number, counted: boolean): string {
  if (counted) return `${count}`;
  return count === 0 ? '?' : `${count}+`;
}

/** One text for each reason with its lists: 'copy jobs, restore jobs in eu-west-1 (access denied)'. */
export function gapTexts(gaps: readonly Gap[]): string[] {
  const byPlace = Map.groupBy(gaps, ({ place, word }) => `${place}\t${word}`);
  const alike = Map.groupBy(byPlace.values(), (found) => `${listsOf(found)} (${found[0]?.word ?? ''})`);
  return [...alike.values()].map((groups) => {
    const [first = []] = groups;
    const where = groups.flatMap(([gap]) => gap?.place ?? []);
    const places = where.length > mostPlaces ? `${where.length} places` : where.join(', ');
    return `${listsOf(first)} in ${places} (${first[0]?.word ?? ''})`;
  });
}

const mostPlaces = 3;

const listsOf = (gaps: readonly Gap[]): string => [...new Set(gaps.map(({ list }) => list))].join(', ');
