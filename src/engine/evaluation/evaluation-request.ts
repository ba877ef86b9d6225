// Which account-Regions are evaluated, and by which settings: plain data, for it crosses threads.
import type { ScopeFacts } from '../../domain/attention/facts.ts';
import type { AttentionSettings } from '../../domain/attention/settings.ts';
import type { DerivedId } from '../../resources/derived/derived.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import { type FactList, factLists } from './fact-lists.ts';
import type { WatchedPlaces } from './fact-places.ts';

export interface EvaluationRequest {
  readonly watched: WatchedPlaces;
  readonly settings: AttentionSettings;
  /** Lists that somebody looks at, besides the attention list. */
  readonly lists: readonly DerivedId[];
}

/** Evaluated whether anybody looks at them or not. */
export const standingLists = ['attention', 'findings'] as const satisfies readonly DerivedId[];

export const hasAccounts = (lists: readonly DerivedId[]): boolean => lists.includes('accounts');

/** Of account-Regions that are not watched themselves. */
export const listsOfOthers = (lists: readonly DerivedId[]): readonly DerivedId[] =>
  hasAccounts(lists) ? [...standingLists, 'accounts'] : standingLists;

/** The facts as if these lists had never been answered. */
export function withoutLists(facts: ScopeFacts, without: readonly ResourceId[]): ScopeFacts {
  if (without.length === 0) return facts;
  const left: Partial<Record<string, unknown>> = { ...facts };
  for (const id of without) delete left[id === 'region-settings' ? 'settings' : factLists[id as FactList]];
  return left as unknown as ScopeFacts;
}
