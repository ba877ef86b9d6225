// Finds the account-Regions to evaluate, and those that were written since the last look.
import { placeKey } from '../../../domain/scope.ts';
import { minuteOf } from '../../../lib/clock.ts';
import { minuteMs } from '../../../lib/duration.ts';
import type { StoredScope } from '../../../store/row-shape.ts';
import type { PlaceMemory } from '../changes/place-memory.ts';
import type { EvaluationRequest } from '../evaluation-request.ts';
import type { EvaluatorOptions } from '../evaluator.ts';
import { createResponseTimes } from '../facts/response-times.ts';
import type { AccountTable } from '../tables/account-table.ts';
import type { PlaceQueue } from './place-queue.ts';
import type { PlaceTables } from './place-tables.ts';

export interface PlaceLookOptions extends Pick<EvaluatorOptions, 'facts' | 'reader' | 'now'> {
  readonly queue: PlaceQueue;
  readonly memory: PlaceMemory;
  readonly tables: PlaceTables;
  /** Absent: the list of accounts is not evaluated. */
  accounts(): AccountTable | undefined;
}

export interface PlaceLook {
  /** Adds the account-Regions that were written since the last look to the queue. `isChanged`: the request changed. */
  look(request: EvaluationRequest, position: number, isChanged: boolean): void;
  /** The account-Region is watched itself. */
  isWatched(key: string): boolean;
  /** The scopes that were known at the last look: an organization has hundreds. */
  scopes(): readonly StoredScope[];
}

export function createPlaceLook(options: PlaceLookOptions): PlaceLook {
  const { facts, reader, now, queue, memory, tables, accounts } = options;
  const responses = createResponseTimes(reader);
  /** The newest transaction at the last look; undefined: there was none. */
  let seq: number | undefined;
  let scopes: readonly StoredScope[] = [];
  let scopesMark = '';
  let placesAt = Number.NEGATIVE_INFINITY;
  let watchedKeys: ReadonlySet<string> = new Set();

  function lookForPlaces({ watched }: EvaluationRequest): void {
    watchedKeys = new Set(watched.scopes.map(placeKey));
    placesAt = now();
    const places = facts.places(watched);
    queue.use(places);
    for (const key of tables.use(places.map(({ key }) => key))) addWhole(key);
    accounts()?.use(watched, queue.places(), scopes);
  }

  function addWhole(key: string): void {
    memory.forget(key);
    queue.add(key);
  }

  function addChanged(since: number): void {
    const changed = facts.changedPlaces(since, queue.places());
    if (changed.size === 0) return;
    const arns = facts.changedResources(since, queue.places());
    for (const key of changed) {
      const some = arns.get(key);
      if (some) memory.changed(key, some);
      else memory.forget(key);
      queue.add(key);
    }
  }

  /** Only response times changed: the effects may wait for the next minute. */
  function addAnswered(): void {
    const at = (minuteOf(now()) + 1) * minuteMs;
    for (const key of responses.moved(queue.places(), now())) {
      memory.expect(key, at);
      queue.expect(key, at);
    }
  }

  /** Rows of member accounts add account-Regions. Removed rows are noticed at most a minute later. */
  function mayHaveNewPlaces({ watched: { organizationScopes } }: EvaluationRequest, since: number): boolean {
    if (!organizationScopes) return false;
    const time = now();
    return time < placesAt || time - placesAt >= minuteMs || facts.hasOtherRows(since, queue.places());
  }

  return {
    look(request, position, isChanged) {
      const last = reader.lastSeq();
      const before = seq ?? last;
      queue.seen(position);
      const mark = reader.scopesMark();
      const hasNewScope = mark !== scopesMark;
      // The store may be another one, or have lost rows.
      if (hasNewScope || last < before) memory.clear();
      if (hasNewScope) scopes = reader.scopes();
      scopesMark = mark;
      if (isChanged || hasNewScope || (last !== before && mayHaveNewPlaces(request, before))) lookForPlaces(request);
      addChanged(before);
      addAnswered();
      seq = last;
    },
    isWatched: (key) => watchedKeys.has(key),
    scopes: () => scopes,
  };
}
