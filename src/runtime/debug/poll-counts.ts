// The numbers of polls that run, wait and fail, from the notes of the engine.
import type { AnySnapshot } from '../../app/state/data.ts';
import type { EngineNote } from '../../engine/protocol.ts';
import type { DebugFigures } from './debug-figures.ts';

type PollState = keyof DebugFigures['polls'];

/** A poll that is repeated counts as running. */
function stateOf({ askingSince, failure }: AnySnapshot): PollState {
  if (askingSince !== undefined) return 'running';
  return failure ? 'failing' : 'waiting';
}

export function createPollCounts() {
  const states = new Map<string, PollState>();
  let notes = 0;
  return {
    take({ responses, isRestart }: Extract<EngineNote, { type: 'changed' }>): void {
      notes += 1;
      // The polls of an engine that died no longer exist.
      if (isRestart) states.clear();
      for (const [key, response] of responses) {
        if (response) states.set(key, stateOf(response));
        else states.delete(key);
      }
    },
    /** The number since the last call. */
    takeNotes(): number {
      const taken = notes;
      notes = 0;
      return taken;
    },
    figures(): DebugFigures['polls'] {
      const counts = { running: 0, waiting: 0, failing: 0 };
      for (const state of states.values()) counts[state] += 1;
      return counts;
    },
  };
}
