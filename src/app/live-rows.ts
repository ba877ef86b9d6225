// The rows of one list, filtered and sorted, that follow the answers: only what changed is looked at again, and where
// that is much, so much at a time that a key never waits for it.
import { minuteOf } from '../lib/clock.ts';
import type { Sequence } from '../lib/sequence.ts';
import { TextMap } from '../lib/text-map.ts';
import { createAnswerFollower } from './answer-follower.ts';
import type { AnySnapshot } from './data.ts';
import type { ListNames } from './list-names.ts';
import {
  type Entry,
  emptyList,
  indexIn,
  keysOf,
  type Order,
  placeOf,
  rowsOf,
  type SortedList,
  type SortValue,
  withChanges,
} from './sorted-list.ts';

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
export type Row = any;

export interface Rows {
  readonly keys: Sequence<string>;
  readonly rows: Sequence<Row>;
  /** Those of all rows, whatever the filter hides. Absent: nobody has collected them. */
  readonly names?: ListNames;
  /** Where a row stands. */
  readonly indexOf: { get(key: string): number | undefined };
  /** Before the filter. */
  readonly total: number;
  /** Not all rows have been looked at: those of the list may not be all that belong there. */
  readonly isBehind: boolean;
  /** All rows are reached, also those that answers in memory have left out. */
  readonly isStored?: boolean;
  /** They are those of the filter before: the row under the cursor is not the one that was looked for. */
  readonly isOfOtherFilter?: boolean;
  /** For so long it is no use to go on. */
  readonly waitMs?: number;
  /** Why the filter filters nothing: it is no valid regular expression, or takes too long. */
  readonly filterProblem?: string;
}

export interface LiveRowsOptions {
  readonly order: Order;
  sortValue(row: Row, now: number): SortValue;
  /** Of each row, in order, whether it belongs here; undefined: nobody can tell, and all do. Absent: all. */
  passing?(rows: readonly Row[], now: number): readonly boolean[] | undefined;
  /** What is sorted or filtered by changes with time alone. */
  readonly movesWithTime: boolean;
  readonly filterProblem?: string;
  /** Said from when on `passing` could not tell. */
  readonly passingProblem?: string;
  /** Is given each row that came or changed. */
  readonly names?: ListNames;
  /** Rows looked at in one go. */
  readonly atOnce: number;
}

export interface LiveRows {
  /**
   * `version` goes up whenever an answer has changed, and for each next go at what is left. `localNow`: by this machine's clock,
   * where AWS's may stand still.
   */
  follow(answers: readonly (AnySnapshot | undefined)[], version: number, now: number, localNow?: number): Rows;
}

/** A list of so many rows is not written anew for a few of them, but once in a tick of the screen. */
const longList = 20_000;
const fewOf = 1 / 25;
const restMs = 250;
/** While nothing stands there, so many goes are one: of a filter's first matches somebody wants to open one. */
const emptyGoes = 4;

export function createLiveRows(options: LiveRowsOptions): LiveRows {
  const { order, sortValue, atOnce, names } = options;
  let { passing, filterProblem } = options;
  const follower = createAnswerFollower();
  /** What each row of the list is sorted by. */
  let sortedBy = new TextMap<SortValue>();
  let list: SortedList = emptyList;
  let shown = toRows();
  /** The list that is shown. */
  let shownList = list;
  let followed = -1;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let minute = 0;
  /** Everything is looked at anew; the list from before stays until that is done. */
  let isRebuilding = false;

  function toRows(): Rows {
    const [current, values] = [list, sortedBy];
    return {
      keys: keysOf(current),
      rows: rowsOf(current),
      indexOf: {
        get: (key) => (values.has(key) ? indexIn(current, { key, by: values.get(key) }, order) : undefined),
      },
      total: follower.total(),
      isBehind: follower.waiting() > 0,
      ...(names ? { names } : {}),
      ...(filterProblem ? { filterProblem } : {}),
    };
  }

  const beginAnew = (answers: readonly (AnySnapshot | undefined)[]) => {
    isRebuilding = sortedBy.size > 0;
    sortedBy = new TextMap();
    list = emptyList;
    follower.beginAnew(answers);
  };

  /** A row that waits more than once is looked at once. */
  const take = (most: number): TextMap<Row | undefined> => {
    const taken = new TextMap<Row | undefined>();
    follower.take(most, (key, row) => taken.set(key, row));
    return taken;
  };

  const isResting = (now: number): boolean => {
    if (atOnce === Number.POSITIVE_INFINITY || isRebuilding) return false;
    const left = follower.waiting();
    if (left === 0 || lookedAt !== now || list.length < longList) return false;
    return left < Math.min(atOnce, list.length * fewOf);
  };

  const lookAt = (taken: ReadonlyMap<string, Row | undefined>, now: number, localNow: number) => {
    const gone: Pick<Entry, 'key' | 'by'>[] = [];
    const come: Entry[] = [];
    const passes = passingOf(taken, now);
    for (const [key, row] of taken) {
      const belongs = row !== undefined && (passes?.get(key) ?? true);
      const by = belongs ? sortValue(row, now) : undefined;
      const wasThere = sortedBy.has(key);
      if (wasThere && belongs && sortedBy.get(key) === by && isSameRow(key, by, row)) continue;
      if (row !== undefined) names?.add(row);
      if (wasThere) gone.push({ key, by: sortedBy.get(key) });
      if (belongs) come.push({ key, row, by });
    }
    if (gone.length === 0 && come.length === 0) return;
    lookedAt = localNow;
    list = withChanges(list, gone, come, order);
    for (const { key } of gone) sortedBy.delete(key);
    for (const { key, by } of come) sortedBy.set(key, by);
  };

  /** undefined: all. What the filter has hidden before comes back once it cannot tell. */
  const passingOf = (taken: ReadonlyMap<string, Row | undefined>, now: number) => {
    if (!passing) return undefined;
    const there = [...taken].filter(([, row]) => row !== undefined);
    const passes = passing(
      there.map(([, row]) => row),
      now,
    );
    if (passes) return new TextMap(there.map(([key], index) => [key, passes[index] ?? true] as const));
    passing = undefined;
    filterProblem = options.passingProblem;
    follower.lookAgain();
    return undefined;
  };

  const isSameRow = (key: string, by: SortValue, row: Row): boolean =>
    rowsOf(list).at(placeOf(list, { key, by }, order)) === row;

  return {
    follow(answers, version, now, localNow = now) {
      const { total } = shown;
      if (!follower.catchUp(answers)) beginAnew(answers);
      const thisMinute = minuteOf(now);
      if (thisMinute !== minute && options.movesWithTime && follower.waiting() === 0) follower.lookAgain();
      minute = thisMinute;
      if (follower.waiting() > 0 && (version !== followed || atOnce === Number.POSITIVE_INFINITY)) {
        if (!isResting(localNow)) lookAt(take(list.length === 0 ? emptyGoes * atOnce : atOnce), now, localNow);
        followed = version;
      }
      if (follower.waiting() === 0) isRebuilding = false;
      const next = isResting(localNow) ? { ...toRows(), waitMs: restMs } : toRows();
      if (isRebuilding) shown = { ...shown, isBehind: true };
      else if (
        shownList !== list ||
        next.total !== total ||
        next.isBehind !== shown.isBehind ||
        next.filterProblem !== shown.filterProblem ||
        next.waitMs !== shown.waitMs
      )
        [shown, shownList] = [next, list];
      return shown;
    },
  };
}
