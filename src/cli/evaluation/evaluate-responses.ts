// Evaluates AWS's latest responses by the same rules as on the screen, over the same rows of the store.

import { type EvaluatedOnce, type EvaluateOnceOptions, evaluateOnce } from '../../engine/evaluation/evaluate-once.ts';
import type { IsAnswered } from '../../engine/evaluation/facts/response-reader.ts';
import { createStoredFacts } from '../../engine/evaluation/facts/stored-facts.ts';
import type { ProgramStore } from '../../engine/program-store.ts';
import { storedScope } from '../../engine/stored-scope.ts';
import { type CollectedPlace, type CollectedPlaces, collectedPlaces } from '../collected-places.ts';
import type { RequestedLists } from './request-lists.ts';

export interface EvaluateResponsesOptions extends Pick<EvaluateOnceOptions, 'settings' | 'without' | 'lists'> {
  readonly store: ProgramStore;
  /** ARNs of other identities of this user whose findings count, too. Absent: none. */
  readonly otherIdentities?: readonly string[] | undefined;
}

export interface Evaluated extends EvaluatedOnce {
  /** Of account-Regions that only other identities of this user reach. */
  readonly collected: readonly CollectedPlace[];
  /** Conclusions that were impossible although AWS responded, as sentences. */
  readonly problems: readonly string[];
}

export async function evaluateResponses(
  requested: RequestedLists,
  { store, otherIdentities: arns = [], ...options }: EvaluateResponsesOptions,
): Promise<Evaluated> {
  const { data, identities } = requested;
  const { scopes, organizationScopes, accounts, now } = data;
  const { reader } = await store.opened();
  const responses = responsesOf(requested);
  // The response of an earlier run does not count if AWS refuses now.
  const isAnswered: IsAnswered = (id, scope, at) => at >= (responses.get(keyOf(id, scope)) ?? Number.POSITIVE_INFINITY);
  const facts = createStoredFacts({ reader, isAnswered });
  const watched = { scopes, accounts, identities, ...(organizationScopes ? { organizationScopes } : {}) };
  const evaluated = evaluateOnce({ facts, watched, now, ...options });
  const collected = arns.length === 0 ? noneCollected : collectedPlaces({ reader, arns, state: data, identities, now });
  const lost = [...responses].filter(([key, at]) => !(storedAt(key) >= at));

  function storedAt(key: string): number {
    const [id, scope] = JSON.parse(key);
    return reader.requestState(id, scope, '[]')?.wholeAt ?? Number.NEGATIVE_INFINITY;
  }

  const problems = [...(lost.length === 0 ? [] : [lostText(lost.length)]), ...collected.problems];
  return { ...evaluated, collected: collected.places, problems };
}

const noneCollected: CollectedPlaces = { places: [], problems: [] };

const lostText = (count: number): string =>
  `${count} lists of AWS could not be stored, so they are not evaluated; the log has the reason`;

const keyOf = (id: string, scope: object): string => JSON.stringify([id, scope]);

/** Epoch ms of the request for each list with a response. */
function responsesOf({ data, requests, identities }: RequestedLists): ReadonlyMap<string, number> {
  return new Map(
    requests.flatMap((request) => {
      const { loadedAt } = data.snapshot(request) ?? {};
      const identity = identities.get(request.scope.connection);
      if (loadedAt === undefined || identity === undefined) return [];
      return [[keyOf(request.resource, storedScope(request.scope, identity)), loadedAt] as const];
    }),
  );
}
