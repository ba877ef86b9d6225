// Which account-Region is evaluated next: what was never evaluated first, then what changed or is due, the longest waiting first.
import { isSame } from '../../lib/same.ts';
import type { FactPlace } from './fact-places.ts';

export interface PlaceQueue {
  places(): readonly FactPlace[];
  /** From now on these. Those that are new, or are seen by other identities, wait as if they had never been evaluated. */
  use(places: readonly FactPlace[]): void;
  /** One that others know nothing of yet: all of these are read before any is evaluated. undefined: there is none. */
  nextUnread(): FactPlace | undefined;
  /** All wait as if they had never been evaluated. */
  restart(): void;
  /** Its facts changed. */
  add(key: string): void;
  /** It is due then at the latest, in epoch ms. */
  expect(key: string, at: number): void;
  /** Whatever was written up to this position has been added. */
  seen(position: number): void;
  /** undefined: none is due. `now`: epoch ms of AWS's clock. */
  next(now: number): FactPlace | undefined;
  /** It has never been evaluated. */
  isFirst(key: string): boolean;
  /** One has never been evaluated. */
  hasFirst(): boolean;
  /** It has been evaluated, and what was found holds until then. */
  done(key: string, holdsUntil: number): void;
  /** Epoch ms at which the next one is due. */
  dueAt(): number;
  /** Whatever was written up to this position has been evaluated. */
  upTo(): number;
}

interface Entry {
  readonly place: FactPlace;
  /** What others may know of it has not been read. */
  isUnread: boolean;
  /** Up to this position all is evaluated, but not what came after it; undefined: all that was seen is. */
  upTo: number | undefined;
  /** Epoch ms; undefined: it was never evaluated. */
  holdsUntil: number | undefined;
}

const never = { upTo: -1, holdsUntil: undefined };

export function createPlaceQueue(): PlaceQueue {
  /** The longest waiting first. */
  const entries = new Map<string, Entry>();
  let all: readonly FactPlace[] = [];
  let seenUpTo = -1;
  let seenBefore = -1;

  /** Whatever changes again stands behind those that wait by then. */
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
