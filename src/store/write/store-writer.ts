// Writes the rows of responses and events. The only writer of a process.

import { createWritableNames } from '../names.ts';
import { type CoveredRow, type Covers, isCovered } from '../read/covers.ts';
import { createOldestListed, type OldestListed } from '../read/oldest-listed.ts';
import type { AnyRow, RowShape, StoredScope } from '../row-shape.ts';
import { createStatements, type Database } from '../sqlite.ts';
import { createMembers } from './members.ts';
import { createRequestWriter, type RequestName } from './requests.ts';
import type { PageResult, StoredResponse, WholeResult } from './response.ts';
import { createResponses, type KnownResponse } from './responses.ts';
import { createRowWriter, type WriteOutcome } from './row-writer.ts';
import { createSharedParts } from './shared-parts.ts';
import { createStoredRows } from './stored-rows.ts';
import { createTransactions, type Transaction } from './transactions.ts';

export interface StoreWriterOptions {
  readonly database: Database;
  readonly shapes: readonly RowShape[];
  /** Epoch ms of AWS's clock. */
  now(): number;
}

export interface UpsertOptions {
  /** Epoch ms of AWS's clock for which the rows are valid: the time of the request or of the event. */
  readonly requestedAt: number;
  /** The rows have fewer members than others with the same key: absent members are unknown. */
  readonly isThin?: boolean;
  scopeOf(row: AnyRow): StoredScope;
}

export interface RequestOptions extends UpsertOptions {
  readonly resource: string;
  /** The scope of the request; rows of a request to a whole organization have their own. */
  readonly scope: StoredScope;
  /** Equal params give equal text. */
  readonly params: string;
  /** No member of a row decides whether the response lists it. */
  readonly notesMembers?: boolean;
}

/** All derived rows of a resource for one account-Region. */
export interface DerivedRows {
  readonly resource: string;
  readonly scope: StoredScope;
  /** Without duplicate keys. Open rows of the scope that are not among them are closed. */
  readonly rows: readonly AnyRow[];
  /** Epoch ms of the evaluation: later than any earlier evaluation. */
  readonly evaluatedAt: number;
  /** Epoch ms of the oldest response that the rows follow from. Absent: one of the responses is missing. */
  readonly wholeAt?: number | undefined;
}

export interface StoreWriter {
  begin(request: RequestOptions): StoredResponse;
  /** Writes rows that came without a list: from an event, or from a request for one thing. One transaction. */
  upsert(resource: string, rows: readonly AnyRow[], options: UpsertOptions): PageResult;
  /** One transaction. */
  derive(derived: DerivedRows): WholeResult;
}

interface Listing extends UpsertOptions {
  readonly resource: string;
  readonly later: readonly KnownResponse[];
}

interface Whole {
  readonly response: KnownResponse;
  readonly oldest: OldestListed;
  readonly covers: Covers;
  readonly resource: number;
  readonly scope: number;
}

export function createStoreWriter({ database, shapes, now }: StoreWriterOptions): StoreWriter {
  const statement = createStatements(database);
  const names = createWritableNames(database);
  const sharedParts = createSharedParts(database);
  const rows = createStoredRows(database);
  const requests = createRequestWriter(database);
  const members = createMembers(database);
  const responses = createResponses();
  const writers = new Map(
    shapes.map((shape) => [shape.resource, createRowWriter({ shape, rows, sharedParts })] as const),
  );
  const transactions = createTransactions({
    database,
    now,
    onDoubt() {
      names.forget();
      sharedParts.forget();
    },
  });

  function writerOf(resource: string) {
    const writer = writers.get(resource);
    if (!writer) throw new Error(`The store was opened without the shape of ${resource}.`);
    return writer;
  }

  /**
   * `ids`: the open rows that were listed. They are valid only after the transaction is committed, like the ids of
   * scopes.
   */
  function writeRows(page: readonly AnyRow[], listing: Listing, transaction: Transaction) {
    const { resource, scopeOf, later, requestedAt, isThin = false } = listing;
    const writer = writerOf(resource);
    const counts: Record<WriteOutcome, number> = { added: 0, versions: 0, inPlace: 0, unchanged: 0, ignored: 0 };
    const ids: number[] = [];
    const onListed = (id: number) => ids.push(id);
    const common = { resource: names.addResource(resource), requestedAt, isThin, later, onListed };
    const scopes = new Set<number>();
    for (const row of page) {
      const scope = names.addScope(scopeOf(row));
      scopes.add(scope);
      counts[writer.write({ ...common, scope, row }, transaction)] += 1;
    }
    return { counts, ids, scopes };
  }

  function upsert(resource: string, page: readonly AnyRow[], options: UpsertOptions): PageResult {
    const counts = transactions.run((transaction) => {
      const time = { resource: names.addResource(resource), requestedAt: options.requestedAt };
      const later = responses.underWayAfter(time, transaction.now);
      return writeRows(page, { ...options, resource, later }, transaction).counts;
    });
    return { ...counts, seq: transactions.lastSeq() };
  }

  function begin(request: RequestOptions): StoredResponse {
    const { resource, scope, params, requestedAt } = request;
    writerOf(resource);
    const ofRequest = (): RequestName => ({
      resource: names.addResource(resource),
      scope: names.addScope(scope),
      params,
    });
    const response = responses.open(transactions.run(() => ({ ...ofRequest(), requestedAt })));
    let isNoted = false;
    let scopes = new Set([response.scope]);
    const oldest = createOldestListed(writerOf(resource).shape);

    function page(given: readonly AnyRow[], hasThinRows = false): PageResult {
      const written = transactions.run((transaction) => {
        if (!isNoted) requests.page(ofRequest(), { requestedAt, transaction });
        const later = responses.laterThan(response, transaction.now);
        const isThin = hasThinRows || request.isThin === true;
        const listed = writeRows(given, { ...request, isThin, later }, transaction);
        if (request.notesMembers && members.add(ofRequest(), listed.ids) > 0) transaction.seq();
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
            writerOf(resource).find(
              { resource: names.addResource(resource), scope: names.addScope(request.scopeOf(row)) },
              row,
            ) ?? [],
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
        requests.whole(ofRequest(), { requestedAt, transaction });
        if (request.notesMembers && members.keepOnly(ofRequest(), response.listed) > 0) transaction.seq();
        const ids = covers ? unlisted({ response, oldest, covers, ...ofRequest() }, transaction.now) : [];
        for (const id of ids) rows.closeAsGone(id, requestedAt, { stamp: transaction.stamp, seq: transaction.seq() });
        return ids.length;
      });
      response.covers = covers;
      responses.close(response);
      return { gone, seq: transactions.lastSeq() };
    }

    function failed(problem: string, nextAt?: number): void {
      responses.close(response);
      transactions.run((transaction) => requests.failed(ofRequest(), { requestedAt, transaction, problem, nextAt }));
    }

    function changes(since: number): void {
      responses.close(response);
      transactions.run((transaction) => {
        if ([...scopes].every(isStored)) requests.changes(ofRequest(), { requestedAt, transaction, since });
      });
    }

    return { page, gone, whole, changes, failed, abandon: () => responses.close(response) };
  }

  function derive({ resource, scope, rows: all, evaluatedAt, wholeAt }: DerivedRows): WholeResult {
    const gone = transactions.run((transaction) => {
      const name = { resource: names.addResource(resource), scope: names.addScope(scope), params: '[]' };
      const listing = { resource, requestedAt: evaluatedAt, scopeOf: () => scope, later: [] };
      const listed = new Set(writeRows(all, listing, transaction).ids);
      const open = statement(
        'select id from row indexed by row_key where resource = ? and scope = ? and valid_to is null',
      ).all(name.resource, name.scope);
      const ids = open.map(({ id }) => Number(id)).filter((id) => !listed.has(id));
      for (const id of ids) rows.closeAsGone(id, evaluatedAt, { stamp: transaction.stamp, seq: transaction.seq() });
      requests.derived(name, { requestedAt: evaluatedAt, transaction, wholeAt });
      return ids.length;
    });
    return { gone, seq: transactions.lastSeq() };
  }

  const isStored = (scope: number): boolean => statement('select 1 from scope where id = ?').get(scope) !== undefined;

  /** Closes the open rows that the whole response covers and did not list. */
  function unlisted({ response, oldest, covers, resource, scope }: Whole, now: number): number[] {
    const { requestedAt } = response;
    const { membersOf } = writerOf(names.resourceOf(resource) ?? '');
    const later = responses.laterThan(response, now);
    const known = [response, ...later];
    const since = covers.olderBy === undefined ? covers.since : undefined;
    const isListedWhole = (row: CoveredRow) => isCovered(covers, row) || oldest.covers(covers, row);
    const open = statement(
      `select id, at, key, shared, doc from row indexed by row_key
       where resource = ? and scope = ? and at >= ? and valid_to is null
         and (requested_at < ? or requested_at > ?)`,
    ).iterate(resource, scope, since ?? Number.MIN_SAFE_INTEGER, requestedAt, now);
    const ids: number[] = [];
    for (const found of open) {
      const row = found as unknown as { id: number; at: number; key: string; shared: number | null; doc: string };
      if (known.some(({ listed }) => listed.has(row.id))) continue;
      if (isListedWhole({ at: row.at, members: () => membersOf(row, row.key) })) ids.push(row.id);
    }
    return ids;
  }

  return { begin, upsert, derive };
}
