// What a change of a vault's lock did to its bounds.

/** Of the retention that the lock allows; absent: no bound. */
export interface LockBounds {
  readonly minDays?: number;
  readonly maxDays?: number;
  /** The lock becomes final after so many days; absent on a governance lock. */
  readonly finalAfterDays?: number;
}

export type LockDirection = 'loosened' | 'tightened' | 'as before';

/** A shorter retention or a longer one that was forbidden is allowed now: loosened, whatever else was tightened. */
export function lockDirection(before: LockBounds, after: LockBounds): LockDirection {
  const [minBefore, minAfter] = [before.minDays ?? 1, after.minDays ?? 1];
  const [maxBefore, maxAfter] = [before.maxDays ?? endless, after.maxDays ?? endless];
  if (minAfter < minBefore || maxAfter > maxBefore) return 'loosened';
  return minAfter > minBefore || maxAfter < maxBefore ? 'tightened' : 'as before';
}

const endless = Number.POSITIVE_INFINITY;

/** 'loosened from 30-365 to 7-400 days'; where it is not known what was before, what is now. */
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
