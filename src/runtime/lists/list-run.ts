// Queries the store for one list: at most one query at a time, with pauses between them.

import type { StoreSight } from '../../engine/program-store.ts';
import type { Clock } from '../../lib/clock.ts';
import type { ListResult } from '../../store/query/list-query.ts';
import type { ListPlaces } from './list-places.ts';
import { type ListWanted, listQueryOf, requestsOf } from './list-query-of.ts';

/** The parameters of a result. */
export interface ListParameters {
  readonly filter: string;
  /** Filter and sort. */
  readonly requested: string;
  readonly seq: number;
  readonly minute: number;
  /** Each request of the list had a response or a refusal before the query. */
  readonly isSettled: boolean;
}

export interface AnsweredList extends ListParameters {
  readonly found: ListResult;
  /** The result is complete, not only the first page. */
  readonly isWhole: boolean;
}

/** The pause after a query is this many times its duration: queries take a tenth of the time. */
const restPerWork = 9;
const restAfterFailureMs = 1_000;

/** A list without rows took no time of its own: it waited for its thread. Its first rows are not delayed. */
const restAfter = (tookMs: number, rowCount: number): number => (rowCount === 0 ? 0 : restPerWork * tookMs);

export interface ListRunOptions {
  readonly places: ListPlaces;
  readonly sight: StoreSight;
  readonly clock: Clock;
  /** The last result. */
  answered(): AnsweredList | undefined;
  /** There is another result, complete or not. */
  take(found: AnsweredList): void;
  /** Called after a failure: the next query may begin in `waitMs`. */
  failed(waitMs: number): void;
}

export interface ListRun {
  /** The running query, by its filter and sort. */
  running(): string | undefined;
  /** How long the pause lasts, in ms. */
  waitMs(): number;
  start(wanted: ListWanted, parameters: ListParameters): void;
  stop(): void;
}

export function createListRun(options: ListRunOptions): ListRun {
  const { places, sight, clock, answered, take } = options;
  const { reader, queries } = sight;
  let running: (ListParameters & { readonly controller: AbortController }) | undefined;
  let restsUntil = Number.NEGATIVE_INFINITY;

  function start(wanted: ListWanted, made: ListParameters): void {
    const controller = new AbortController();
    const one = { ...made, controller };
    running = one;
    const began = clock.now();
    const first = (ids: Int32Array) => {
      if (running !== one) return;
      take({ ...made, found: { ids, total: Math.max(ids.length, answered()?.found.total ?? 0) }, isWhole: false });
    };
    // With the same rows in another order, the first page alone would remove the row under the cursor.
    const early = answered()?.filter === made.filter ? {} : { first };
    const query = listQueryOf(wanted, {
      scopes: places.groups(reader.scopeIds()),
      requests: requestsOf(wanted, places, reader),
    });
    queries.ids(query, { signal: controller.signal, ...early }).then(
      (found) => {
        if (running !== one) return;
        running = undefined;
        restsUntil = clock.now() + restAfter(clock.now() - began, found?.total ?? 0);
        if (found) take({ ...made, found, isWhole: true });
      },
      () => {
        if (running !== one) return;
        running = undefined;
        restsUntil = clock.now() + restAfterFailureMs;
        options.failed(restAfterFailureMs);
      },
    );
  }

  return {
    running: () => running?.requested,
    waitMs: () => restsUntil - clock.now(),
    start,
    stop() {
      running?.controller.abort();
      running = undefined;
    },
  };
}
