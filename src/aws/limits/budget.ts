// A budget of calls: tokens that grow with time; the rate halves on a throttle and climbs back evenly.
import { leastShare, recoveryMs, throttleRestMs } from '../../../config/budgets.ts';
import type { Clock } from '../../lib/clock.ts';

export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

export interface Budget {
  /** Calls per second granted now. */
  rate(): number;
  /** ms until there is a token; 0: now. */
  waitMs(): number;
  spend(): void;
  /** AWS said: too fast. */
  throttled(): void;
}

export function createBudget(clock: Pick<Clock, 'now'>, full: Rate): Budget {
  let tokens: number = full.burst;
  let share = 1;
  let countedAt = clock.now();
  let throttledAt = Number.NEGATIVE_INFINITY;

  const rate = () => {
    const now = clock.now();
    // A clock set back must not take tokens away.
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
      // A hair below one token is rounding, not poverty.
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
