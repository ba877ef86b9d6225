// Rows in order, kept in order: what changes is put where it belongs, and nothing else is compared.

/** Sorts a row. Missing values go last, whichever way round. */
export type SortValue = number | string | undefined;

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
type Row = any;

export interface Entry {
  readonly key: string;
  readonly row: Row;
  readonly by: SortValue;
}

/** The same place in each is the same row. */
export interface SortedList {
  readonly keys: readonly string[];
  readonly rows: readonly Row[];
  readonly by: readonly SortValue[];
}

export type Order = (one: Pick<Entry, 'key' | 'by'>, other: Pick<Entry, 'key' | 'by'>) => number;

export const emptyList: SortedList = { keys: [], rows: [], by: [] };

export function orderBy(descending: boolean): Order {
  const sign = descending ? -1 : 1;
  return (one, other) => compare(one.by, other.by, sign) || (one.key < other.key ? -1 : one.key > other.key ? 1 : 0);
}

function compare(a: SortValue, b: SortValue, sign: number): number {
  if (a === b) return 0;
  if (a === undefined || a === '') return 1;
  if (b === undefined || b === '') return -1;
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
  return sign * (String(a) < String(b) ? -1 : 1);
}

/** Where an entry stands, or would stand. */
export function placeOf({ keys, by }: SortedList, entry: Pick<Entry, 'key' | 'by'>, order: Order): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (order({ key: keys[middle] as string, by: by[middle] }, entry) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A new list without the entries that went and with those that came. What went must be in the list. */
export function withChanges(
  list: SortedList,
  gone: readonly Pick<Entry, 'key' | 'by'>[],
  come: readonly Entry[],
  order: Order,
): SortedList {
  const goneAt = Int32Array.from(gone, (entry) => placeOf(list, entry, order)).sort();
  const added = [...come].sort(order);
  const keys: string[] = [];
  const rows: Row[] = [];
  const by: SortValue[] = [];
  let from = 0;
  let nextGone = 0;
  const copyUntil = (end: number) => {
    for (; from < end; from += 1) {
      if (goneAt[nextGone] === from) {
        nextGone += 1;
        continue;
      }
      keys.push(list.keys[from] as string);
      rows.push(list.rows[from]);
      by.push(list.by[from]);
    }
  };
  for (const entry of added) {
    copyUntil(placeOf(list, entry, order));
    keys.push(entry.key);
    rows.push(entry.row);
    by.push(entry.by);
  }
  copyUntil(list.keys.length);
  return { keys, rows, by };
}
