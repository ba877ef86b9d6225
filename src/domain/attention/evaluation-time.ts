// The time of one evaluation. Rules compare times with it, so that it knows until when each comparison has the same result.
import { dayMs, minuteMs } from '../../lib/duration.ts';

export interface EvaluationTime {
  /** Epoch ms. To be compared with by the functions below alone: they remember the comparison. */
  readonly now: number;
  /** Whether it is `at` or later. `askedAt`: when the answer was asked that has to tell what was so at `at`. */
  reached(at: number, askedAt?: number): boolean;
  /** Whether it is later than `at`. */
  passed(at: number, askedAt?: number): boolean;
  /** Epoch ms, later than now: until then all comparisons of this evaluation have the results that they had. */
  holdsUntil(): number;
}

export function createEvaluationTime(now: number): EvaluationTime {
  // At the latest after a day: a finite number can be stored and compared.
  let holdsUntil = now + dayMs;
  const changesAt = (at: number) => {
    holdsUntil = Math.min(holdsUntil, Math.ceil(at));
  };
  const reached = (at: number, askedAt = Number.POSITIVE_INFINITY): boolean => {
    if (at > now) changesAt(at);
    // The next answer may tell. It is expected after about as long as this one is old.
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
