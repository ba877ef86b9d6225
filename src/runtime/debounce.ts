// Debounces a task: requests that come before it runs share one run, at the earliest of the requested times. It runs in a
// turn of the event loop of its own, so that keys are handled in between.
import { inTurn, type TimedTurns } from '../lib/process/turns.ts';

export interface Debounce {
  /** Runs the task within `waitMs`, or earlier if another request is due before. */
  within(waitMs: number): void;
  stop(): void;
}

export function createDebounce(turns: TimedTurns, run: () => void): Debounce {
  let isStopped = false;
  let next: { readonly at: number; cancel(): void } | undefined;
  const go = () => {
    next = undefined;
    run();
  };
  return {
    within(waitMs) {
      if (isStopped) return;
      const at = turns.clock.now() + waitMs;
      if (next && next.at <= at) return;
      next?.cancel();
      next = { at, cancel: inTurn(turns, go, { waitMs, isAhead: true }) };
    },
    stop() {
      isStopped = true;
      next?.cancel();
    },
  };
}
