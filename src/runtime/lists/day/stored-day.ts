// The overview's jobs, audits and metrics, queried from the store after each write, and each minute.

import { type DayOf, type OverviewDay, unknownDay } from '../../../app/overview/overview-day.ts';
import type { DayRequest, DaySummary } from '../../../engine/day/day-summary.ts';
import type { ReadableStore, StoreSight } from '../../../engine/program-store.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { NextTurn } from '../../../lib/process/turns.ts';
import { type CollectedFor, createListPlaces } from '../list-places.ts';
import { isSameOrder } from './day-order.ts';
import { type DayParameters, dayRequestOf, isAlike, type LookedDay, wantedDay } from './day-parameters.ts';
import { createDayReaders, type DayReaders } from './day-rows.ts';

export interface StoredDayOptions {
  readonly store: ReadableStore;
  readonly clock: Clock;
  readonly nextTurn: NextTurn;
  /** The identity of a connection; undefined: not known yet. */
  identityOf(connection: string): string | undefined;
  /** Absent: no rows of other identities are read. */
  readonly collected?: CollectedFor | undefined;
  /** There will be changes to show, in `waitMs` at the earliest. */
  changed(waitMs: number): void;
}

export interface StoredDay {
  readonly dayOf: DayOf;
  /** The number of requested metric series; undefined: no list of them has a response. */
  series(): number | undefined;
}

interface Answered extends DayParameters {
  readonly summary: DaySummary;
}

/** The pause after a query is this many times its duration: queries take a tenth of the time. */
const restPerWork = 9;
const restAfterFailureMs = 1_000;

export function createStoredDay(options: StoredDayOptions): StoredDay {
  const { store, clock, nextTurn, identityOf, changed } = options;
  const placesIn = createListPlaces(identityOf, options.collected);
  let response: Answered | undefined;
  let running: DayParameters | undefined;
  /** The last parameters. */
  let last: DayParameters | undefined;
  let restsUntil = Number.NEGATIVE_INFINITY;
  let readers: { readonly sight: StoreSight; readonly text: string; readonly of: DayReaders } | undefined;
  let shown: { readonly of: Answered; readonly seq: number; readonly isBehind: boolean; day: OverviewDay } | undefined;
  let looked: (LookedDay & { readonly requested: DayParameters | undefined }) | undefined;
  // Queried at once, and drawn with the result.
  store.subscribe(() => {
    if (!looked) return;
    looked = { ...looked, requested: follow(looked) };
  });

  function ask(requested: DayParameters, request: DayRequest): void {
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
    response = next;
    changed(0);
    const named = (hasMore: boolean) => {
      if (!hasMore) return;
      shown = undefined;
      changed(0);
    };
    // A row that cannot be read fails when it is drawn.
    readers?.of.readNames(next.summary, () => response === next).then(named, () => {});
  }

  /** Queries the store if the result may differ. */
  function follow(at: LookedDay): DayParameters | undefined {
    const now = wantedDay(store.sight(), at, placesIn);
    if (!now) return undefined;
    const { requested, places } = now;
    const isOf = (one: DayParameters | undefined) => one?.sight === requested.sight && one.text === requested.text;
    if (readers?.sight !== requested.sight || readers.text !== requested.text) {
      readers = {
        sight: requested.sight,
        text: requested.text,
        of: createDayReaders({ reader: requested.sight.reader, places, nextTurn }),
      };
    }
    if (!isOf(response)) response = undefined;
    // A person who sorts does not wait.
    const isSame = isOf(last) && isSameOrder(last?.order, requested.order);
    if (!isSame) [running, restsUntil] = [undefined, Number.NEGATIVE_INFINITY];
    last = requested;
    if (running || (response && isAlike(response, requested))) return requested;
    const wait = restsUntil - clock.now();
    if (wait > 0) changed(wait);
    else ask(requested, dayRequestOf(requested, places, at.data.now));
    return requested;
  }

  const dayOf: DayOf = (data, order) => {
    if (looked?.data !== data || !isSameOrder(looked.order, order)) {
      looked = { data, order, requested: follow({ data, order }) };
    }
    const { requested } = looked;
    if (!requested || !response || !readers) return unknownDay;
    const isBehind = !isAlike(response, requested);
    if (shown?.of === response && shown.seq === requested.seq && shown.isBehind === isBehind) return shown.day;
    const day = { ...readers.of.read(response.summary, requested.seq), askedOf: response.responses, isBehind };
    shown = { of: response, seq: requested.seq, isBehind, day };
    return day;
  };

  return {
    dayOf,
    series: () => (response?.hasMetrics ? response.summary.series : undefined),
  };
}
