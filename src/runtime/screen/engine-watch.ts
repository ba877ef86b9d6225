// Polls and evaluates what is on screen.
import type { Data } from '../../app/state/data.ts';
import type { State } from '../../app/state/state.ts';
import { createWatching } from '../../app/state/watching.ts';
import type { AttentionSettings } from '../../domain/attention/settings.ts';
import type { ReadableStore } from '../../engine/program-store.ts';
import type { Engine } from '../../engine/protocol.ts';
import { createEvaluationWatch } from '../evaluation-watch.ts';
import type { StartMirror } from '../start-mirror.ts';

export interface EngineWatchOptions {
  readonly engine: Pick<Engine, 'send'>;
  readonly store: Pick<ReadableStore, 'evaluation'>;
  readonly mirror: StartMirror;
  attention(): AttentionSettings;
}

/** Returns a function that requests what the state shows; nothing for the place of the previous start. */
export function createEngineWatch({ engine, store, mirror, attention }: EngineWatchOptions) {
  const watchEvaluation = createEvaluationWatch({ evaluation: store.evaluation });
  const watchedRequests = createWatching();
  return (state: State, data: Data): void => {
    if (mirror.isOfLastStart()) return;
    engine.send({ type: 'watch', viewer: 'screen', requests: watchedRequests(state, data) });
    watchEvaluation(state, data, { settings: attention(), identities: mirror.state().identities });
  };
}
