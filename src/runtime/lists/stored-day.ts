// The overview's jobs, audits and metrics, queried from the store after each write, and each minute.

import { type AnswersAsked, type OverviewDay, unknownDay } from '../../app/overview/overview-day.ts';
import type { Data } from '../../app/state/data.ts';
import { isCounted } from '../../app/state/gaps.ts';
import { everywhere } from '../../app/state/list-requests.ts';
import type { ListRequest } from '../../app/state/poll-request.ts';
import { isSettled } from '../../app/state/settled.ts';
import { type DayListId, type DayRequest, type DaySummary, dayListIds } from '../../engine/day/day-summary.ts';
import type { ReadableStore, StoreSight } from '../../engine/program-store.ts';
import { type Clock, minuteOf } from '../../lib/clock.ts';
import type { NextTurn } from '../../lib/process/turns.ts';
import { jobListIds } from '../../resources/resource-id.ts';
import { createDayReaders, type DayPlaces, type DayReaders } from './day-rows.ts';
import { createListPlaces, type ListPlaces } from './list-places.ts';

export interface StoredDayOptions {
  readonly store: ReadableStore;
  readonly clock: Clock;
  readonly nextTurn: NextTurn;
  /** The identity of a connection; undefined: not known yet. */
  identityOf(connection: string): string | undefined;
  /** There will be changes to show, in `waitMs` at the earliest. */
  changed(waitMs: number): void;
}

export interface StoredDay {
  readonly dayOf: (data: Data) => OverviewDay;
  /** The number of requested metric series; undefined: no list of them has a response. */
  series(): number | undefined;
}

/** The parameters of a summary: its places, and the state of the source lists at the time of the query. */
interface Asked {
  readonly sight: StoreSight;
  /** The places of each list. */
  readonly text: string;
  readonly seq: number;
  readonly minute: number;
  readonly answers: OverviewDay['askedOf'];
  /** The series have a response in some scope. */
  readonly hasMetrics: boolean;
}

interface Answered extends Asked {
  readonly summary: DaySummary;
}

/** The pause after a query is this many times its duration: queries take a tenth of the time. */
const restPerWork = 9;
const restAfterFailureMs = 1_000;

export function createStoredDay({ store, clock, nextTurn, identityOf, changed }: StoredDayOptions): StoredDay {
  const placesIn = createListPlaces(identityOf);
  let answer: Answered | undefined;
  let running: Asked | undefined;
  /** The last parameters. */
  let last: Asked | undefined;
  let restsUntil = Number.NEGATIVE_INFINITY;
  let readers: { readonly sight: StoreSight; readonly text: string; readonly of: DayReaders } | undefined;
  let shown: { readonly of: Answered; readonly seq: number; readonly isBehind: boolean; day: OverviewDay } | undefined;
  let looked: { readonly data: Data; readonly requested: Asked | undefined } | undefined;
  // Queried at once, and drawn with the result.
  store.subscribe(() => {
    if (!looked) return;
    const { data } = looked;
    looked = { data, requested: follow(data) };
  });

  function ask(requested: Asked, request: DayRequest): void {
    running = requested;
    const began = clock.now();
    const rest = (ms: number) => {
      running = undefined;
      restsUntil = clock.now() + ms;
    };
    store.day(request).then(
      (summary) => {
        if (running !== requested) return;
        rest(restPerWork * (clock.now() - began));
        take({ ...requested, summary });
      },
      () => {
        if (running !== requested) return;
        rest(restAfterFailureMs);
        changed(restAfterFailureMs);
      },
    );
  }

  function take(next: Answered): void {
    answer = next;
    changed(0);
    const named = (hasMore: boolean) => {
      if (!hasMore) return;
      shown = undefined;
      changed(0);
    };
    // A row that cannot be read fails when it is drawn.
    readers?.of.readNames(next.summary, () => answer === next).then(named, () => {});
  }

  /** The present parameters; undefined: the store cannot be queried. */
  function wanted(data: Data): { readonly requested: Asked; readonly places: DayPlaces } | undefined {
    const sight = store.sight();
    const places = sight && placesOf(data, placesIn);
    if (!places) return undefined;
    const answers = {
      jobs: answersOf(
        jobListIds.flatMap((id) => everywhere(id, data)),
        data,
      ),
      audits: answersOf(everywhere('audits', data), data),
    };
    const hasMetrics = everywhere('metrics', data).some((one) => data.snapshot(one)?.loadedAt !== undefined);
    const text = dayListIds.map((id) => places[id].text).join('\n\n');
    const [seq, minute] = [sight.reader.lastSeq(), minuteOf(data.now)];
    return { places, requested: { sight, text, seq, minute, answers, hasMetrics } };
  }

  /** Queries the store if the result may differ. */
  function follow(data: Data): Asked | undefined {
    const now = wanted(data);
    if (!now) return undefined;
    const { requested, places } = now;
    const isOf = (one: Asked | undefined) => one?.sight === requested.sight && one.text === requested.text;
    if (readers?.sight !== requested.sight || readers.text !== requested.text) {
      readers = {
        sight: requested.sight,
        text: requested.text,
        of: createDayReaders({ reader: requested.sight.reader, places, nextTurn }),
      };
    }
    if (!isOf(answer)) answer = undefined;
    if (!isOf(last)) [running, restsUntil] = [undefined, Number.NEGATIVE_INFINITY];
    last = requested;
    if (running || (answer && isAlike(answer, requested))) return requested;
    const wait = restsUntil - clock.now();
    if (wait > 0) changed(wait);
    else ask(requested, requestOf(requested.sight, places, data.now));
    return requested;
  }

  function dayOf(data: Data): OverviewDay {
    if (looked?.data !== data) looked = { data, requested: follow(data) };
    const { requested } = looked;
    if (!requested || !answer || !readers) return unknownDay;
    const isBehind = !isAlike(answer, requested);
    if (shown?.of === answer && shown.seq === requested.seq && shown.isBehind === isBehind) return shown.day;
    const day = { ...readers.of.read(answer.summary, requested.seq), askedOf: answer.answers, isBehind };
    shown = { of: answer, seq: requested.seq, isBehind, day };
    return day;
  }

  return {
    dayOf,
    series: () => (answer?.hasMetrics ? answer.summary.series : undefined),
  };
}

const isAlike = (one: Asked, other: Asked): boolean =>
  one.seq === other.seq &&
  one.minute === other.minute &&
  one.hasMetrics === other.hasMetrics &&
  (['jobs', 'audits'] as const).every(
    (name) =>
      one.answers[name].isSettled === other.answers[name].isSettled &&
      one.answers[name].isCounted === other.answers[name].isCounted,
  );

const answersOf = (requests: readonly ListRequest[], data: Data): AnswersAsked => ({
  isSettled: isSettled(requests, data),
  isCounted: isCounted(requests, data),
});

/** undefined: the identity in one of the scopes is not known yet. */
function placesOf(data: Data, placesIn: ReturnType<typeof createListPlaces>): DayPlaces | undefined {
  const places: Partial<Record<DayListId, ListPlaces>> = {};
  for (const id of dayListIds) {
    const requests = everywhere(id, data);
    const found = requests.length > 0 ? placesIn(requests) : undefined;
    if (!found) return undefined;
    places[id] = found;
  }
  return places as DayPlaces;
}

function requestOf({ reader }: StoreSight, places: DayPlaces, now: number): DayRequest {
  const known = reader.scopeIds();
  const scopes = Object.fromEntries(dayListIds.map((id) => [id, places[id].groups(known)]));
  return { scopes: scopes as unknown as DayRequest['scopes'], now };
}
