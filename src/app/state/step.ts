import type { Effect } from './events.ts';
import type { State } from './state.ts';

/** The result of an event: the next state, and effects for the runtime. */
export interface UpdateResult {
  readonly state: State;
  readonly effects: readonly Effect[];
}

export const stay = (state: State): UpdateResult => ({ state, effects: [] });
export const withEffects = (state: State, ...effects: readonly Effect[]): UpdateResult => ({ state, effects });
