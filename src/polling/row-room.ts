// Bounds how many rows all lists keep together: beyond that, each lets go of what is older than one common moment.
import { hourMs } from '../lib/duration.ts';

export interface RowRoom {
  /** Epoch ms: what is older and over is not kept. */
  horizon(): number;
  /** What a list holds; the newest word of each counts. Where that is too much, all of them are cut, a few rows at a time. */
  hold(list: object, held: Held): void;
}

export interface Held {
  size(): number;
  /** Rows of each hour since the epoch. */
  hours(): Iterable<readonly [hour: number, count: number]>;
  /** To the horizon, some rows at most; false: more are to go. */
  cut(): boolean;
}

export interface RoomRules {
  readonly most: number;
  /** Epoch ms: what is newer stays, however much it is. */
  readonly newest: () => number;
}

/** It is looked at when it is this much too many, and then brought down to size. */
const slack = 1.1;

export function createRowRoom({ most, newest }: RoomRules): RowRoom {
  // A list that nobody keeps any more goes by itself, and its rows with it.
  const known = new WeakMap<object, Held>();
  const lists = new Set<WeakRef<object>>();
  let horizon = Number.NEGATIVE_INFINITY;
  /** Lists that have older rows still. */
  let uncut: Held[] = [];

  const all = (): Held[] =>
    [...lists].flatMap((reference) => {
      const list = reference.deref();
      if (list === undefined) lists.delete(reference);
      return (list && known.get(list)) ?? [];
    });

  /** By the hour: nobody sorts 200,000 moments for it. What is older than the horizon and still there may not go. */
  const hoursOf = (helds: readonly Held[]): Map<number, number> => {
    const sums = new Map<number, number>();
    for (const { hours } of helds) {
      for (const [hour, count] of hours()) {
        if (hour * hourMs >= horizon) sums.set(hour, (sums.get(hour) ?? 0) + count);
      }
    }
    return sums;
  };

  const moveUp = (helds: readonly Held[], surplus: number) => {
    let left = surplus;
    for (const [hour, count] of [...hoursOf(helds)].sort(([one], [other]) => one - other)) {
      if (left <= 0 || (hour + 1) * hourMs > newest()) break;
      left -= count;
      horizon = (hour + 1) * hourMs;
    }
    uncut = [...helds];
  };

  const cutSome = () => {
    for (let [held] = uncut; held?.cut(); [held] = uncut) uncut.shift();
  };

  return {
    horizon: () => horizon,
    hold(list, held) {
      if (!known.has(list)) lists.add(new WeakRef(list));
      known.set(list, held);
      if (uncut.length === 0) {
        const helds = all();
        const total = helds.reduce((sum, { size }) => sum + size(), 0);
        if (total > most * slack) moveUp(helds, total - most);
      }
      cutSome();
    },
  };
}
