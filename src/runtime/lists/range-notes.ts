// What a list lacks of the range of times in its filter: rows of a time that AWS no longer lists, and the store does not
// know.
import { rangeGaps } from '../../engine/changes/range-gaps.ts';
import type { StoreSight } from '../../engine/program-store.ts';
import { minuteOf } from '../../lib/clock.ts';
import { gapNote } from './gap-texts.ts';
import type { ListPlaces } from './list-places.ts';
import { type ListWanted, rangeIn } from './list-query-of.ts';

interface Place {
  readonly sight: StoreSight;
  readonly places: ListPlaces;
}

type RangedList = Pick<ListWanted, 'resource' | 'stored' | 'filter' | 'now'>;

/** Read once a minute: what is known of the past seldom changes. */
export function createRangeNotes(): (wanted: RangedList, place: Place) => readonly string[] {
  let known: { readonly of: string; readonly sight: StoreSight; readonly notes: readonly string[] } | undefined;
  return (wanted, place) => {
    const { resource, stored, filter, now } = wanted;
    const range = stored.outlivesListing ? rangeIn(resource, filter, now) : undefined;
    if (!range || (range.since ?? 0) >= now - (stored.listedMs ?? 0)) return none;
    const of = JSON.stringify([resource.id, filter, place.places.text, minuteOf(now)]);
    if (known?.of !== of || known.sight !== place.sight) known = { of, sight: place.sight, notes: read(wanted, place) };
    return known.notes;
  };
}

const none: readonly string[] = [];

function read({ resource, filter, now }: RangedList, { sight, places }: Place): readonly string[] {
  const { since = 0, until = now } = rangeIn(resource, filter, now) ?? {};
  const { requested, scopeOf } = places;
  const range = { from: since, to: Math.min(until, now) };
  const note = gapNote(rangeGaps({ reader: sight.reader, list: resource.id, requested, scopeOf, range }), since);
  return note === undefined ? none : [note];
}
