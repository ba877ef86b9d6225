import { timeouts } from '../../../config/budgets.ts';
import type { Clock } from '../../lib/clock.ts';

export interface Deadline {
  readonly clock: Clock;
  /** The caller's own, which ends the task as well. */
  readonly signal: AbortSignal;
  /** Absent: the time limit of a call. */
  readonly callMs?: number | undefined;
}

/**
 * Ends a task at a deadline or by the caller's abort signal, even if the SDK handles neither: while it waits for
 * credentials (a hanging credential_process) or for the rest of a body (its request time-out ends with the headers).
 */
export async function withDeadline<T>(
  { clock, signal, callMs = timeouts.callMs }: Deadline,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const end = (reason: unknown) => controller.abort(reason);
  const aborted = () => end(signal.reason);
  const cancel = clock.setTimeout(() => end(new DOMException('the deadline is over', 'TimeoutError')), callMs);
  signal.addEventListener('abort', aborted, { once: true });
  try {
    if (signal.aborted) aborted();
    return await Promise.race([task(controller.signal), rejectOnAbort(controller.signal)]);
  } catch (error) {
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    cancel();
    signal.removeEventListener('abort', aborted);
  }
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
