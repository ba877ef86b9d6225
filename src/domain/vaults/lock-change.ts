// Describes a change of the bounds of a vault lock.

/** Bounds of the retention that the lock allows; absent: no bound. */
export interface LockBounds {
  readonly minDays?: number;
  readonly maxDays?: number;
  /** Days until the lock becomes final; absent for a governance lock. */
  readonly finalAfterDays?: number;
}

export type LockDirection = 'loosened' | 'tightened' | 'as before';

/** `loosened` if a retention that was forbidden is allowed now, whatever else became stricter. */
export function lockDirection(before: LockBounds, after: LockBounds): LockDirection {
  const [minBefore, minAfter] = [before.minDays ?? 1, after.minDays ?? 1];
  const [maxBefore, maxAfter] = [before.maxDays ?? endless, after.maxDays ?? endless];
  if (minAfter < minBefore || maxAfter > maxBefore) return 'loosened';
  return minAfter > minBefore || maxAfter < maxBefore ? 'tightened' : 'as before';
}

const endless = Number.POSITIVE_INFINITY;

/** 'loosened from 30-365 to 7-400 days'; the present bounds alone if the previous ones are unknown. */
export function lockChange(before: LockBounds | undefined, after: LockBounds): string {
  const final = after.finalAfterDays === undefined ? '' : `, final after ${after.finalAfterDays} days`;
  if (!before) return `retention now ${bounds(after)} days${final}, before unknown`;
  const direction = lockDirection(before, after);
  if (direction === 'as before') return `retention ${bounds(after)} days as before${final}`;
  return `${direction} from ${bounds(before)} to ${bounds(after)} days${final}`;
}

/** '7-400', '7 or more'. */
export const bounds = ({ minDays = 1, maxDays }: LockBounds): string =>
  maxDays === undefined ? `${minDays} or more` : `${minDays}-${maxDays}`;
