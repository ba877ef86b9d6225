// The parameters of the overview's day: its places, and the state of the lists that it is read from.
import type { DayOrder, OverviewDay, ResponsesAsked } from '../../../app/overview/overview-day.ts';
import type { Data } from '../../../app/state/data.ts';
import { isCounted } from '../../../app/state/lists/gaps.ts';
import { everywhere } from '../../../app/state/lists/list-requests.ts';
import type { ListRequest } from '../../../app/state/lists/poll-request.ts';
import { isSettled } from '../../../app/state/lists/settled.ts';
import { type DayListId, type DayRequest, dayListIds } from '../../../engine/day/day-summary.ts';
import type { StoreSight } from '../../../engine/program-store.ts';
import { minuteOf } from '../../../lib/clock.ts';
import { jobListIds } from '../../../resources/resource-id.ts';
import type { createListPlaces, ListPlaces } from '../list-places.ts';
import { isSameOrder, orderOf } from './day-order.ts';
import type { DayPlaces } from './day-rows.ts';

type PlacesIn = ReturnType<typeof createListPlaces>;

/** The parameters of a summary: its places, and the state of the source lists at the time of the query. */
export interface DayParameters {
  readonly sight: StoreSight;
  /** The places of each list. */
  readonly text: string;
  readonly seq: number;
  readonly minute: number;
  readonly responses: OverviewDay['askedOf'];
  /** The series have a response in some scope. */
  readonly hasMetrics: boolean;
  readonly order: DayOrder;
}

/** What the screen looks at. */
export interface LookedDay {
  readonly data: Data;
  readonly order: DayOrder;
}

export interface WantedDay {
  readonly requested: DayParameters;
  readonly places: DayPlaces;
}

/** The present parameters; undefined: the store cannot be queried. */
export function wantedDay(
  sight: StoreSight | undefined,
  { data, order }: LookedDay,
  placesIn: PlacesIn,
): WantedDay | undefined {
  const places = sight && placesOf(data, placesIn);
  if (!places) return undefined;
  const responses = {
    jobs: responsesOf(
      jobListIds.flatMap((id) => everywhere(id, data)),
      data,
    ),
    audits: responsesOf(everywhere('audits', data), data),
  };
  const hasMetrics = everywhere('metrics', data).some((one) => data.snapshot(one)?.loadedAt !== undefined);
  const text = dayListIds.map((id) => places[id].text).join('\n\n');
  const [seq, minute] = [sight.reader.lastSeq(), minuteOf(data.now)];
  return { places, requested: { sight, text, seq, minute, responses, hasMetrics, order } };
}

/** Both give the same summary. */
export const isAlike = (one: DayParameters, other: DayParameters): boolean =>
  one.seq === other.seq &&
  one.minute === other.minute &&
  one.hasMetrics === other.hasMetrics &&
  isSameOrder(one.order, other.order) &&
  (['jobs', 'audits'] as const).every(
    (name) =>
      one.responses[name].isSettled === other.responses[name].isSettled &&
      one.responses[name].isCounted === other.responses[name].isCounted,
  );

const responsesOf = (requests: readonly ListRequest[], data: Data): ResponsesAsked => ({
  isSettled: isSettled(requests, data),
  isCounted: isCounted(requests, data),
});

/** undefined: the identity in one of the scopes is not known yet. */
function placesOf(data: Data, placesIn: PlacesIn): DayPlaces | undefined {
  const places: Partial<Record<DayListId, ListPlaces>> = {};
  for (const id of dayListIds) {
    const requests = everywhere(id, data);
    const found = requests.length > 0 ? placesIn(requests) : undefined;
    if (!found) return undefined;
    places[id] = found;
  }
  return places as DayPlaces;
}

export function dayRequestOf({ sight: { reader }, order }: DayParameters, places: DayPlaces, now: number): DayRequest {
  const known = reader.scopeIds();
  const scopes = Object.fromEntries(dayListIds.map((id) => [id, places[id].groups(known)]));
  return { scopes: scopes as unknown as DayRequest['scopes'], now, ...orderOf(order) };
}
