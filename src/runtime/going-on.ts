// When the screen looks at what has been answered, and goes on with what is made in many shares: in a turn of its own,
// so that keys are answered in between. However many wish for it, there is one such turn, and the soonest wish counts.
import { inTurn, type TimedTurns } from '../lib/process/turns.ts';

export interface GoingOn {
  /** Once in so many ms, or before with whoever wishes for it sooner. */
  soon(waitMs: number): void;
  stop(): void;
}

export function createGoingOn(turns: TimedTurns, goOn: () => void): GoingOn {
  let isStopped = false;
  let next: { readonly at: number; cancel(): void } | undefined;
  const go = () => {
    next = undefined;
    goOn();
  };
  return {
    soon(waitMs) {
      if (isStopped) return;
      const at = turns.clock.now() + waitMs;
      if (next && next.at <= at) return;
      next?.cancel();
      next = { at, cancel: inTurn(turns, go, waitMs, true) };
    },
    stop() {
      isStopped = true;
      next?.cancel();
    },
  };
}
