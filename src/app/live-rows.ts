// The rows of one list, filtered and sorted, that follow the answers: only what changed is looked at again, and where
// that is much, so much at a time that a key never waits for it.
import { minuteOf } from '../lib/clock.ts';
import type { Sequence } from '../lib/sequence.ts';
import { TextMap } from '../lib/text-map.ts';
import type { AnySnapshot } from './data.ts';
import {
  type Entry,
  emptyList,
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
  /** Where a row stands. */
  readonly indexOf: { get(key: string): number | undefined };
  /** Before the filter. */
  readonly total: number;
  /** Not all rows have been looked at: those of the list may not be all that belong there. */
  readonly isBehind: boolean;
  /** For so long it is no use to go on. */
  readonly waitMs?: number;
  /** A filter that is no valid regular expression says why. */
  readonly filterProblem?: string;
}

export interface LiveRowsOptions {
  readonly order: Order;
  sortValue(row: Row, now: number): SortValue;
  /** Absent: all. */
  matches?(row: Row, now: number): boolean;
  /** What is sorted or filtered by changes with time alone. */
  readonly movesWithTime: boolean;
  readonly filterProblem?: string;
  /** Rows looked at in one go. */
  readonly atOnce: number;
}

export interface LiveRows {
  /** `version` goes up whenever an answer has changed, and for each next go at what is left. */
  follow(answers: readonly (AnySnapshot | undefined)[], version: number, now: number): Rows;
}

/** One answer, as far as it has been followed. */
interface Source {
  rows: ReadonlyMap<string, Row>;
  version: number;
  readonly changes: AnySnapshot['changes'];
  /** In its log. */
  place: number;
}

/** A list of so many rows is not written anew for a few of them, but once in a tick of the screen. */
const longList = 20_000;
const fewOf = 1 / 25;
const restMs = 250;
/** While nothing stands there, so many goes are one: of a filter's first matches somebody wants to open one. */
const emptyGoes = 4;

export function createLiveRows(options: LiveRowsOptions): LiveRows {
  const { order, sortValue, matches, atOnce } = options;
  const sources: (Source | undefined)[] = [];
  /** What each row of the list is sorted by. */
  let sortedBy = new TextMap<SortValue>();
  let waiting: { readonly source: Source; readonly keys: readonly string[]; at: number }[] = [];
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
    const keys = keysOf(current);
    const { filterProblem } = options;
    return {
      keys,
      rows: rowsOf(current),
      indexOf: {
        get(key) {
          if (!values.has(key)) return undefined;
          const index = placeOf(current, { key, by: values.get(key) }, order);
          return keys.at(index) === key ? index : undefined;
        },
      },
      total: sources.reduce((sum, source) => sum + (source?.rows.size ?? 0), 0),
      isBehind: waiting.length > 0,
      ...(filterProblem ? { filterProblem } : {}),
    };
  }

  const enqueue = (source: Source, keys: readonly string[]) => {
    if (keys.length > 0) waiting.push({ source, keys, at: 0 });
  };

  const start = (index: number, answer: AnySnapshot) => {
    const { rows, version, changes } = answer;
    const source: Source = { rows, version, changes, place: changes?.count() ?? 0 };
    sources[index] = source;
    enqueue(source, [...rows.keys()]);
  };

  /** False: what it was made of is another, and all has to be looked at. */
  const catchUp = (source: Source, { rows, version, changes }: AnySnapshot): boolean => {
    if (source.version === version && source.rows === rows) return true;
    if (changes === undefined || changes !== source.changes) return false;
    const keys = changes.since(source.place);
    if (keys === undefined) return false;
    Object.assign(source, { rows, version, place: changes.count() });
    enqueue(source, keys);
    return true;
  };

  const hasFollowed = (answers: readonly (AnySnapshot | undefined)[]): boolean =>
    sources.length === answers.length &&
    answers.every((answer, index) => {
      const source = sources[index];
      if (answer === undefined) return source === undefined;
      if (source) return catchUp(source, answer);
      start(index, answer);
      return true;
    });

  const beginAnew = (answers: readonly (AnySnapshot | undefined)[]) => {
    isRebuilding = sortedBy.size > 0;
    sources.length = 0;
    sources.length = answers.length;
    waiting = [];
    sortedBy = new TextMap();
    list = emptyList;
    for (const [index, answer] of answers.entries()) if (answer) start(index, answer);
  };

  const lookAgain = () => {
    for (const source of sources) if (source) enqueue(source, [...source.rows.keys()]);
  };

  const take = (most: number): TextMap<Source> => {
    const taken = new TextMap<Source>();
    let next = waiting[0];
    for (let left = most; next && left > 0; next = waiting[0]) {
      const end = Math.min(next.keys.length, next.at + left);
      left -= end - next.at;
      for (; next.at < end; next.at += 1) taken.set(next.keys[next.at] as string, next.source);
      if (next.at === next.keys.length) waiting.shift();
    }
    return taken;
  };

  const isResting = (now: number): boolean => {
    if (atOnce === Number.POSITIVE_INFINITY || isRebuilding) return false;
    if (waiting.length === 0 || lookedAt !== now || list.length < longList) return false;
    const left = waiting.reduce((sum, { keys, at }) => sum + keys.length - at, 0);
    return left < Math.min(atOnce, list.length * fewOf);
  };

  const lookAt = (taken: ReadonlyMap<string, Source>, now: number) => {
    const gone: Pick<Entry, 'key' | 'by'>[] = [];
    const come: Entry[] = [];
    for (const [key, source] of taken) {
      const row = source.rows.get(key);
      const belongs = row !== undefined && (matches?.(row, now) ?? true);
      const by = belongs ? sortValue(row, now) : undefined;
      const wasThere = sortedBy.has(key);
      if (wasThere && belongs && sortedBy.get(key) === by && isSameRow(key, by, row)) continue;
      if (wasThere) gone.push({ key, by: sortedBy.get(key) });
      if (belongs) come.push({ key, row, by });
    }
    if (gone.length === 0 && come.length === 0) return;
    lookedAt = now;
    list = withChanges(list, gone, come, order);
    for (const { key } of gone) sortedBy.delete(key);
    for (const { key, by } of come) sortedBy.set(key, by);
  };

  const isSameRow = (key: string, by: SortValue, row: Row): boolean =>
    rowsOf(list).at(placeOf(list, { key, by }, order)) === row;

  return {
    follow(answers, version, now) {
      const { total } = shown;
      if (!hasFollowed(answers)) beginAnew(answers);
      const thisMinute = minuteOf(now);
      if (thisMinute !== minute && options.movesWithTime && waiting.length === 0) lookAgain();
      minute = thisMinute;
      if (waiting.length > 0 && (version !== followed || atOnce === Number.POSITIVE_INFINITY)) {
        if (!isResting(now)) lookAt(take(list.length === 0 ? emptyGoes * atOnce : atOnce), now);
        followed = version;
      }
      if (waiting.length === 0) isRebuilding = false;
      const next = isResting(now) ? { ...toRows(), waitMs: restMs } : toRows();
      if (isRebuilding) shown = { ...shown, isBehind: true };
      else if (
        shownList !== list ||
        next.total !== total ||
        next.isBehind !== shown.isBehind ||
        next.waitMs !== shown.waitMs
      )
        [shown, shownList] = [next, list];
      return shown;
    },
  };
}
