// Tells the store what to evaluate: the watched account-Regions, and the lists on screen.
import { accountsKey } from '../../app/state/accounts-key.ts';
import type { Data } from '../../app/state/data.ts';
import type { State } from '../../app/state/state.ts';
import type { AttentionSettings } from '../../domain/attention/settings.ts';
import type { EvaluationRequest } from '../../engine/evaluation/evaluation-request.ts';
import { standingLists } from '../../engine/evaluation/evaluation-request.ts';
import type { StoreEvaluation } from '../../engine/evaluation/store-evaluation.ts';
import { type DerivedId, evaluatedFor, overviewLists } from '../../resources/derived/derived.ts';
import { resources } from '../../resources/index.ts';

export interface EvaluationWatchOptions {
  readonly evaluation: Pick<StoreEvaluation, 'watch'>;
}

export interface EvaluationWanted {
  readonly settings: AttentionSettings;
  /** By connection: its identity. */
  readonly identities: ReadonlyMap<string, string>;
}

/** To be called after each change; sends a request only if the evaluation changes. */
export function createEvaluationWatch({ evaluation }: EvaluationWatchOptions) {
  let watched: Watched | undefined;
  return (state: State, data: Data, { settings, identities }: EvaluationWanted): void => {
    const { scopes, organizationScopes, accounts } = data;
    // No connection is signed in yet.
    if (identities.size === 0) return;
    const lists = listsOf(state);
    const next: Watched = {
      scopes,
      organizationScopes,
      settings,
      text: JSON.stringify([accountsKey(accounts), [...identities], lists]),
    };
    if (watched && isAlike(watched, next)) return;
    watched = next;
    const places = { scopes, accounts, identities, ...(organizationScopes ? { organizationScopes } : {}) };
    evaluation.watch({ watched: places, settings, lists } satisfies EvaluationRequest);
  };
}

interface Watched extends Pick<Data, 'scopes'> {
  readonly organizationScopes: Data['organizationScopes'] | undefined;
  readonly settings: AttentionSettings;
  /** The other settings as text, for comparison. */
  readonly text: string;
}

const isAlike = (one: Watched, other: Watched): boolean =>
  one.scopes === other.scopes &&
  one.organizationScopes === other.organizationScopes &&
  one.settings === other.settings &&
  one.text === other.text;

function listsOf({ screens }: State): DerivedId[] {
  const lists = screens.flatMap((screen) => {
    if (screen.kind === 'overview') return [];
    const { sectionsFrom = [] } = screen.kind === 'detail' ? resources[screen.resource] : {};
    return [screen.resource, ...sectionsFrom];
  });
  const standing: readonly DerivedId[] = standingLists;
  return [...new Set([...overviewLists, ...lists.flatMap(evaluatedFor)])].filter((list) => !standing.includes(list));
}
