// The ids of rows in order: by value, and by key where values are equal.
import type { RowIds } from './list-query.ts';
import { orderOfTexts, orderOfValues, runsOf } from './packed-sort.ts';
import type { QueryContext, Steps } from './query-context.ts';

export interface Unordered {
  readonly ids: readonly number[];
  readonly values: Float64Array;
  /** Absent: they are read where values are equal. */
  readonly keys?: readonly string[];
  /** By value, but for equal ones. */
  readonly isInOrder: boolean;
  readonly isFirstKnown: boolean;
}

/** Brings the first page as soon as it is known. */
export function* orderRows(context: QueryContext, rows: Unordered): Steps<RowIds> {
  const { ids, values, isInOrder } = rows;
  const order = isInOrder ? Uint32Array.from(ids.keys()) : orderOfValues(values, context.query.sort.descending);
  const valueAt = (place: number) => values[order[place] as number] as number;
  const isSame = (one: number, other: number) =>
    Object.is(valueAt(one), valueAt(other)) || valueAt(one) === valueAt(other);
  const idsUntil = (to: number) => Int32Array.from(order.subarray(0, to), (index) => ids[index] as number);
  let isFirstKnown = rows.isFirstKnown || ids.length <= context.firstPageRows;
  for (const block of blocksOf(runsOf(ids.length, isSame), context)) {
    sortRuns(context, { block, order, rows });
    if (!isFirstKnown && (block.at(-1)?.[1] ?? 0) >= context.firstPageRows) {
      isFirstKnown = true;
      yield { first: idsUntil(context.firstPageRows) };
    } else yield undefined;
  }
  return idsUntil(ids.length);
}

type Run = readonly [from: number, to: number];

/** Runs whose keys are read together. The first ends with the first page. */
function* blocksOf(runs: Iterable<Run>, { size, firstPageRows }: QueryContext): Generator<readonly Run[]> {
  let block: Run[] = [];
  let count = 0;
  let isFirst = true;
  for (const run of runs) {
    block.push(run);
    count += run[1] - run[0];
    if (count < size && !(isFirst && run[1] >= firstPageRows)) continue;
    isFirst &&= run[1] < firstPageRows;
    yield block;
    block = [];
    count = 0;
  }
  if (block.length > 0) yield block;
}

interface Runs {
  readonly block: readonly Run[];
  readonly order: Uint32Array;
  readonly rows: Unordered;
}

function sortRuns(context: QueryContext, { block, order, rows: { ids, keys } }: Runs): void {
  const idAt = (place: number) => ids[order[place] as number] as number;
  const read =
    keys ??
    keysById(
      context,
      block.flatMap(([from, to]) => Array.from({ length: to - from }, (_, at) => idAt(from + at))),
    );
  for (const [from, to] of block) {
    // Ids decide last, so that equal keys of two account-Regions keep an order.
    const run = order.slice(from, to).sort((one, other) => (ids[one] as number) - (ids[other] as number));
    const texts = Array.from(
      run,
      (index) =>
        (Array.isArray(read) ? read[index] : (read as ReadonlyMap<number, string>).get(ids[index] as number)) ?? '',
    );
    order.set(
      orderOfTexts(texts).map((place) => run[place] as number),
      from,
    );
  }
}

/** In the order of their ids, which lie in the file as they came. */
function keysById({ database, size }: QueryContext, ids: number[]): ReadonlyMap<number, string> {
  const statement = database.prepare('select id, key from row where id in (select value from json_each(?))');
  statement.setReturnArrays(true);
  const sorted = ids.sort((one, other) => one - other);
  const keys = new Map<number, string>();
  for (let from = 0; from < sorted.length; from += size) {
    const found = statement.all(JSON.stringify(sorted.slice(from, from + size)));
    for (const [id, key] of found as unknown as [number, string][]) keys.set(id, key);
  }
  return keys;
}
