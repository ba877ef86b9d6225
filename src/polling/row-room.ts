// Bounds how many rows all lists keep together: beyond that, each lets go of what is older than one common moment.

export interface RowRoom {
  /** Epoch ms: what is older and over is not kept. */
  horizon(): number;
  /** What a list holds; the newest word of each counts. Where that is too much, all of them are cut. */
  hold(list: object, held: Held): void;
}

export interface Held {
  size(): number;
  /** Of the rows that may go. */
  times(): Iterable<number>;
  /** To the horizon. */
  cut(): void;
}

export interface RoomRules {
  readonly most: number;
  /** Epoch ms: what is newer stays, however much it is. */
  readonly newest: () => number;
}

const hourMs = 3_600_000;
/** As with one list: it is looked at when it is this much too many, and then brought down to size. */
const slack = 1.1;

export function createRowRoom({ most, newest }: RoomRules): RowRoom {
  // A list that nobody keeps any more goes by itself, and its rows with it.
  const known = new WeakMap<object, Held>();
  const lists = new Set<WeakRef<object>>();
  let horizon = Number.NEGATIVE_INFINITY;

  const all = (): Held[] =>
    [...lists].flatMap((reference) => {
      const list = reference.deref();
      if (list === undefined) lists.delete(reference);
      return (list && known.get(list)) ?? [];
    });

  const total = () => all().reduce((sum, { size }) => sum + size(), 0);

  /** By the hour: nobody sorts 200,000 moments for it. */
  const hoursOf = (helds: readonly Held[]): Map<number, number> => {
    const hours = new Map<number, number>();
    for (const { times } of helds) {
      for (const time of times()) {
        const hour = Math.floor(time / hourMs);
        hours.set(hour, (hours.get(hour) ?? 0) + 1);
      }
    }
    return hours;
  };

  const moveUp = () => {
    const ofAll = hoursOf(all());
    let surplus = total() - most;
    let next = horizon;
    for (const [hour, count] of [...ofAll].sort(([one], [other]) => one - other)) {
      if (surplus <= 0 || (hour + 1) * hourMs > newest()) break;
      surplus -= count;
      next = (hour + 1) * hourMs;
    }
    horizon = Math.max(horizon, next);
    for (const { cut } of all()) cut();
  };

  return {
    horizon: () => horizon,
    hold(list, held) {
      if (!known.has(list)) lists.add(new WeakRef(list));
      known.set(list, held);
      if (total() > most * slack) moveUp();
    },
  };
}
