// Compares a row of a response with the stored row.
import { isSame } from '../../lib/same.ts';
import { type Members, sortPrefix } from '../row-codec.ts';
import type { RowShape } from '../row-shape.ts';

export interface StoredState {
  readonly requestedAt: number;
  readonly isBusy: boolean;
  readonly isThin: boolean;
}

export interface Times {
  readonly stored: Omit<StoredState, 'isThin'>;
  readonly responded: Omit<StoredState, 'isThin'>;
  readonly now: number;
}

/**
 * An earlier request never overwrites a later one. A row that is over becomes busy again only by a later request,
 * because lists of AWS lag behind each other, and never for resources whose rows end for good.
 */
export function isOutOfDate(shape: RowShape, { stored, responded, now }: Times): boolean {
  // A request time in the future comes from a wrong clock: it would keep the row unchanged until then.
  if (responded.requestedAt < stored.requestedAt && stored.requestedAt <= now) return true;
  const wakesUp = responded.isBusy && !stored.isBusy;
  return wakesUp && (shape.endsForGood === true || responded.requestedAt === stored.requestedAt);
}

export interface Contents {
  readonly stored: Members;
  readonly responded: Members;
  /** The stored row is thin and the new one is not: additional members complete the row without changing it. */
  readonly isCompleted: boolean;
}

export interface Difference {
  readonly isAny: boolean;
  readonly isVersion: boolean;
}

export function differenceOf(shape: RowShape, { stored, responded, isCompleted }: Contents): Difference {
  const names = new Set([...Object.keys(stored), ...Object.keys(responded)]);
  const different = [...names].filter((name) => !isSame(stored[name], responded[name]));
  const isVersioned = (name: string) =>
    !shape.volatile.includes(name) && !name.startsWith(sortPrefix) && !(isCompleted && !Object.hasOwn(stored, name));
  return { isAny: different.length > 0, isVersion: different.some(isVersioned) };
}

/**
 * A thin row has fewer members: absent or empty ones keep their stored values, and so do members that the listing does
 * not return.
 */
export function mergeThin(stored: Members, thin: Members, members: readonly string[] = Object.keys(thin)): Members {
  const said = Object.entries(thin).filter(
    ([name, value]) => members.includes(name) && value !== undefined && value !== '' && value !== null,
  );
  return { ...stored, ...Object.fromEntries(said) };
}
