// The estate's clock, which can be moved, pinned and let go while it runs.
import type { EstateClock } from './estate-clock.ts';

export interface MovableClock extends Pick<EstateClock, 'now'> {
  /** How many seconds pass in one; 0 while it stands still. */
  speed(): number;
  /** Stands still at an epoch ms. */
  pin(at: number): void;
  /** Forward, or back when negative. */
  advance(ms: number): void;
  /** Goes on from where it stands, as the clock below it goes. */
  run(): void;
  isPinned(): boolean;
  /** Where it stands, to be put there again. */
  state(): ClockState;
  /** Never back behind where it stood: what has happened stays. */
  restore(state: ClockState): void;
  /** As it was at the start. */
  reset(): void;
}

export interface ClockState {
  /** Epoch ms. */
  now: number;
  offsetMs: number;
  isPinned: boolean;
}

/** `startsPinned`: it stands still at this epoch ms until it is let go. */
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
