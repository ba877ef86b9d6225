// Who waits for one account-Region's rate class, and whose turn it is.
import type { Clock } from '../../lib/clock.ts';
import type { Budget } from './budget.ts';

/** A number, or asked anew whenever a turn is given: what a person looks at changes while a question waits. */
export type Priority = number | (() => number);

export interface BudgetClaim {
  readonly signal: AbortSignal;
  /** Lower goes first; equals go in order of arrival. */
  readonly priority: Priority;
  /** The operation's own budget, beside that of its class. */
  readonly own?: Budget | undefined;
}

/** How many may be on the wire over all buckets. */
export interface Room {
  hasPlace(): boolean;
  take(): void;
  /** Frees a place, for whoever is the most urgent. */
  free(): void;
}

export interface Bucket {
  acquire(claim: BudgetClaim): Promise<() => void>;
  throttled(): void;
  rate(): number;
  waiting(): number;
  /** Priority of the one that could go at once; undefined: nobody. */
  readiness(): number | undefined;
  serve(): void;
}

interface Waiter extends BudgetClaim {
  go(): void;
}

const priorityOf = ({ priority }: BudgetClaim): number => (typeof priority === 'function' ? priority() : priority);

export function createBucket(clock: Clock, budget: Budget, maxInFlight: number, room: Room): Bucket {
  const queue = new Set<Waiter>();
  let inFlight = 0;
  let cancelTimer: (() => void) | undefined;

  const waitOf = ({ own }: Waiter) => Math.max(budget.waitMs(), own?.waitMs() ?? 0);

  /** The most urgent of those that may go now: whom its own operation's rate holds back is overtaken. */
  const next = (): Waiter | undefined => {
    if (queue.size === 0 || inFlight >= maxInFlight || budget.waitMs() > 0) return undefined;
    let best: Waiter | undefined;
    for (const waiter of queue) {
      if (best && priorityOf(waiter) >= priorityOf(best)) continue;
      if ((waiter.own?.waitMs() ?? 0) === 0) best = waiter;
    }
    return best;
  };

  const wake = () => {
    cancelTimer?.();
    cancelTimer = undefined;
    if (queue.size === 0 || inFlight >= maxInFlight) return;
    const waitMs = Math.min(...[...queue].map(waitOf));
    // Without a wait there is no place on the wire, and whoever frees one comes by; or the time came just now.
    if (waitMs > 0 || room.hasPlace()) cancelTimer = clock.setTimeout(serve, waitMs);
  };

  function serve(): void {
    for (let waiter = next(); waiter && room.hasPlace(); waiter = next()) {
      budget.spend();
      waiter.own?.spend();
      inFlight += 1;
      room.take();
      queue.delete(waiter);
      waiter.go();
    }
    wake();
  }

  function createRelease(): () => void {
    let released = false;
    return () => {
      if (released) return;
      released = true;
      inFlight -= 1;
      room.free();
      serve();
    };
  }

  function acquire(claim: BudgetClaim): Promise<() => void> {
    const { signal } = claim;
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const leave = () => {
        queue.delete(waiter);
        serve();
        reject(signal.reason);
      };
      const waiter: Waiter = {
        ...claim,
        go() {
          signal.removeEventListener('abort', leave);
          resolve(createRelease());
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      queue.add(waiter);
      serve();
    });
  }

  return {
    acquire,
    throttled: budget.throttled,
    rate: budget.rate,
    waiting: () => queue.size,
    serve,
    readiness() {
      const waiter = next();
      return waiter && priorityOf(waiter);
    },
  };
}
