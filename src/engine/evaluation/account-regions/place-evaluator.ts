// Evaluates account-Regions one by one, and writes the rows that follow.
import { lineKey, type PlaceFindings } from '../../../domain/attention/findings/acknowledgement.ts';
import { createScheduleBook, type ScheduleBook } from '../../../domain/attention/runs/schedule-book.ts';
import { lazily } from '../../../lib/lazily.ts';
import { isSame } from '../../../lib/same.ts';
import type { DerivedId, PlaceListId } from '../../../resources/derived/derived.ts';
import type { StoredScope } from '../../../store/row-shape.ts';
import { storedScope } from '../../stored-scope.ts';
import { writeDerived } from '../changes/derived-rows.ts';
import { type ChangedPlace, createPlaceMemory, type PlaceMemory } from '../changes/place-memory.ts';
import { type EvaluationRequest, hasAccounts, listsOfOthers, standingLists } from '../evaluation-request.ts';
import type { EvaluatorOptions } from '../evaluator.ts';
import type { FactPlace } from '../facts/fact-places.ts';
import { otherScopes } from '../facts/other-scopes.ts';
import { type AccountTable, createAccountTable } from '../tables/account-table.ts';
import { evaluatePlace, type PlaceEvaluation } from './evaluate-place.ts';
import { createPlaceLook, type PlaceLook } from './place-look.ts';
import { createPlaceQueue, type PlaceQueue } from './place-queue.ts';
import { createPlaceTables, type PlaceTables } from './place-tables.ts';
import { type PlaceReading, readPlace } from './read-place.ts';

/** 'first': the account-Region had never been evaluated. */
export type Work = 'first' | 'again';

/** Evaluates the next account-Region at each call of `step`. */
export interface PlaceEvaluator {
  watch(request: EvaluationRequest): void;
  /** Returns false if no evaluation is requested. */
  written(): boolean;
  /** undefined: nothing is due. */
  step(position: number): Work | undefined;
  /** Epoch ms. */
  dueAt(): number;
  upTo(): number;
  stop(): void;
}

/** What is known between two steps. */
interface Places {
  readonly book: ScheduleBook;
  readonly queue: PlaceQueue;
  readonly memory: PlaceMemory;
  readonly tables: PlaceTables;
  readonly accounts: AccountTable;
  readonly finder: PlaceLook;
  lists: readonly DerivedId[];
}

export function createPlaceEvaluator(options: EvaluatorOptions): PlaceEvaluator {
  const { facts, now } = options;
  const places = createPlaces(options);
  const { queue, memory, tables, accounts, finder } = places;
  const evaluate = createEvaluation(options, places);
  let watching: EvaluationRequest | undefined;
  let isChanged = false;
  let isWritten = false;

  return {
    watch(request) {
      const isNewList = request.lists.some((list) => !places.lists.includes(list));
      if (isNewList || !isSame(watching?.settings, request.settings)) {
        queue.restart();
        memory.clear();
      }
      places.lists = [...standingLists, ...request.lists];
      if (!hasAccounts(places.lists)) accounts.clear();
      watching = request;
      isChanged = true;
    },
    written() {
      isWritten = true;
      return watching !== undefined;
    },
    step(position) {
      if (!watching) return undefined;
      const isFirst = queue.hasFirst();
      // A step of its own: with hundreds of account-Regions a look takes as long as several evaluations.
      if (isChanged || isWritten) {
        finder.look(watching, position, isChanged);
        [isChanged, isWritten] = [false, false];
        return isFirst || queue.hasFirst() ? 'first' : 'again';
      }
      // A step of its own for each: it takes as long as an evaluation if many recovery points are copies.
      const unread = queue.nextUnread();
      if (unread) {
        addWhole(tables.update(facts.factsForOthers(unread), unread.key), places);
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

function createPlaces(options: EvaluatorOptions): Places {
  const queue = createPlaceQueue();
  const memory = createPlaceMemory({ least: options.leastKeptRows });
  const tables = createPlaceTables();
  const accounts = createAccountTable(options);
  const places = { book: createScheduleBook(), queue, memory, tables, accounts, lists: standingLists };
  const finder = createPlaceLook({
    ...options,
    queue,
    memory,
    tables,
    accounts: () => (hasAccounts(all.lists) ? accounts : undefined),
  });
  const all: Places = { ...places, finder };
  return all;
}

/** What these account-Regions read of others changed. */
function addWhole(keys: readonly string[], { queue, memory }: Pick<Places, 'queue' | 'memory'>): void {
  for (const key of keys) {
    memory.forget(key);
    queue.add(key);
  }
}

const findingsOf = (
  { scope: { accountId, region } }: FactPlace,
  { evaluation, isAnswered }: PlaceEvaluation,
  at: number,
): PlaceFindings => ({
  accountId,
  region,
  at,
  isAnswered,
  keys: lazily(() => new Set([...evaluation.findingRows.value().values()].map(lineKey))).value,
});

const isOfPlace = (list: DerivedId): list is PlaceListId => list !== 'accounts';

type Evaluate = (place: FactPlace, request: EvaluationRequest) => void;

function createEvaluation({ facts, reader, writer, now, lapse }: EvaluatorOptions, places: Places): Evaluate {
  const { book, queue, memory, tables, accounts, finder } = places;
  let lastEvaluatedAt = 0;

  function readWhole(place: FactPlace, lists: readonly DerivedId[], { settings }: EvaluationRequest): PlaceReading {
    const reading = readPlace({ facts, tables }, place, { now: now(), lists, hasCoverage: settings.coverage });
    addWhole(reading.concerned, places);
    return reading;
  }

  /** undefined: all facts have to be read. */
  function readChanged(place: FactPlace, changed: ChangedPlace | undefined) {
    if (!changed) return undefined;
    const { found: before, vaults } = changed.known;
    if (changed.changed.size === 0) return { found: before, vaults };
    const found = facts.changedFacts(place, before, changed.changed);
    return found && { found: { ...found, elsewhere: before.elsewhere }, vaults };
  }

  /** Before the account's own identity signed in, another identity may have been the only one that saw the account. */
  function closeOthers(own: StoredScope, { watched }: EvaluationRequest, evaluatedAt: number): void {
    for (const scope of otherScopes(own, watched, finder.scopes())) {
      for (const resource of places.lists) {
        const isEmpty = reader.openIds({ resource, scopes: [scope] }).length === 0;
        if (!isEmpty) writer.derive({ resource, scope, rows: [], evaluatedAt });
      }
    }
  }

  return (place, request) => {
    const { watched, settings } = request;
    const { key } = place;
    const time = now();
    const lists = finder.isWatched(key) ? places.lists : listsOfOthers(places.lists);
    const earlier = memory.take(place, time, lists);
    const part = readChanged(place, earlier);
    const { found, vaults } = part ?? readWhole(place, lists, request);
    const context = { book, settings, now: time, vaults };
    const evaluation = evaluatePlace(found, context, part && earlier);
    const isFirst = queue.isFirst(key);
    if (!part) memory.reach(key);
    queue.done(key, Math.min(evaluation.holdsUntil(lists), memory.expectedAt(key)));
    const identity = watched.identities.get(place.scope.connection);
    if (identity === undefined) return;
    const scope = storedScope(place.scope, identity);
    // If the clock stands still or is set back, evaluations still get increasing times.
    lastEvaluatedAt = Math.max(Math.trunc(time), lastEvaluatedAt + 1);
    if (hasAccounts(lists)) accounts.put(place, evaluation.account());
    const before = part && earlier?.known.written;
    const target = { scope, evaluatedAt: lastEvaluatedAt, lists: lists.filter(isOfPlace), before };
    const written = writeDerived(evaluation, target, writer);
    if (lapse) lapse(findingsOf(place, evaluation, time));
    if (isFirst) closeOthers(scope, request, lastEvaluatedAt);
    memory.keep({ place, found, vaults, evaluation: evaluation.evaluation, evaluatedAt: time, lists, written });
  };
}
