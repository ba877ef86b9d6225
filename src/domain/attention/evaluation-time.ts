// The time of one evaluation. Rules compare times only through its functions, which record until when each comparison
// has the same result.
import { dayMs, minuteMs } from '../../lib/duration.ts';

export interface EvaluationTime {
  /** Epoch ms. Only the functions below may compare with it, because they record the comparison. */
  readonly now: number;
  /**
   * Whether the time is `at` or later. `askedAt`: the time of the request whose response has to include the state at
   * `at`.
   */
  reached(at: number, askedAt?: number): boolean;
  /** Whether the time is later than `at`. */
  passed(at: number, askedAt?: number): boolean;
  /** Epoch ms, later than now: until then all comparisons of this evaluation keep their results. */
  holdsUntil(): number;
}

export function createEvaluationTime(now: number): EvaluationTime {
  // At most a day: a finite number can be stored and compared.
  let holdsUntil = now + dayMs;
  const changesAt = (at: number) => {
    holdsUntil = Math.min(holdsUntil, Math.ceil(at));
  };
  const reached = (at: number, askedAt = Number.POSITIVE_INFINITY): boolean => {
    if (at > now) changesAt(at);
    // The next response may include the state. It is expected after about the age of the present response.
    else if (at > askedAt) changesAt(now + Math.max(minuteMs, now - askedAt));
    else return true;
    return false;
  };
  return {
    now,
    reached,
    passed: (at, askedAt) => reached(Math.floor(at) + 1, askedAt),
    holdsUntil: () => holdsUntil,
  };
}
