// Rows in order, kept in order: what changes is put where it belongs, and nothing else is compared.
import type { Sequence } from '../lib/sequence.ts';

/** Sorts a row. Missing values go last, whichever way round. */
export type SortValue = number | string | undefined;

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
type Row = any;

export interface Entry {
  readonly key: string;
  readonly row: Row;
  readonly by: SortValue;
}

/**
 * The same place in `keys`, `rows` and `by` is the same row. Kept in pieces, each of which may stand in the lists before
 * and after a change: a list of 100,000 rows is not written anew for a few of them.
 */
export interface SortedList {
  readonly pieces: readonly Piece[];
  /** Where each piece begins. */
  readonly starts: readonly number[];
  readonly length: number;
}

interface Piece {
  readonly keys: readonly string[];
  readonly rows: readonly Row[];
  readonly by: readonly SortValue[];
}

/** Of rows: a piece is cut when it has twice as many, and put together with the one before while both are fewer. */
const pieceLength = 500;

export type Order = (one: Pick<Entry, 'key' | 'by'>, other: Pick<Entry, 'key' | 'by'>) => number;

export const emptyList: SortedList = { pieces: [], starts: [], length: 0 };

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
export function placeOf(list: SortedList, entry: Place, order: Order): number {
  const at = pieceOf(list, entry, order);
  const piece = list.pieces[at];
  return piece === undefined ? 0 : (list.starts[at] ?? 0) + placeIn(piece, entry, order);
}

/** Where an entry stands; undefined: it is not there. */
export function indexIn(list: SortedList, entry: Place, order: Order): number | undefined {
  const index = placeOf(list, entry, order);
  return keysOf(list).at(index) === entry.key ? index : undefined;
}

export const keysOf = (list: SortedList): Sequence<string> => sequenceOf(list, ({ keys }) => keys);
export const rowsOf = (list: SortedList): Sequence<Row> => sequenceOf(list, ({ rows }) => rows);

/** A new list without the entries that went and with those that came. What went must be in the list, each once. */
export function withChanges(
  list: SortedList,
  gone: readonly Place[],
  come: readonly Entry[],
  order: Order,
): SortedList {
  const changes = new Map<number, { gone: Place[]; come: Entry[] }>();
  const changesOf = (entry: Place) => {
    const at = pieceOf(list, entry, order);
    const known = changes.get(at) ?? { gone: [], come: [] };
    changes.set(at, known);
    return known;
  };
  for (const entry of gone) changesOf(entry).gone.push(entry);
  for (const entry of come) changesOf(entry).come.push(entry);
  const before = list.pieces.length === 0 ? [emptyPiece] : list.pieces;
  return ofPieces(
    before.flatMap((piece, at) => {
      const change = changes.get(at);
      return change ? cut(merge(piece, change.gone.sort(order), change.come.sort(order), order)) : piece;
    }),
  );
}

type Place = Pick<Entry, 'key' | 'by'>;

const emptyPiece: Piece = { keys: [], rows: [], by: [] };

/** The one piece in which an entry stands, or would stand. */
function pieceOf({ pieces }: SortedList, entry: Place, order: Order): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (order(placeAt(pieces[middle] as Piece, 0), entry) <= 0) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

function placeIn(piece: Piece, entry: Place, order: Order): number {
  let low = 0;
  let high = piece.keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (order(placeAt(piece, middle), entry) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

const placeAt = ({ keys, by }: Piece, index: number): Place => ({ key: keys[index] as string, by: by[index] });

/** `gone` and `come` in order. What stays is copied without being looked at: its keys are not compared. */
function merge(piece: Piece, gone: readonly Place[], come: readonly Entry[], order: Order): Piece {
  const keys: string[] = [];
  const rows: Row[] = [];
  const by: SortValue[] = [];
  const goneAt = gone.map((entry) => placeIn(piece, entry, order));
  let nextGone = 0;
  let from = 0;
  const copyUntil = (end: number) => {
    for (; from < end; from += 1) {
      if (from === goneAt[nextGone]) {
        nextGone += 1;
        continue;
      }
      keys.push(piece.keys[from] as string);
      rows.push(piece.rows[from]);
      by.push(piece.by[from]);
    }
  };
  for (const entry of come) {
    copyUntil(placeIn(piece, entry, order));
    keys.push(entry.key);
    rows.push(entry.row);
    by.push(entry.by);
  }
  copyUntil(piece.keys.length);
  return { keys, rows, by };
}

function cut({ keys, rows, by }: Piece): Piece[] {
  if (keys.length <= 2 * pieceLength) return [{ keys, rows, by }];
  return Array.from({ length: Math.ceil(keys.length / pieceLength) }, (_, index) => {
    const bounds = [index * pieceLength, (index + 1) * pieceLength] as const;
    return { keys: keys.slice(...bounds), rows: rows.slice(...bounds), by: by.slice(...bounds) };
  });
}

function ofPieces(all: readonly Piece[]): SortedList {
  const pieces: Piece[] = [];
  for (const piece of all) {
    const last = pieces.at(-1);
    if (last && last.keys.length + piece.keys.length < pieceLength) pieces[pieces.length - 1] = joined(last, piece);
    else if (piece.keys.length > 0) pieces.push(piece);
  }
  const starts: number[] = [];
  let length = 0;
  for (const { keys } of pieces) {
    starts.push(length);
    length += keys.length;
  }
  return { pieces, starts, length };
}

const joined = (one: Piece, other: Piece): Piece => ({
  keys: [...one.keys, ...other.keys],
  rows: [...one.rows, ...other.rows],
  by: [...one.by, ...other.by],
});

function sequenceOf<Item>(list: SortedList, itemsOf: (piece: Piece) => readonly Item[]): Sequence<Item> {
  const { pieces, starts, length } = list;
  const at = (index: number): Item | undefined => {
    if (index < 0 || index >= length) return undefined;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((starts[middle] as number) <= index) low = middle;
      else high = middle - 1;
    }
    return itemsOf(pieces[low] as Piece)[index - (starts[low] as number)];
  };
  return {
    length,
    at,
    slice: (from, to) =>
      Array.from({ length: Math.max(0, Math.min(to, length) - from) }, (_, index) => at(from + index) as Item),
    *[Symbol.iterator]() {
      for (const piece of pieces) yield* itemsOf(piece);
    },
  };
}
