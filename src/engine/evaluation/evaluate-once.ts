// Evaluates everything that is watched once, for a command that prints it: nothing is written.
import { createScheduleBook } from '../../domain/attention/schedule-book.ts';
import type { Scope } from '../../domain/scope.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import { evaluatePlace, type PlaceEvaluation } from './evaluate-place.ts';
import { type EvaluationRequest, withoutLists } from './evaluation-request.ts';
import type { StoredFacts } from './stored-facts.ts';

export interface EvaluatedPlace extends PlaceEvaluation {
  readonly scope: Scope;
}

export interface EvaluateOnceOptions extends Pick<EvaluationRequest, 'watched' | 'settings'> {
  readonly facts: StoredFacts;
  /** Epoch ms of AWS's clock. */
  readonly now: number;
  /** Lists of which nothing is concluded. */
  readonly without?: readonly ResourceId[];
}

export function evaluateOnce({
  facts,
  watched,
  settings,
  now,
  without = [],
}: EvaluateOnceOptions): readonly EvaluatedPlace[] {
  const places = facts.places(watched);
  const context = { vaults: without.includes('vaults') ? new Map() : facts.vaults(places), settings, now };
  const book = createScheduleBook();
  return places.map((place) => ({
    ...evaluatePlace(withoutLists(facts.factsOf(place, now), without), { ...context, book }),
    scope: place.scope,
  }));
}
