// Evaluates everything that is watched once, for a command that prints the result: nothing is written.
import type { AccountSummary } from '../../domain/attention/lists/account-summary.ts';
import { createScheduleBook } from '../../domain/attention/runs/schedule-book.ts';
import { placeKey, type Scope } from '../../domain/scope.ts';
import type { DerivedId } from '../../resources/derived/derived.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import { evaluatePlace, type PlaceEvaluation } from './account-regions/evaluate-place.ts';
import { createPlaceTables } from './account-regions/place-tables.ts';
import { wantedJobs } from './account-regions/read-place.ts';
import { type EvaluationRequest, withoutLists } from './evaluation-request.ts';
import type { StoredFacts } from './facts/stored-facts.ts';
import { accountRow, accountsIn, createEmptyParts } from './tables/account-rows.ts';

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
  /** Lists from which nothing is concluded. */
  readonly without?: readonly ResourceId[];
  /** Lists that are evaluated, besides the attention list. */
  readonly lists?: readonly DerivedId[];
}

/** Evaluates until no account-Region is due any more. */
export function evaluateOnce(options: EvaluateOnceOptions): EvaluatedOnce {
  const { facts, watched, settings, now, without = [], lists = [] } = options;
  const places = facts.places(watched);
  const tables = createPlaceTables();
  const book = createScheduleBook();
  const evaluated = new Map<string, EvaluatedPlace>();
  tables.use(places.map(({ key }) => key));
  for (const place of places) tables.update(withoutLists(facts.factsForOthers(place), without), place.key);
  const due = new Set(places);
  // The facts of one account-Region may make another one due again; the same facts make none due twice.
  for (const place of due) {
    due.delete(place);
    const known = facts.factsOf(place, now, wantedJobs(lists));
    const found = withoutLists({ ...known, ...facts.coverageFactsOf(place) }, without);
    const concerned = new Set(tables.update(found, place.key));
    for (const one of places) if (concerned.has(one.key)) due.add(one);
    const { vaults, elsewhere } = tables.readBy(place.key);
    const context = { vaults, settings, now, book };
    evaluated.set(place.key, { ...evaluatePlace({ ...found, elsewhere }, context), scope: place.scope });
  }
  const all = places.flatMap(({ key }) => evaluated.get(key) ?? []);
  return {
    places: all,
    accounts() {
      const parts = new Map(all.map(({ scope, account }) => [placeKey(scope), account()] as const));
      const emptyParts = createEmptyParts(facts, now);
      return accountsIn(watched, places).map((account) => {
        const known = account.places.flatMap(({ key }) => parts.get(key) ?? []);
        return accountRow(account, [...known, ...emptyParts(account)], watched);
      });
    },
  };
}
