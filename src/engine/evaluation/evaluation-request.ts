// The account-Regions to evaluate, and the settings: plain data that can be sent to another thread.
import type { ScopeFacts } from '../../domain/attention/facts.ts';
import type { AttentionSettings } from '../../domain/attention/settings.ts';
import { tableOf } from '../../lib/text/table.ts';
import type { DerivedId } from '../../resources/derived/derived.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import { type FactList, factLists } from './facts/fact-lists.ts';
import type { WatchedPlaces } from './facts/fact-places.ts';

export interface EvaluationRequest {
  readonly watched: WatchedPlaces;
  readonly settings: AttentionSettings;
  /** Lists that are watched, besides the attention list. */
  readonly lists: readonly DerivedId[];
}

/** Lists that are always evaluated, whether or not they are watched. */
export const standingLists = ['attention', 'findings'] as const satisfies readonly DerivedId[];

export const hasAccounts = (lists: readonly DerivedId[]): boolean => lists.includes('accounts');

/** The lists that are evaluated for account-Regions that are not watched themselves. */
export const listsOfOthers = (lists: readonly DerivedId[]): readonly DerivedId[] =>
  hasAccounts(lists) ? [...standingLists, 'accounts'] : standingLists;

const otherMembers = tableOf<keyof ScopeFacts>({
  'region-settings': 'settings',
  'access-points': 'accessPoints',
  inventory: 'inventory',
  keys: 'keys',
});

/** The facts as if these lists had no response. */
export function withoutLists(facts: ScopeFacts, without: readonly ResourceId[]): ScopeFacts {
  if (without.length === 0) return facts;
  const left: Partial<Record<string, unknown>> = { ...facts };
  for (const id of without) delete left[otherMembers[id] ?? factLists[id as FactList]];
  return left as unknown as ScopeFacts;
}
