// Repeats requests whose error may pass: for commands that send a request once, without a poll.
import { type Clock, sleep } from '../../lib/clock.ts';
import { AwsProblemError } from './errors.ts';

export interface RetryPolicy {
  /** The total number of attempts; 1: no repetition. */
  readonly attempts: number;
  /** Before the second attempt; doubled before each later one. */
  readonly firstMs: number;
}

export const once: RetryPolicy = { attempts: 1, firstMs: 0 };
/** One attempt more than the AWS SDKs make. */
export const fourAttempts: RetryPolicy = { attempts: 4, firstMs: 1_000 };

/** Rejects with the error of the last attempt. The signal ends the wait; the task handles it itself. */
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
