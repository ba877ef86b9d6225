// Lists of a few rows in a test, created at each read: for screens without a store.

import { createListNames } from '../../src/app/list/list-names.ts';
import { isWithin, type SmallReads } from '../../src/app/list/listed.ts';
import type { Rows, RowsOf } from '../../src/app/list/rows.ts';
import type { AnySnapshot, Data } from '../../src/app/state/data.ts';
import type { ListRequest, PollRequest } from '../../src/app/state/lists/poll-request.ts';
import { resources } from '../../src/resources/index.ts';
import { createListFilter, sortRows } from '../../src/runtime/lists/list-of-rows.ts';
import type { AnyRow } from '../../src/store/row-shape.ts';

export const readsOf = (rowsIn: (request: ListRequest) => readonly AnyRow[]): SmallReads => ({
  listed: (requests, within = {}) => requests.flatMap(rowsIn).filter((row) => isWithin(within, row)),
  rowOf: (requests, key) =>
    requests.flatMap((request) => rowsIn(request).filter((row) => resources[request.resource].key(row) === key))[0],
});

export const plainRows: RowsOf = ({ resource, requests, filter, sort }, data): Rows => {
  const all: readonly AnyRow[] = data.listed(requests);
  const { now, accounts } = data;
  const names = createListNames(resource.columns);
  for (const row of all) names.add(row);
  const from = { now: () => now, accounts: () => accounts };
  const { passes, problem: filterProblem } = createListFilter(resource, filter, from);
  const keyed = all.filter(passes).map((row): [string, AnyRow] => [resource.key(row), row]);
  const sorted = sortRows(keyed, { resource, sort, ...from });
  return {
    keys: sorted.map(([key]) => key),
    rows: sorted.map(([, row]) => row),
    names,
    total: all.length,
    indexOf: new Map(sorted.map(([key], index) => [key, index])),
    isBehind: false,
    ...(filterProblem === undefined ? {} : { filterProblem }),
  };
};

/** A snapshot with its rows. */
export type HeldAnswer = AnySnapshot & { readonly rows: ReadonlyMap<string, AnyRow> };

export const heldReads = (
  answerOf: (request: PollRequest) => HeldAnswer | undefined,
): Pick<Data, 'snapshot' | 'listed' | 'rowOf'> => ({
  snapshot: answerOf,
  ...readsOf((request) => [...(answerOf(request)?.rows.values() ?? [])]),
});

/** The same data with other responses: a list without a response has no rows. */
export const withAnswers = (data: Data, snapshot: Data['snapshot']): Data => ({
  ...data,
  snapshot,
  ...readsOf((request) => (snapshot(request)?.loadedAt === undefined ? [] : data.listed([request]))),
});
