// Writes the rows that follow from others: the result of an evaluation replaces the earlier one.
import type { AnyRow, StoredScope } from '../row-shape.ts';
import type { WholeResult } from './response.ts';
import type { ResourceScope } from './stored-rows.ts';
import type { WritingBasis } from './writing-basis.ts';

/** All derived rows of a resource for one account-Region. */
export interface DerivedRows {
  readonly resource: string;
  readonly scope: StoredScope;
  /** Without duplicate keys. Open rows of the scope that are not among them are closed, unless `gone` is given. */
  readonly rows: readonly AnyRow[];
  /** The rows that are closed: `rows` has only the ones that changed. */
  readonly gone?: readonly AnyRow[] | undefined;
  /** Epoch ms of the evaluation: later than any earlier evaluation. */
  readonly evaluatedAt: number;
  /** Epoch ms of the oldest response that the rows follow from. Absent: one of the responses is missing. */
  readonly wholeAt?: number | undefined;
}

/** One transaction. */
export function writeDerivedRows(basis: WritingBasis, derived: DerivedRows): WholeResult {
  const { names, rows, requests, transactions, pages } = basis;
  const { resource, scope, rows: all, gone: left, evaluatedAt, wholeAt } = derived;
  const gone = transactions.run((transaction) => {
    const name = { resource: names.addResource(resource), scope: names.addScope(scope), params: '[]' };
    const listing = { resource, requestedAt: evaluatedAt, scopeOf: () => scope, later: [] };
    const listed = new Set(pages.write(all, listing, transaction).ids);
    const writer = pages.writerOf(resource);
    const known = left ? left.flatMap((row) => writer.find(name, row)?.id ?? []) : openIds(basis, name);
    const ids = known.filter((id) => !listed.has(id));
    for (const id of ids) rows.closeAsGone(id, evaluatedAt, { stamp: transaction.stamp, seq: transaction.seq() });
    requests.derived(name, { requestedAt: evaluatedAt, transaction, wholeAt });
    return ids.length;
  });
  return { gone, seq: transactions.lastSeq() };
}

const openIds = ({ statement }: WritingBasis, { resource, scope }: ResourceScope): number[] =>
  statement('select id from row indexed by row_key where resource = ? and scope = ? and valid_to is null')
    .all(resource, scope)
    .map(({ id }) => Number(id));
