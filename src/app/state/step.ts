import type { Effect } from './events.ts';
import type { State } from './state.ts';

/** What came of an event: the next state, and what the runtime should do. */
export interface UpdateResult {
  readonly state: State;
  readonly effects: readonly Effect[];
}

export const stay = (state: State): UpdateResult => ({ state, effects: [] });
export const withEffects = (state: State, ...effects: readonly Effect[]): UpdateResult => ({ state, effects });
