// The estate's clock: it can be moved, pinned and released while it runs.
import type { EstateClock } from './estate-clock.ts';

export interface MovableClock extends Pick<EstateClock, 'now'> {
  /** Estate seconds per real second; 0 while pinned. */
  speed(): number;
  /** Stops at this epoch ms. */
  pin(at: number): void;
  /** Moves forward; a negative value moves back. */
  advance(ms: number): void;
  /** Continues from its current time with the speed of the base clock. */
  run(): void;
  isPinned(): boolean;
  /** The clock's state, for `restore`. */
  state(): ClockState;
  /** Never restores a time before the saved one: past events stay in the past. */
  restore(state: ClockState): void;
  /** Restores the initial state. */
  reset(): void;
}

export interface ClockState {
  /** Epoch ms. */
  now: number;
  offsetMs: number;
  isPinned: boolean;
}

/** `startsPinned`: the clock is pinned at this epoch ms until `run`. */
export function createMovableClock(base: EstateClock, startsPinned?: number): MovableClock {
  let offset = 0;
  let pinned = startsPinned;
  const now = () => pinned ?? base.now() + offset;
  return {
    now,
    speed: () => (pinned === undefined ? (base.speed ?? 1) : 0),
    pin(at) {
      pinned = at;
    },
    advance(ms) {
      if (pinned === undefined) offset += ms;
      else pinned += ms;
    },
    run() {
      offset = now() - base.now();
      pinned = undefined;
    },
    isPinned: () => pinned !== undefined,
    state: () => ({ now: now(), offsetMs: offset, isPinned: pinned !== undefined }),
    restore(state) {
      offset = Math.max(state.offsetMs, state.now - base.now());
      pinned = state.isPinned ? state.now : undefined;
    },
    reset() {
      offset = 0;
      pinned = startsPinned;
    },
  };
}
