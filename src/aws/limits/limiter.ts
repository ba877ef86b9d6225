// Limits calls: a budget for each account-Region, and queues ordered by priority.
import {
  maxInFlight as defaultMaxInFlight,
  maxOverall as defaultMaxOverall,
  operationShare,
  publishedRate,
  type RateClass,
  rateClasses,
  rateClassOfOperation,
} from '../../../config/budgets.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Service } from '../operations.ts';
import { type Bucket, createBucket, type Priority, type Room } from './bucket.ts';
import { type Budget, createBudget, type Rate } from './budget.ts';

export type { Priority } from './bucket.ts';

export interface Turn {
  readonly scope: Scope;
  readonly service: Service;
  readonly operation: string;
  readonly signal: AbortSignal;
  /** Lower goes first; equal ones go in order of arrival. */
  readonly priority: Priority;
}

export interface Limiter {
  /**
   * Resolves when it is the call's turn; the returned function must be called when the call is over. Rejects with the
   * signal's reason.
   */
  acquire(turn: Turn): Promise<() => void>;
  /** To be called when AWS throttled a call. */
  throttled(scope: Scope, service: Service, operation: string): void;
  /** The present rate in calls per second. */
  rate(scope: Scope, service: Service, operation: string): number;
  waiting(): number;
}

export interface LimiterOptions {
  readonly clock: Clock;
  /** For each account-Region and rate class. */
  readonly maxInFlight?: number | undefined;
  /** Over all account-Regions. */
  readonly maxOverall?: number | undefined;
  readonly rates?: Rates | undefined;
}

/** 'unlimited': for a server that has no limits. */
export type Rates = Readonly<Record<RateClass, Rate>> | 'unlimited';

const unlimitedRate: Rate = { perSecond: 1_000_000, burst: 1_000_000 };

const classOf = (service: Service, operation: string): RateClass => rateClassOfOperation[operation] ?? service;

export function createLimiter(options: LimiterOptions): Limiter {
  const { clock, maxInFlight = defaultMaxInFlight, maxOverall = defaultMaxOverall, rates = rateClasses } = options;
  const buckets = new Map<string, Bucket>();
  const operations = new Map<string, Budget>();
  const room = createRoom(maxOverall, buckets);

  const bucketOf = (scope: Scope, service: Service, operation: string) => {
    const rateClass = classOf(service, operation);
    return kept(buckets, `${placeOf(scope)}/${rateClass}`, () =>
      createBucket({
        clock,
        budget: createBudget(clock, rates === 'unlimited' ? unlimitedRate : rates[rateClass]),
        maxInFlight,
        room,
      }),
    );
  };

  const ownOf = (scope: Scope, service: Service, operation: string) => {
    const rate = rates === 'unlimited' ? undefined : publishedRate(service, operation);
    if (rate === undefined) return undefined;
    return kept(operations, `${placeOf(scope)}/${service}/${operation}`, () => createBudget(clock, shareOf(rate)));
  };

  return {
    acquire: ({ scope, service, operation, signal, priority }) =>
      bucketOf(scope, service, operation).acquire({ signal, priority, own: ownOf(scope, service, operation) }),
    throttled: (scope, service, operation) => bucketOf(scope, service, operation).throttled(),
    rate: (scope, service, operation) => bucketOf(scope, service, operation).rate(),
    waiting: () => [...buckets.values()].reduce((sum, bucket) => sum + bucket.waiting(), 0),
  };
}

/** Two connections to one account share AWS's rate for it; until the account is known, each has its own. */
const placeOf = ({ accountId, connection, region }: Scope): string =>
  `${accountId || `connection ${connection}`}/${region}`;

/** Burst and rate together stay below AWS's rate in any one second. */
const shareOf = (perSecond: number): Rate => ({
  perSecond: perSecond * operationShare,
  burst: Math.max(1, Math.floor(perSecond * operationShare)),
});

function kept<T>(map: Map<string, T>, key: string, create: () => T): T {
  const known = map.get(key) ?? create();
  map.set(key, known);
  return known;
}

function createRoom(places: number, buckets: ReadonlyMap<string, Bucket>): Room {
  let taken = 0;
  const mostUrgent = (): Bucket | undefined => {
    let best: { bucket: Bucket; priority: number } | undefined;
    for (const bucket of buckets.values()) {
      const priority = bucket.readiness();
      if (priority !== undefined && (!best || priority < best.priority)) best = { bucket, priority };
    }
    return best?.bucket;
  };
  return {
    hasPlace: () => taken < places,
    take() {
      taken += 1;
    },
    free() {
      const wasFull = taken >= places;
      taken -= 1;
      if (wasFull) mostUrgent()?.serve();
    },
  };
}
