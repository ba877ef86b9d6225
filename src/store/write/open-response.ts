// Writes a response of AWS, page by page, from the request to its end.
import type { Covers } from '../read/covers.ts';
import { createOldestListed } from '../read/oldest-listed.ts';
import type { AnyRow, StoredScope } from '../row-shape.ts';
import type { UpsertOptions } from './page-writer.ts';
import type { RequestName } from './requests.ts';
import type { PageResult, StoredResponse, WholeResult } from './response.ts';
import { unlistedRows } from './unlisted-rows.ts';
import type { WritingBasis } from './writing-basis.ts';

export interface RequestOptions extends UpsertOptions {
  readonly resource: string;
  /** The scope of the request; rows of a request to a whole organization have their own. */
  readonly scope: StoredScope;
  /** Equal params give equal text. */
  readonly params: string;
  /** No member of a row decides whether the response lists it. */
  readonly notesMembers?: boolean;
}

export function openResponse(basis: WritingBasis, request: RequestOptions): StoredResponse {
  const { statement, names, rows, requests, members, responses, transactions, pages } = basis;
  const { resource, scope, params, requestedAt } = request;
  const { shape } = pages.writerOf(resource);
  const nameOf = (): RequestName => ({ resource: names.addResource(resource), scope: names.addScope(scope), params });
  const isStored = (id: number): boolean => statement('select 1 from scope where id = ?').get(id) !== undefined;
  const response = responses.open(transactions.run(() => ({ ...nameOf(), requestedAt })));
  let isNoted = false;
  let scopes: ReadonlySet<number> = new Set([response.scope]);
  const oldest = createOldestListed(shape);

  function page(given: readonly AnyRow[], hasThinRows = false): PageResult {
    const written = transactions.run((transaction) => {
      if (!isNoted) requests.page(nameOf(), { requestedAt, transaction });
      const later = responses.laterThan(response, transaction.now);
      const isThin = hasThinRows || request.isThin === true;
      const listed = pages.write(given, { ...request, isThin, later }, transaction);
      if (request.notesMembers && members.add(nameOf(), listed.ids) > 0) transaction.seq();
      return listed;
    });
    isNoted = true;
    scopes = scopes.union(written.scopes);
    for (const id of written.ids) response.listed.add(id);
    oldest.add(given);
    return { ...written.counts, seq: transactions.lastSeq() };
  }

  function gone(given: readonly AnyRow[]): void {
    transactions.run((transaction) => {
      const found = given.flatMap(
        (row) =>
          pages
            .writerOf(resource)
            .find({ resource: names.addResource(resource), scope: names.addScope(request.scopeOf(row)) }, row) ?? [],
      );
      for (const open of found) {
        if (open.requestedAt > requestedAt) continue;
        rows.closeAsGone(open.id, requestedAt, { stamp: transaction.stamp, seq: transaction.seq() });
      }
    });
  }

  function whole(covers?: Covers): WholeResult {
    const gone = transactions.run((transaction) => {
      // Something that another program erased meanwhile is missing now.
      if (![...scopes].every(isStored)) return 0;
      requests.whole(nameOf(), { requestedAt, transaction });
      if (request.notesMembers && members.keepOnly(nameOf(), response.listed) > 0) transaction.seq();
      const ids = covers ? unlistedRows(basis, { response, oldest, covers }, transaction.now) : [];
      for (const id of ids) rows.closeAsGone(id, requestedAt, { stamp: transaction.stamp, seq: transaction.seq() });
      return ids.length;
    });
    response.covers = covers;
    responses.close(response);
    return { gone, seq: transactions.lastSeq() };
  }

  function failed(problem: string, nextAt?: number): void {
    responses.close(response);
    transactions.run((transaction) => requests.failed(nameOf(), { requestedAt, transaction, problem, nextAt }));
  }

  function changes(since: number): void {
    responses.close(response);
    transactions.run((transaction) => {
      if ([...scopes].every(isStored)) requests.changes(nameOf(), { requestedAt, transaction, since });
    });
  }

  return { page, gone, whole, changes, failed, abandon: () => responses.close(response) };
}
