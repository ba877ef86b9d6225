// Who may call when: a token bucket for each account-Region and rate class, and a queue that knows what is on screen.
import {
  maxInFlight as defaultMaxInFlight,
  leastShare,
  type RateClass,
  rateClasses,
  rateClassOfOperation,
  recoveryMs,
  throttleRestMs,
} from '../../config/budgets.ts';
import type { Scope } from '../domain/scope.ts';
import type { Clock } from '../lib/clock.ts';
import type { Service } from './operations.ts';

export interface Turn {
  readonly scope: Scope;
  readonly service: Service;
  readonly operation: string;
  readonly signal: AbortSignal;
  /** Lower goes first; equals go in order of arrival. */
  readonly priority: number;
}

export interface Limiter {
  /** Waits for a turn; call the answer when the call is over. Rejects with the signal's reason. */
  acquire(turn: Turn): Promise<() => void>;
  /** AWS said: too fast. */
  throttled(scope: Scope, service: Service, operation: string): void;
  /** Calls per second granted now. */
  rate(scope: Scope, service: Service, operation: string): number;
  waiting(): number;
}

export interface LimiterOptions {
  readonly clock: Clock;
  readonly maxInFlight?: number | undefined;
  readonly rates?: Readonly<Record<RateClass, { readonly perSecond: number; readonly burst: number }>>;
}

const classOf = (service: Service, operation: string): RateClass => rateClassOfOperation[operation] ?? service;

export function createLimiter({
  clock,
  maxInFlight = defaultMaxInFlight,
  rates = rateClasses,
}: LimiterOptions): Limiter {
  const buckets = new Map<string, Bucket>();

  const bucketOf = (scope: Scope, service: Service, operation: string) => {
    const rateClass = classOf(service, operation);
    // Two connections into one account share what AWS grants it; until it is known, each counts for itself.
    const key = `${scope.accountId || `connection ${scope.connection}`}/${scope.region}/${rateClass}`;
    const bucket = buckets.get(key) ?? createBucket(clock, rates[rateClass], maxInFlight);
    buckets.set(key, bucket);
    return bucket;
  };

  return {
    acquire: (turn) => bucketOf(turn.scope, turn.service, turn.operation).acquire(turn.priority, turn.signal),
    throttled: (scope, service, operation) => bucketOf(scope, service, operation).throttled(),
    rate: (scope, service, operation) => bucketOf(scope, service, operation).rate(),
    waiting: () => [...buckets.values()].reduce((sum, bucket) => sum + bucket.waiting(), 0),
  };
}

interface Bucket {
  acquire(priority: number, signal: AbortSignal): Promise<() => void>;
  throttled(): void;
  rate(): number;
  waiting(): number;
}

interface Waiter {
  readonly priority: number;
  go(): void;
}

function createBucket(clock: Clock, full: { perSecond: number; burst: number }, maxInFlight: number): Bucket {
  const budget = createBudget(clock, full);
  let queue: Waiter[] = [];
  let inFlight = 0;
  let cancelTimer: (() => void) | undefined;

  function serve(): void {
    cancelTimer?.();
    cancelTimer = undefined;
    while (queue.length > 0 && inFlight < maxInFlight) {
      const waitMs = budget.waitMs();
      if (waitMs > 0) {
        cancelTimer = clock.setTimeout(serve, waitMs);
        return;
      }
      budget.spend();
      inFlight += 1;
      queue.shift()?.go();
    }
  }

  function createRelease(): () => void {
    let released = false;
    return () => {
      if (released) return;
      released = true;
      inFlight -= 1;
      serve();
    };
  }

  function acquire(priority: number, signal: AbortSignal): Promise<() => void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const leave = () => {
        queue = queue.filter((other) => other !== waiter);
        serve();
        reject(signal.reason);
      };
      const waiter: Waiter = {
        priority,
        go() {
          signal.removeEventListener('abort', leave);
          resolve(createRelease());
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      const behind = queue.findIndex((other) => other.priority > priority);
      queue.splice(behind === -1 ? queue.length : behind, 0, waiter);
      serve();
    });
  }

  return { acquire, throttled: budget.throttled, rate: budget.rate, waiting: () => queue.length };
}

/** Tokens that grow with time; the rate halves on a throttle and climbs back evenly. */
function createBudget(clock: Clock, full: { perSecond: number; burst: number }) {
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
