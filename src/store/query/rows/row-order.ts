// The ids of rows in order: by value, then by key.
import type { RowIds } from '../list-query.ts';
import { orderOfTexts, orderOfValues, runsOf } from '../packed-sort.ts';
import type { QueryContext, Steps } from '../query-context.ts';

export interface Unordered {
  readonly ids: readonly number[];
  readonly values: Float64Array;
  /** Absent: keys are read only for equal values. */
  readonly keys?: readonly string[];
  /** The rows are in order of value, except equal ones. */
  readonly isInOrder: boolean;
  readonly isFirstKnown: boolean;
}

/** Yields the first page as soon as it is known. */
export function* orderRows(context: QueryContext, rows: Unordered): Steps<RowIds> {
  const { values, isInOrder } = rows;
  const { length } = rows.ids;
  const order = isInOrder ? undefined : orderOfValues(values, context.query.sort.descending);
  const ids = new Int32Array(rows.ids);
  const sorted = order ? ids.map((_, place) => ids[order[place] as number] as number) : ids;
  const keys = rows.keys && order ? { of: rows.keys, order } : undefined;
  const valueAt = (place: number) => values[order ? (order[place] as number) : place] as number;
  const isSame = (one: number, other: number) => Object.is(valueAt(one), valueAt(other));
  let isFirstKnown = rows.isFirstKnown || length <= context.firstPageRows;
  for (const block of blocksOf(runsOf(length, isSame), context)) {
    sortRuns(context, { block, sorted, ...(keys ? { keys } : {}) });
    const isFirst = !isFirstKnown && (block.at(-1)?.[1] ?? 0) >= context.firstPageRows;
    isFirstKnown ||= isFirst;
    yield isFirst ? { first: sorted.slice(0, context.firstPageRows) } : undefined;
  }
  return sorted;
}

type Run = readonly [from: number, to: number];

/** Ranges whose keys are read together. The first block ends with the first page. */
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
  /** Ids in order of value. */
  readonly sorted: RowIds;
  /** Keys in order of arrival, and the position of each in order of value. */
  readonly keys?: { readonly of: readonly string[]; readonly order: Uint32Array };
}

function sortRuns(context: QueryContext, { block, sorted, keys }: Runs): void {
  const read = keys ? undefined : keysById(context, idsOf(block, sorted));
  const keyAt = (place: number) =>
    (keys ? keys.of[keys.order[place] as number] : read?.get(sorted[place] as number)) ?? '';
  for (const [from, to] of block) {
    const ids = sorted.slice(from, to);
    const texts = Array.from({ length: to - from }, (_, at) => keyAt(from + at));
    // Equal keys of two account-Regions are ordered by id.
    const order = orderOfTexts(texts, (one, other) => (ids[one] as number) - (ids[other] as number));
    for (let at = 0; at < ids.length; at += 1) sorted[from + at] = ids[order[at] as number] as number;
  }
}

const idsOf = (block: readonly Run[], sorted: RowIds): RowIds[] => block.map(([from, to]) => sorted.subarray(from, to));

/** Reads the keys in order of id, which is their order in the file. */
function keysById({ database, size }: QueryContext, runs: readonly RowIds[]): ReadonlyMap<number, string> {
  const statement = database.prepare('select id, key from row where id in (select value from json_each(?))');
  statement.setReturnArrays(true);
  const ids = runs.flatMap((run) => [...run]).sort((one, other) => one - other);
  const keys = new Map<number, string>();
  for (let from = 0; from < ids.length; from += size) {
    const found = statement.all(JSON.stringify(ids.slice(from, from + size)));
    for (const [id, key] of found as unknown as [number, string][]) keys.set(id, key);
  }
  return keys;
}
