// Evaluates everything that is watched once, for a command that prints it: nothing is written.
import type { AccountSummary } from '../../domain/attention/account-summary.ts';
import { createScheduleBook } from '../../domain/attention/schedule-book.ts';
import { placeKey, type Scope } from '../../domain/scope.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import { accountRow, accountsIn, createEmptyParts } from './account-rows.ts';
import { evaluatePlace, type PlaceEvaluation } from './evaluate-place.ts';
import { type EvaluationRequest, withoutLists } from './evaluation-request.ts';
import type { StoredFacts } from './stored-facts.ts';

export interface EvaluatedPlace extends PlaceEvaluation {
  readonly scope: Scope;
}

export interface EvaluatedOnce {
  readonly places: readonly EvaluatedPlace[];
  /** The rows of the list of accounts. */
  accounts(): readonly AccountSummary[];
}

export interface EvaluateOnceOptions extends Pick<EvaluationRequest, 'watched' | 'settings'> {
  readonly facts: StoredFacts;
  /** Epoch ms of AWS's clock. */
  readonly now: number;
  /** Lists of which nothing is concluded. */
  readonly without?: readonly ResourceId[];
}

export function evaluateOnce({ facts, watched, settings, now, without = [] }: EvaluateOnceOptions): EvaluatedOnce {
  const places = facts.places(watched);
  const context = { vaults: without.includes('vaults') ? new Map() : facts.vaults(places), settings, now };
  const book = createScheduleBook();
  const evaluated = places.map((place) => ({
    ...evaluatePlace(withoutLists(facts.factsOf(place, now), without), { ...context, book }),
    scope: place.scope,
  }));
  return {
    places: evaluated,
    accounts() {
      const parts = new Map(evaluated.map(({ scope, account }) => [placeKey(scope), account()] as const));
      const emptyParts = createEmptyParts(facts, now);
      return accountsIn(watched, places).map((account) => {
        const known = account.places.flatMap(({ key }) => parts.get(key) ?? []);
        return accountRow(account, [...known, ...emptyParts(account)], watched);
      });
    },
  };
}
