import type { Wish } from './events.ts';
import type { State } from './state.ts';

/** What came of an event: the next state, and what the runtime should do. */
export interface Step {
  readonly state: State;
  readonly wishes: readonly Wish[];
}

export const stay = (state: State): Step => ({ state, wishes: [] });
export const wish = (state: State, ...wishes: readonly Wish[]): Step => ({ state, wishes });
