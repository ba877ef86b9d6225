// Asks again after what may pass: for commands that ask once and end, which no poll comes back to.
import { type Clock, sleep } from '../../lib/clock.ts';
import { AwsProblemError } from './errors.ts';

export interface RetryPolicy {
  /** Attempts in all; 1: none is repeated. */
  readonly attempts: number;
  /** Before the second attempt; twice as long before each one after it. */
  readonly firstMs: number;
}

export const once: RetryPolicy = { attempts: 1, firstMs: 0 };
/** As many as the AWS SDKs make and one more. */
export const fourAttempts: RetryPolicy = { attempts: 4, firstMs: 1_000 };

/** Rejects as the last attempt does. The signal ends the waiting; the task sees to itself. */
export async function retry<Result>(
  task: () => Promise<Result>,
  { attempts, firstMs }: RetryPolicy,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await task();
    } catch (error) {
      if (attempt >= attempts || signal.aborted || !mayPass(error)) throw error;
      await sleep(clock, firstMs * 2 ** (attempt - 1), signal).catch(() => {});
    }
  }
}

const mayPass = (error: unknown): boolean =>
  error instanceof AwsProblemError && error.problem.retryable && error.problem.kind !== 'waiting-for-program';
