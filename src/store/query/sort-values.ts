// Sort values as numbers: a text becomes its rank among all texts.
import { type Condition, condition } from './condition.ts';
import { orderOfTexts } from './packed-sort.ts';
import type { QueryContext, Steps } from './query-context.ts';
import { readShared } from './read-shared.ts';
import type { WalkedRow } from './rows/walk-rows.ts';
import { busyValue, inDocument, isShared, type OwnSource, ownValue, pathOf } from './value-sql.ts';

export interface SortValues {
  readonly columns: readonly Condition[];
  /** Takes a row whose columns begin at `from`. */
  add(row: WalkedRow, from: number): void;
  /** The values of all rows; NaN: the row has none. */
  finish(): Float64Array;
}

type ReadValue = (row: WalkedRow, from: number) => unknown;

export function* sortValues(context: QueryContext): Steps<SortValues> {
  const { columns, read } = yield* sourceOf(context);
  const { by, kind } = context.query.sort;
  const isText = by !== 'at' && (typeof by === 'string' || kind === 'text');
  const { numberOf, finish } = isText ? textNumbers() : plainNumbers;
  const numbers: number[] = [];
  return {
    columns,
    add: (row, from) => numbers.push(numberOf(read(row, from))),
    finish: () => finish(numbers),
  };
}

function* sourceOf(context: QueryContext): Steps<{ columns: readonly Condition[]; read: ReadValue }> {
  const { query, scopes } = context;
  const { by, kind } = query.sort;
  if (by === 'at') return { columns: [], read: ([, at]) => at || null };
  if (by === 'region' || by === 'account') {
    const name = by === 'region' ? 'region' : 'accountName';
    return { columns: [condition('scope')], read: (row, from) => scopes.names.get(Number(row[from]))?.[name] };
  }
  if (!isShared(by, query)) {
    return { columns: [ownValue(by as OwnSource, kind, query.keyMember)], read: (row, from) => row[from] };
  }
  const path = pathOf(by);
  const shared: unknown[] = [];
  yield* readShared(context, [
    {
      column: inDocument(path, kind),
      take(ids, values) {
        for (const [index, id] of ids.entries()) shared[id] = values[index];
      },
    },
  ]);
  return {
    columns: [busyValue(path, kind), condition('shared')],
    read: (row, from) => row[from] ?? shared[Number(row[from + 1])],
  };
}

const plainNumbers = {
  numberOf: (value: unknown) => (typeof value === 'number' ? value : Number.NaN),
  finish: (numbers: readonly number[]) => new Float64Array(numbers),
};

/** Numbers each different text in order of arrival, and at the end by rank. */
function textNumbers() {
  const met = new Map<string, number>();
  const numberOf = (value: unknown): number => {
    if (typeof value !== 'string' || value === '') return Number.NaN;
    const text = value.toLowerCase();
    const known = met.get(text);
    if (known !== undefined) return known;
    met.set(text, met.size);
    return met.size - 1;
  };
  const finish = (numbers: readonly number[]) => {
    const ranks = new Uint32Array(met.size);
    for (const [rank, index] of orderOfTexts([...met.keys()]).entries()) ranks[index] = rank;
    return new Float64Array(numbers).map((number) => ranks[number] ?? Number.NaN);
  };
  return { numberOf, finish };
}
