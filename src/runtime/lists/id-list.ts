// A list of ids as the screen reads it: keys and rows by index, read when they are needed.
import type { Rows } from '../../app/list/rows.ts';
import type { Sequence } from '../../lib/sequence.ts';
import type { ListResult } from '../../store/query/list-query.ts';
import type { KeyedRow, RowWindow } from './row-window.ts';

export interface IdListOptions {
  readonly response: ListResult;
  readonly window: RowWindow;
  /** The last transaction that wrote rows. */
  seq(): number;
}

/** The number of rows that are read at once when all rows are iterated. */
const rowsAtOnce = 200;

/** Rows by index and key over a list of ids; rows are read from the store on demand. */
export function idList({
  response: { ids, total },
  window,
  seq,
}: IdListOptions): Pick<Rows, 'keys' | 'rows' | 'indexOf' | 'total'> {
  const read = (from: number, to: number): KeyedRow[] => window.read(ids.subarray(from, to), seq());
  const sequence = <Item>(itemOf: (one: KeyedRow) => Item): Sequence<Item> => ({
    length: ids.length,
    at(index) {
      const place = index < 0 ? ids.length + index : index;
      const [one] = place < 0 ? [] : read(place, place + 1);
      return one && itemOf(one);
    },
    slice: (from, to) => read(from, to).map(itemOf),
    *[Symbol.iterator]() {
      for (let from = 0; from < ids.length; from += rowsAtOnce) yield* read(from, from + rowsAtOnce).map(itemOf);
    },
  });
  return {
    keys: sequence(({ key }) => key),
    rows: sequence(({ row }) => row),
    indexOf: { get: createIndexOf(ids, window) },
    total,
  };
}

/** Each key is searched once: the cursor's key is looked up several times per frame. */
function createIndexOf(ids: Int32Array, window: RowWindow): (key: string) => number | undefined {
  const known = new Map<string, number | undefined>();
  const placeOf = (id: number | undefined): number | undefined => {
    const place = id === undefined ? -1 : ids.indexOf(id);
    return place < 0 ? undefined : place;
  };
  return (key) => {
    if (known.has(key)) return known.get(key);
    // A row that went and came back has another id.
    const place = placeOf(window.idOf(key)) ?? placeOf(window.findId(key));
    known.set(key, place);
    return place;
  };
}
