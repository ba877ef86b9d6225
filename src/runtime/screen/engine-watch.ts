// Polls and evaluates what is on screen.
import type { Data } from '../../app/state/data.ts';
import { createWatching } from '../../app/state/lists/watching.ts';
import type { State } from '../../app/state/state.ts';
import type { AttentionSettings } from '../../domain/attention/settings.ts';
import { isCollectedScope } from '../../domain/scope.ts';
import type { ReadableStore } from '../../engine/program-store.ts';
import type { Engine } from '../../engine/protocol.ts';
import { createEvaluationWatch } from '../attention/evaluation-watch.ts';
import type { StartMirror } from '../start-mirror.ts';

export interface EngineWatchOptions {
  readonly engine: Pick<Engine, 'send'>;
  readonly store: Pick<ReadableStore, 'evaluation'>;
  readonly mirror: StartMirror;
  attention(): AttentionSettings;
  /** The data of the present, while a past time is on screen. */
  present(): Data;
  /** Nothing is requested or evaluated. */
  readonly isStoreOnly?: boolean | undefined;
}

/** Returns a function that requests what the state shows; nothing for the place of the previous start. */
export function createEngineWatch({ engine, store, mirror, attention, present, isStoreOnly }: EngineWatchOptions) {
  const watchEvaluation = createEvaluationWatch({ evaluation: store.evaluation });
  const watchedRequests = createWatching();
  let isHeld = false;

  function hold(next: boolean): void {
    if (next !== isHeld) engine.send({ type: 'hold', isHeld: next });
    isHeld = next;
  }

  let own: { readonly of: Data['scopes']; readonly scopes: Data['scopes'] } | undefined;
  /** What another identity collected was evaluated by its program. */
  function ownOf(data: Data): Data {
    if (!data.scopes.some(isCollectedScope)) return data;
    if (own?.of !== data.scopes)
      own = { of: data.scopes, scopes: data.scopes.filter((scope) => !isCollectedScope(scope)) };
    return { ...data, scopes: own.scopes };
  }

  return (shown: State, shownData: Data): void => {
    const isPast = shown.asOf !== undefined;
    hold(isPast);
    if (isStoreOnly || mirror.isOfLastStart()) return;
    const [state, data] = isPast ? [overviewOf(shown), present()] : [shown, shownData];
    engine.send({ type: 'watch', viewer: 'screen', requests: watchedRequests(state, data) });
    watchEvaluation(state, ownOf(data), { settings: attention(), identities: mirror.state().identities });
  };
}

/** A past time is read from the store: AWS is asked for no more than the overview. */
function overviewOf({ overlay: _, ...state }: State): State {
  return { ...state, screens: [state.screens[0]] };
}
