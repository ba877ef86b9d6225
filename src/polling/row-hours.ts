// Which rows of a list were made in which hour: the oldest are found without a look at the others.
import { hourMs } from '../lib/duration.ts';

export interface RowHours {
  /** `time`: epoch ms, the same for a key each time. */
  add(key: string, time: number): void;
  remove(key: string, time: number): void;
  /** How many there are in each hour since the epoch. */
  counts(): Iterable<readonly [hour: number, count: number]>;
  /** Hour by hour, the oldest first. */
  oldest(): Iterable<readonly string[]>;
  /** Goes through the keys of the hours up to that of `before`, and forgets those that `goes`, `most` of them at most. */
  sweep(before: number, most: number, goes: (key: string) => boolean): 'done' | 'more';
}

export function createRowHours(): RowHours {
  const hours = new Map<number, string[]>();
  const hourOf = (time: number) => Math.floor(time / hourMs);
  const inOrder = () => [...hours.keys()].sort((one, other) => one - other);
  const keysOf = (hour: number): string[] => hours.get(hour) ?? [];

  const keep = (hour: number, keys: string[]) => {
    if (keys.length > 0) hours.set(hour, keys);
    else hours.delete(hour);
  };

  return {
    add(key, time) {
      const hour = hourOf(time);
      const keys = hours.get(hour);
      if (keys) keys.push(key);
      else hours.set(hour, [key]);
    },
    remove(key, time) {
      const hour = hourOf(time);
      keep(
        hour,
        keysOf(hour).filter((other) => other !== key),
      );
    },
    *counts() {
      for (const [hour, keys] of hours) yield [hour, keys.length] as const;
    },
    *oldest() {
      for (const hour of inOrder()) yield keysOf(hour);
    },
    sweep(before, most, goes) {
      let left = most;
      for (const hour of inOrder()) {
        if (hour * hourMs >= before) return 'done';
        const stay: string[] = [];
        for (const key of keysOf(hour)) {
          if (left > 0 && goes(key)) left -= 1;
          else stay.push(key);
        }
        keep(hour, stay);
        if (left === 0) return 'more';
      }
      return 'done';
    },
  };
}
