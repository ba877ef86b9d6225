// The queue of account-Regions: those that were never evaluated first, then those that changed or are due, in order of
// waiting time.
import { isSame } from '../../../lib/same.ts';
import type { FactPlace } from '../facts/fact-places.ts';

export interface PlaceQueue {
  places(): readonly FactPlace[];
  /**
   * Replaces the places. New places, and places that other identities see now, wait as if they had never been
   * evaluated.
   */
  use(places: readonly FactPlace[]): void;
  /**
   * A place whose facts for others were not read yet: all of them are read before the first evaluation. undefined:
   * there is none.
   */
  nextUnread(): FactPlace | undefined;
  /** All places wait as if they had never been evaluated. */
  restart(): void;
  /** The facts of the place changed. */
  add(key: string): void;
  /** The place is due at this time at the latest, in epoch ms. */
  expect(key: string, at: number): void;
  /** All changes up to this position have been added. */
  seen(position: number): void;
  /** undefined: no place is due. `now`: epoch ms of AWS's clock. */
  next(now: number): FactPlace | undefined;
  /** The place has never been evaluated. */
  isFirst(key: string): boolean;
  /** Some place has never been evaluated. */
  hasFirst(): boolean;
  /** The place has been evaluated, and the result holds until `holdsUntil`. */
  done(key: string, holdsUntil: number): void;
  /** Epoch ms at which the next place is due. */
  dueAt(): number;
  /** Everything that was written up to this position has been evaluated. */
  upTo(): number;
}

interface Entry {
  readonly place: FactPlace;
  /** The facts of the place for others were not read yet. */
  isUnread: boolean;
  /** Everything up to this position is evaluated, but not later changes; undefined: all known changes are evaluated. */
  upTo: number | undefined;
  /** Epoch ms; undefined: the place was never evaluated. */
  holdsUntil: number | undefined;
}

const never = { upTo: -1, holdsUntil: undefined };

export function createPlaceQueue(): PlaceQueue {
  /** In order of waiting time. */
  const entries = new Map<string, Entry>();
  let all: readonly FactPlace[] = [];
  let seenUpTo = -1;
  let seenBefore = -1;

  /** A place that changes again is moved behind those that wait. */
  function take(isWanted: (entry: Entry) => boolean): FactPlace | undefined {
    for (const [key, entry] of entries) {
      if (!isWanted(entry)) continue;
      entries.delete(key);
      entries.set(key, entry);
      return entry.place;
    }
    return undefined;
  }

  const isWaiting = ({ upTo }: Entry) => upTo !== undefined;

  return {
    places: () => all,
    use(next) {
      all = next;
      const keys = new Set(next.map(({ key }) => key));
      for (const key of [...entries.keys()]) if (!keys.has(key)) entries.delete(key);
      const added = next.filter((place) => !isSame(entries.get(place.key)?.place, place));
      for (const place of added) entries.set(place.key, { place, isUnread: true, ...never });
    },
    nextUnread() {
      for (const entry of entries.values()) {
        if (!entry.isUnread) continue;
        entry.isUnread = false;
        return entry.place;
      }
      return undefined;
    },
    restart() {
      for (const entry of entries.values()) Object.assign(entry, never);
    },
    add(key) {
      const entry = entries.get(key);
      if (entry) entry.upTo ??= seenBefore;
    },
    expect(key, at) {
      const entry = entries.get(key);
      if (entry?.holdsUntil !== undefined) entry.holdsUntil = Math.min(entry.holdsUntil, at);
    },
    seen(position) {
      seenBefore = seenUpTo;
      seenUpTo = position;
    },
    next: (now) =>
      take(({ holdsUntil }) => holdsUntil === undefined) ??
      take((entry) => isWaiting(entry) || (entry.holdsUntil ?? 0) <= now),
    isFirst: (key) => entries.get(key)?.holdsUntil === undefined,
    hasFirst: () => [...entries.values()].some(({ holdsUntil }) => holdsUntil === undefined),
    done(key, holdsUntil) {
      const entry = entries.get(key);
      if (entry) Object.assign(entry, { upTo: undefined, holdsUntil });
    },
    dueAt() {
      let earliest = Number.POSITIVE_INFINITY;
      for (const entry of entries.values()) {
        earliest = Math.min(earliest, isWaiting(entry) ? Number.NEGATIVE_INFINITY : (entry.holdsUntil ?? 0));
      }
      return earliest;
    },
    upTo() {
      let least = seenUpTo;
      for (const { upTo = least } of entries.values()) least = Math.min(least, upTo);
      return least;
    },
  };
}
