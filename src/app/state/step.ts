import type { Effect } from './events.ts';
import type { State } from './state.ts';

/** What came of an event: the next state, and what the runtime should do. */
export interface Step {
  readonly state: State;
  readonly effects: readonly Effect[];
}

export const stay = (state: State): Step => ({ state, effects: [] });
export const withEffects = (state: State, ...effects: readonly Effect[]): Step => ({ state, effects });
