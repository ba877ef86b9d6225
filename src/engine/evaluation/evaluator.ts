// Evaluates account-Regions one after the other when their facts change or when time makes them due, and writes the
// results as rows.
import { createScheduleBook } from '../../domain/attention/runs/schedule-book.ts';
import { placeKey } from '../../domain/scope.ts';
import { type Clock, minuteOf } from '../../lib/clock.ts';
import { minuteMs } from '../../lib/duration.ts';
import { isSame } from '../../lib/same.ts';
import type { DerivedId, PlaceListId } from '../../resources/derived/derived.ts';
import type { StoreReader } from '../../store/read/store-reader.ts';
import type { StoredScope } from '../../store/row-shape.ts';
import type { StoreWriter } from '../../store/write/store-writer.ts';
import { storedScope } from '../stored-scope.ts';
import { createAccountTable } from './account-table.ts';
import { createAnswerTimes } from './answer-times.ts';
import { evaluatePlace } from './evaluate-place.ts';
import { type EvaluationRequest, hasAccounts, listsOfOthers, standingLists } from './evaluation-request.ts';
import type { FactPlace } from './fact-places.ts';
import { otherScopes } from './other-scopes.ts';
import { createPlaceQueue } from './place-queue.ts';
import { createPlaceTables } from './place-tables.ts';
import { readPlace } from './read-place.ts';
import type { StoredFacts } from './stored-facts.ts';

export interface EvaluatorOptions {
  readonly facts: StoredFacts;
  readonly reader: Pick<StoreReader, 'lastSeq' | 'scopes' | 'scopesMark' | 'openIds' | 'wholeSince' | 'lastReceivedAt'>;
  readonly writer: Pick<StoreWriter, 'derive'>;
  /** Absent: evaluates only when `finish` is called. */
  readonly clock?: Clock | undefined;
  /** Epoch ms of AWS's clock. */
  now(): number;
  /** Rows may have been written, and the result of `upTo` may have changed. */
  evaluated(): void;
  /** A read or a write failed. */
  failed(error: unknown): void;
}

export interface Evaluator {
  /** Replaces the request; the parts that both requests share are not evaluated again. */
  watch(request: EvaluationRequest): void;
  /** Rows or responses may have been written. `position`: the number of such calls. */
  written(position: number): void;
  /** Everything that was written up to this position has been evaluated, in all account-Regions. */
  upTo(): number;
  /** Evaluates everything that is due at once. */
  finish(): void;
  stop(): void;
}

/** A response has many pages: their changes are evaluated together. */
const gatherMs = 250;
/**
 * Repeated evaluations may take a fifth of the time, first evaluations half of it: until then a list on screen is
 * empty.
 */
const restPerWork = { again: 4, first: 1 };
const restAfterFailureMs = 60_000;
/** AWS's clock may be set while the evaluator waits. */
const longestWaitMs = 60_000;

export function createEvaluator(options: EvaluatorOptions): Evaluator {
  const { clock, reader, now, evaluated, failed } = options;
  const places = createPlaceEvaluator(options);
  let position = 0;
  let reported = { seq: -1, upTo: -1 };
  let waiting: { readonly at: number; cancel(): void } | undefined;
  /** Final: the database may be closed. */
  let isStopped = false;

  function go(): void {
    waiting = undefined;
    if (!clock) return;
    const began = clock.now();
    try {
      const work = places.step(position);
      report();
      wait(work ? (clock.now() - began) * restPerWork[work] : untilDue());
    } catch (error) {
      failed(error);
      wait(restAfterFailureMs);
    }
  }

  function report(): void {
    const now = { seq: reader.lastSeq(), upTo: places.upTo() };
    if (now.seq === reported.seq && now.upTo === reported.upTo) return;
    reported = now;
    evaluated();
  }

  const untilDue = () => Math.min(longestWaitMs, Math.max(0, places.dueAt() - now()));

  function wait(ms: number): void {
    if (!clock || isStopped) return;
    const at = clock.now() + ms;
    if (waiting && waiting.at <= at) return;
    waiting?.cancel();
    waiting = { at, cancel: clock.setTimeout(go, ms) };
  }

  return {
    watch(request) {
      places.watch(request);
      wait(0);
    },
    written(count) {
      position = count;
      if (places.written()) wait(gatherMs);
    },
    upTo: places.upTo,
    finish() {
      while (places.step(position));
      report();
    },
    stop() {
      isStopped = true;
      waiting?.cancel();
      places.stop();
    },
  };
}

const isOfPlace = (list: DerivedId): list is PlaceListId => list !== 'accounts';

/** 'first': the account-Region had never been evaluated. */
type Work = 'first' | 'again';

/** Evaluates the next account-Region at each call. */
function createPlaceEvaluator({ facts, reader, writer, now }: EvaluatorOptions) {
  const book = createScheduleBook();
  const queue = createPlaceQueue();
  let watching: EvaluationRequest | undefined;
  let lists: readonly DerivedId[] = standingLists;
  const accounts = createAccountTable({ facts, reader, writer, now });
  const tables = createPlaceTables();
  const answers = createAnswerTimes(reader);
  /** The newest transaction at the last look; undefined: there was none. */
  let seq: number | undefined;
  /** The scopes that were known at the last look: an organization has hundreds. */
  let scopes: readonly StoredScope[] = [];
  let scopesMark = '';
  let placesAt = Number.NEGATIVE_INFINITY;
  let watchedKeys: ReadonlySet<string> = new Set();
  let isChanged = false;
  let isWritten = false;
  let lastEvaluatedAt = 0;

  function lookForPlaces({ watched }: EvaluationRequest): void {
    watchedKeys = new Set(watched.scopes.map(placeKey));
    placesAt = now();
    const places = facts.places(watched);
    queue.use(places);
    for (const key of tables.use(places.map(({ key }) => key))) queue.add(key);
    if (hasAccounts(lists)) accounts.use(watched, queue.places(), scopes);
  }

  /** Adds the account-Regions that were written since the last look to the queue. */
  function look(request: EvaluationRequest, position: number): void {
    const last = reader.lastSeq();
    const before = seq ?? last;
    queue.seen(position);
    const mark = reader.scopesMark();
    const hasNewScope = mark !== scopesMark;
    if (hasNewScope) scopes = reader.scopes();
    scopesMark = mark;
    if (isChanged || hasNewScope || (last !== before && mayHaveNewPlaces(request, before))) lookForPlaces(request);
    [isChanged, isWritten] = [false, false];
    for (const key of facts.changedPlaces(before, queue.places())) queue.add(key);
    // Only response times changed: the effects may wait for the next minute.
    for (const key of answers.moved(queue.places(), now())) queue.expect(key, (minuteOf(now()) + 1) * minuteMs);
    seq = last;
  }

  /** Rows of member accounts add account-Regions. Removed rows are noticed at most a minute later. */
  function mayHaveNewPlaces({ watched: { organizationScopes } }: EvaluationRequest, since: number): boolean {
    if (!organizationScopes) return false;
    const time = now();
    return time < placesAt || time - placesAt >= minuteMs || facts.hasOtherRows(since, queue.places());
  }

  function evaluate(place: FactPlace, { watched, settings }: EvaluationRequest): void {
    const time = now();
    const written = watchedKeys.has(place.key) ? lists : listsOfOthers(lists);
    const { found, vaults, concerned } = readPlace({ facts, tables }, place, {
      now: time,
      lists: written,
      hasCoverage: settings.coverage,
    });
    for (const key of concerned) queue.add(key);
    const evaluation = evaluatePlace(found, { book, settings, now: time, vaults });
    const isFirst = queue.isFirst(place.key);
    queue.done(place.key, evaluation.holdsUntil(written));
    const identity = watched.identities.get(place.scope.connection);
    if (identity === undefined) return;
    const scope = storedScope(place.scope, identity);
    // If the clock stands still or is set back, evaluations still get increasing times.
    lastEvaluatedAt = Math.max(Math.trunc(time), lastEvaluatedAt + 1);
    if (hasAccounts(written)) accounts.put(place, evaluation.account());
    for (const resource of written.filter(isOfPlace)) {
      writer.derive({ resource, scope, evaluatedAt: lastEvaluatedAt, ...evaluation.rows(resource) });
    }
    if (isFirst) closeOthers(scope, watched, lastEvaluatedAt);
  }

  /** Before the account's own identity signed in, another identity may have been the only one that saw the account. */
  function closeOthers(own: StoredScope, watched: EvaluationRequest['watched'], evaluatedAt: number): void {
    for (const scope of otherScopes(own, watched, scopes)) {
      for (const resource of lists) {
        const isEmpty = reader.openIds({ resource, scopes: [scope] }).length === 0;
        if (!isEmpty) writer.derive({ resource, scope, rows: [], evaluatedAt });
      }
    }
  }

  return {
    watch(request: EvaluationRequest): void {
      const isNewList = request.lists.some((list) => !lists.includes(list));
      if (isNewList || !isSame(watching?.settings, request.settings)) queue.restart();
      lists = [...standingLists, ...request.lists];
      if (!hasAccounts(lists)) accounts.clear();
      watching = request;
      isChanged = true;
    },
    /** Returns false if no evaluation is requested. */
    written(): boolean {
      isWritten = true;
      return watching !== undefined;
    },
    /** undefined: nothing is due. */
    step(position: number): Work | undefined {
      if (!watching) return undefined;
      const isFirst = queue.hasFirst();
      // A step of its own: with hundreds of account-Regions a look takes as long as several evaluations.
      if (isChanged || isWritten) {
        look(watching, position);
        return isFirst || queue.hasFirst() ? 'first' : 'again';
      }
      // A step of its own for each: it takes as long as an evaluation if many recovery points are copies.
      const unread = queue.nextUnread();
      if (unread) {
        for (const key of tables.update(facts.factsForOthers(unread), unread.key)) queue.add(key);
        return 'first';
      }
      const place = queue.next(now());
      if (!place) return undefined;
      evaluate(place, watching);
      return isFirst ? 'first' : 'again';
    },
    dueAt() {
      if (!watching) return Number.POSITIVE_INFINITY;
      return isWritten || isChanged ? Number.NEGATIVE_INFINITY : queue.dueAt();
    },
    upTo: () => (watching && !isChanged ? queue.upTo() : -1),
    stop() {
      watching = undefined;
    },
  };
}
