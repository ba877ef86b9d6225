import type { ReceivedCall } from './protocols/service.ts';

export interface CallLog {
  /** The latest calls, oldest first. The same array for good: a restored state replaces its content. */
  readonly calls: ReceivedCall[];
  /** Appends a call and deletes old ones; returns the number of deleted calls. */
  add(call: ReceivedCall): number;
  /** The number of callers that got no response. */
  unanswered(): number;
}

/** The status of a call without a response (fault `hang`). */
export const noResponseStatus = 0;
const defaultKeptCalls = 100_000;
/** The number of calls deleted at once: moving all the others for each call would take longer than the call. */
const deletedAtOnce = 1_000;

/** Keeps at least the latest `keptCalls`. */
export function createCallLog(keptCalls = defaultKeptCalls): CallLog {
  const calls: ReceivedCall[] = [];
  let unanswered = 0;
  return {
    calls,
    add(call) {
      calls.push(call);
      if (call.status === noResponseStatus) unanswered += 1;
      if (calls.length < keptCalls + deletedAtOnce) return 0;
      calls.splice(0, deletedAtOnce);
      return deletedAtOnce;
    },
    unanswered: () => unanswered,
  };
}
