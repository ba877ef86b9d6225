// A token bucket for calls: its rate halves after a throttle and recovers linearly.
import { leastShare, recoveryMs, throttleRestMs } from '../../../config/budgets.ts';
import type { Clock } from '../../lib/clock.ts';

export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

export interface Budget {
  /** The present rate in calls per second. */
  rate(): number;
  /** Ms until there is a token; 0: there is one. */
  waitMs(): number;
  spend(): void;
  /** To be called when AWS throttled a call. */
  throttled(): void;
}

export function createBudget(clock: Pick<Clock, 'now'>, full: Rate): Budget {
  let tokens: number = full.burst;
  let share = 1;
  let countedAt = clock.now();
  let throttledAt = Number.NEGATIVE_INFINITY;

  const rate = () => {
    const now = clock.now();
    // A clock that was set back must not remove tokens.
    const elapsedMs = Math.max(0, now - countedAt);
    countedAt = now;
    tokens = Math.min(full.burst, tokens + (elapsedMs / 1000) * full.perSecond * share);
    share = Math.min(1, share + elapsedMs / recoveryMs);
    return full.perSecond * share;
  };

  return {
    rate,
    waitMs() {
      const perSecond = rate();
      // A value slightly below one token is a rounding error.
      return tokens >= 1 - 1e-9 ? 0 : Math.max(1, Math.ceil(((1 - tokens) / perSecond) * 1000));
    },
    spend() {
      tokens -= 1;
    },
    throttled() {
      rate();
      if (clock.now() - throttledAt < throttleRestMs) return;
      throttledAt = clock.now();
      share = Math.max(leastShare, share / 2);
      tokens = 0;
    },
  };
}
