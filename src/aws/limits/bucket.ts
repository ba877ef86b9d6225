// The queue of one rate class in one account-Region.
import type { Clock } from '../../lib/clock.ts';
import type { Budget } from './budget.ts';

/** A number, or a function that is called at each turn: the screen may change while a request waits. */
export type Priority = number | (() => number);

export interface BudgetClaim {
  readonly signal: AbortSignal;
  /** Lower goes first; equal ones go in order of arrival. */
  readonly priority: Priority;
  /** The budget of the operation itself, in addition to that of its class. */
  readonly own?: Budget | undefined;
}

/** The number of calls in flight over all buckets. */
export interface Room {
  hasPlace(): boolean;
  take(): void;
  /** Frees a place for the most urgent waiter of all buckets. */
  free(): void;
}

export interface Bucket {
  acquire(claim: BudgetClaim): Promise<() => void>;
  throttled(): void;
  rate(): number;
  waiting(): number;
  /** The priority of the waiter that could go at once; undefined: there is none. */
  readiness(): number | undefined;
  serve(): void;
}

interface Waiter extends BudgetClaim {
  go(): void;
}

const priorityOf = ({ priority }: BudgetClaim): number => (typeof priority === 'function' ? priority() : priority);

/** The most urgent waiter. A waiter whose operation has no budget left is passed over. */
function mostUrgent(queue: Iterable<Waiter>): Waiter | undefined {
  let best: Waiter | undefined;
  for (const waiter of queue) {
    if (best && priorityOf(waiter) >= priorityOf(best)) continue;
    if ((waiter.own?.waitMs() ?? 0) === 0) best = waiter;
  }
  return best;
}

interface WaiterQueue {
  readonly queue: Set<Waiter>;
  /** Lets those go for which there is a budget. */
  serve(): void;
  createRelease(): () => void;
}

/** Rejects when the claim's signal is aborted before its turn. */
function waitForTurn(claim: BudgetClaim, { queue, serve, createRelease }: WaiterQueue): Promise<() => void> {
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

export interface BucketOptions {
  readonly clock: Clock;
  readonly budget: Budget;
  readonly maxInFlight: number;
  readonly room: Room;
}

export function createBucket({ clock, budget, maxInFlight, room }: BucketOptions): Bucket {
  const queue = new Set<Waiter>();
  let inFlight = 0;
  let cancelTimer: (() => void) | undefined;

  const waitOf = ({ own }: Waiter) => Math.max(budget.waitMs(), own?.waitMs() ?? 0);

  /** The waiter that may go now. */
  const next = (): Waiter | undefined => {
    if (queue.size === 0 || inFlight >= maxInFlight || budget.waitMs() > 0) return undefined;
    return mostUrgent(queue);
  };

  const wake = () => {
    cancelTimer?.();
    cancelTimer = undefined;
    if (queue.size === 0 || inFlight >= maxInFlight) return;
    const waitMs = Math.min(...[...queue].map(waitOf));
    // Without a wait, either all places are taken and the next free place triggers the queue, or the time has just
    // come.
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

  return {
    acquire: (claim) => waitForTurn(claim, { queue, serve, createRelease }),
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
