// Reads the present rows. Each call reads at once and leaves no statement open: an open statement would let the WAL
// grow.

import { cleanText } from '../fold.ts';
import { createNames } from '../names.ts';
import type { RowShape, StoredScope } from '../row-shape.ts';
import { createStatements, type Database, type SqlValue } from '../sqlite.ts';
import { createRowReading, rowSource, type StoredRow } from '../stored-row.ts';
import { rowsOfRequests } from '../write/members.ts';
import { createRequestReader, type RequestReader } from '../write/requests.ts';
import { type CoverageReader, createCoverageReader } from './coverage.ts';
import { type Covers, isCovered } from './covers.ts';
import { createDerivedReader, type DerivedReader } from './derived-reader.ts';
import { createOpenRows, type OpenRowsReader } from './open-rows.ts';
import { createPastReader, inOrderOfTime, type PastReader } from './past-reader.ts';
import { preferredOf } from './preferred.ts';
import { createRowScan, type ScannedRow, type ScanQuery, scopeIds } from './row-scan.ts';

export interface StoreReaderOptions {
  readonly database: Database;
  readonly shapes: readonly RowShape[];
  /** The scope that a row gets. */
  toScope(stored: StoredScope): unknown;
}

export interface OpenQuery extends Pick<ScanQuery, 'resource' | 'scopes' | 'limit'> {
  /** Epoch ms: rows with at least this time, and rows without a time. */
  readonly since?: number | undefined;
  /** Rows that a list with these bounds contains. */
  readonly covers?: Covers | undefined;
  /** Ids of requests for which the store notes the listed rows. Without bounds of time. */
  readonly requests?: readonly number[] | undefined;
  /** Rows that have this value themselves: shared members are not tested. */
  readonly says?: { readonly member: string; readonly value: string };
}

export interface CountQuery {
  readonly resource: string;
  readonly scopes: readonly StoredScope[];
  /** Epoch ms. */
  readonly since: number;
  /** The count stops here. */
  readonly most: number;
}

export interface ChangedQuery {
  readonly resource: string;
  readonly scope: StoredScope;
  /** The number of a transaction. */
  readonly since: number;
  readonly most: number;
}

export interface SubjectQuery extends OpenQuery {
  /** ARN of an AWS resource. */
  readonly subject: string;
}

export interface RowAddress {
  readonly resource: string;
  readonly scope: StoredScope;
  readonly key: string;
  /** For a row that has a time: without it, all rows of the scope may have to be scanned. */
  readonly at?: number | undefined;
}

export interface WrittenRow {
  readonly id: number;
  readonly resource: string;
  readonly scope: StoredScope;
  readonly seq: number;
}

export interface KnownScope {
  readonly id: number;
  readonly scope: StoredScope;
}

export interface StoreReader extends DerivedReader, RequestReader, CoverageReader, PastReader, OpenRowsReader {
  /** In the order of the ids; undefined: the row was pruned. */
  rows(ids: readonly number[]): (StoredRow | undefined)[];
  /** Newest first. */
  openIds(query: OpenQuery): number[];
  /** The same, each with the number of the transaction that last wrote the row. */
  openVersions(query: Pick<OpenQuery, 'resource' | 'scopes'>): Pick<WrittenRow, 'id' | 'seq'>[];
  /** Ids of busy rows. */
  busyIds(query: Pick<OpenQuery, 'resource' | 'scopes'>): number[];
  /** Counts the rows with at least this time. */
  countSince(query: CountQuery): number;
  byKey(address: RowAddress): StoredRow | undefined;
  /** A row whose time may differ slightly from `at`, because events have inexact times. */
  byKeyNear(address: RowAddress & { readonly at: number; readonly withinMs: number }): StoredRow | undefined;
  /** A busy row, found without its time: an event names a job without it. */
  busyByKey(address: Omit<RowAddress, 'at'>): StoredRow | undefined;
  /** Open rows about one AWS resource, newest first. */
  ofSubject(query: SubjectQuery): number[];
  /** All versions of a row, oldest first. */
  history(address: RowAddress): StoredRow[];
  /** Rows that were written after the transaction with this number, by any program, in order. */
  changedSince(seq: number): WrittenRow[];
  /**
   * Ids of the scope's rows that were written or closed after the transaction `since`; undefined: there are more than
   * `most`, over all lists.
   */
  changedIds(query: ChangedQuery): readonly number[] | undefined;
  /** Whether a row of the resource was written after the transaction with this number. */
  wasWrittenSince(resource: string, seq: number): boolean;
  /** The resources and scopes with rows that were written after the transaction with this number. */
  changedScopes(seq: number): Pick<WrittenRow, 'resource' | 'scope'>[];
  /** The number of the last transaction that wrote rows, or the first whole response to a request. */
  lastSeq(): number;
  /** All scopes for which a row or a request was ever written. */
  scopes(): StoredScope[];
  /** A text that changes when a scope is added or erased. */
  scopesMark(): string;
  /** The same with ids, for queries. */
  scopeIds(): KnownScope[];
}

/** SQLite gets the ids of a chunk as one text. */
const idsAtOnce = 1_000;

const ofKey = {
  withTime: 'row.resource = ? and row.scope = ? and row.key = ? and row.at = ?',
  withoutTime: 'row.resource = ? and row.scope = ? and row.key = ? and row.at = 0',
  nearTime: 'row.resource = ? and row.scope = ? and row.key = ? and row.at between ? and ?',
  anyTime: 'row.resource = ? and row.scope = ? and row.key = ? and row.at <> 0',
  busy: 'row.resource = ? and row.scope = ? and row.key = ? and row.busy = 1 and row.valid_to is null',
};
const isOpen = 'row.valid_to is null';

const whereOpen = ({ says }: Pick<OpenQuery, 'says'>): Pick<ScanQuery, 'where' | 'values'> =>
  says ? { where: `${isOpen} and doc ->> ? = ?`, values: [`$.${says.member}`, says.value] } : { where: isOpen };

export function createStoreReader({ database, shapes, toScope }: StoreReaderOptions): StoreReader {
  const statement = createStatements(database);
  const names = createNames(database);
  const scan = createRowScan(database, names);
  const read = createRowReading({ names, shapes, toScope });

  function rows(ids: readonly number[]): (StoredRow | undefined)[] {
    const found = new Map<number, StoredRow | undefined>();
    const sql = `${rowSource} where row.id in (select value from json_each(?))`;
    for (let from = 0; from < ids.length; from += idsAtOnce) {
      const chunk = JSON.stringify(ids.slice(from, from + idsAtOnce));
      for (const row of statement(sql).all(chunk)) found.set(Number(row.id), read(row));
    }
    return ids.map((id) => found.get(id));
  }

  const openIds = (query: OpenQuery): number[] =>
    idsOf(query.requests ? ofRequests(query) : scan({ ...query, ...whereOpen(query) }), query.covers);

  const openVersions = (query: Pick<OpenQuery, 'resource' | 'scopes'>): Pick<WrittenRow, 'id' | 'seq'>[] =>
    scan({ ...query, where: isOpen }).map(({ id, seq }) => ({ id, seq }));

  function busyIds({ resource, scopes = [] }: Pick<OpenQuery, 'resource' | 'scopes'>): number[] {
    const [resourceId, ids] = [names.resourceId(resource), scopeIds(scopes, names)];
    const found = statement(`select id, scope, key from row indexed by row_busy where resource = ? and busy = 1
      and ${isOpen}`).all(resourceId ?? 0) as unknown as ScannedRow[];
    return preferredOf(
      found.filter(({ scope }) => ids.has(scope)),
      ids,
    ).map(({ id }) => id);
  }

  function countSince({ resource, scopes, since, most }: CountQuery): number {
    const ids = [...scopeIds(scopes, names).keys()];
    const sql = `select count(*) as count from (select 1 from row indexed by row_key where resource = ? and ${isOpen}
      and scope in (select value from json_each(?)) and at >= ? limit ?)`;
    return Number(statement(sql).get(names.resourceId(resource) ?? 0, JSON.stringify(ids), since, most)?.count ?? 0);
  }

  function ofRequests({ resource, scopes = [], requests = [] }: OpenQuery): readonly ScannedRow[] {
    const [resourceId, ids] = [names.resourceId(resource), scopeIds(scopes, names)];
    const sql = `select id, scope, at, key, shared, valid_from, valid_to, seq from row where id in (${rowsOfRequests})
      and resource = ? and ${isOpen} order by at desc, id desc`;
    const found = statement(sql).all(JSON.stringify(requests), resourceId ?? 0) as unknown as ScannedRow[];
    return preferredOf(
      found.filter(({ scope }) => ids.has(scope)),
      ids,
    );
  }

  const ofSubject = ({ subject, ...query }: SubjectQuery): number[] =>
    idsOf(
      scan({
        ...query,
        index: 'row_shared',
        values: [subject],
        where: `${isOpen} and shared in (select id from shared where subject = ?)`,
      }),
      query.covers,
    );

  function idsOf(found: readonly ScannedRow[], covers: Covers | undefined): number[] {
    if (covers === undefined) return found.map(({ id }) => id);
    const covered: number[] = [];
    for (let from = 0; from < found.length; from += idsAtOnce) {
      const chunk = found.slice(from, from + idsAtOnce);
      const read = covers.equals ? rows(chunk.map(({ id }) => id)) : [];
      const isListed = ({ at }: ScannedRow, index: number) =>
        isCovered(covers, { at, members: () => read[index]?.row ?? {} });
      covered.push(...chunk.filter(isListed).map(({ id }) => id));
    }
    return covered;
  }

  /** Versions of a row, with the index that `of` allows. */
  function versions(of: string, { resource, scope, key, at }: RowAddress, rest: string): StoredRow[] {
    const [resourceId, scopeId] = [names.resourceId(resource), names.scopeId(scope)];
    if (resourceId === undefined || scopeId === undefined) return [];
    const values: SqlValue[] = [resourceId, scopeId, cleanText(key), ...(of === ofKey.withTime ? [at ?? 0] : [])];
    const found = statement(`${rowSource} where ${of} ${rest}`).all(...values);
    return found.flatMap((row) => read(row) ?? []);
  }

  function byKey(address: RowAddress): StoredRow | undefined {
    const open = `and ${isOpen}`;
    if (address.at) return versions(ofKey.withTime, address, open)[0];
    const quick = versions(ofKey.withoutTime, address, open)[0] ?? busyByKey(address);
    return quick ?? (address.at === undefined ? versions(ofKey.anyTime, address, open)[0] : undefined);
  }

  function byKeyNear({ resource, scope, key, at, withinMs }: Parameters<StoreReader['byKeyNear']>[0]) {
    const [resourceId, scopeId] = [names.resourceId(resource), names.scopeId(scope)];
    if (resourceId === undefined || scopeId === undefined) return undefined;
    const [found] = statement(`${rowSource} where ${ofKey.nearTime} and ${isOpen}`).all(
      ...[resourceId, scopeId, cleanText(key), at - withinMs, at + withinMs],
    );
    return found && read(found);
  }

  const busyByKey = (address: Omit<RowAddress, 'at'>): StoredRow | undefined => versions(ofKey.busy, address, '')[0];

  function history(address: RowAddress): StoredRow[] {
    if (address.at) return versions(ofKey.withTime, address, inOrderOfTime);
    const found = versions(ofKey.withoutTime, address, inOrderOfTime);
    return found.length > 0 || address.at === 0 ? found : versions(ofKey.anyTime, address, inOrderOfTime);
  }

  const changedSince = (seq: number): WrittenRow[] =>
    statement('select id, resource, scope, seq from row indexed by row_seq where seq > ? order by seq, id')
      .all(seq)
      .map((row) => ({
        id: Number(row.id),
        seq: Number(row.seq),
        resource: names.resourceOf(Number(row.resource)) as string,
        scope: names.scopeOf(Number(row.scope)) as StoredScope,
      }));

  const changedScopes = (seq: number) =>
    statement('select distinct resource, scope from row indexed by row_seq where seq > ?')
      .all(seq)
      .map((row) => ({
        resource: names.resourceOf(Number(row.resource)) as string,
        scope: names.scopeOf(Number(row.scope)) as StoredScope,
      }));

  const knownScopes = (): KnownScope[] =>
    statement('select id, identity, account, region from scope order by id')
      .all()
      .map(({ id, identity, account, region }) => ({
        id: Number(id),
        scope: { identity: String(identity), accountId: String(account), region: String(region) },
      }));

  return {
    rows,
    openIds,
    openVersions,
    busyIds,
    countSince,
    byKey,
    byKeyNear,
    busyByKey,
    ofSubject,
    history,
    changedSince,
    changedScopes,
    scopeIds: knownScopes,
    scopes: () => knownScopes().map(({ scope }) => scope),
    scopesMark() {
      const found = statement('select count(*) as count, max(id) as last from scope').get();
      return `${found?.count} ${found?.last}`;
    },
    changedIds({ resource, scope, since, most }) {
      const [resourceId, scopeId] = [names.resourceId(resource), names.scopeId(scope)];
      if (resourceId === undefined || scopeId === undefined) return [];
      const sql = 'select id, resource, scope from row indexed by row_seq where seq > ? limit ?';
      const found = statement(sql).all(since, most + 1);
      if (found.length > most) return undefined;
      return found.filter((row) => row.resource === resourceId && row.scope === scopeId).map(({ id }) => Number(id));
    },
    wasWrittenSince(resource, seq) {
      const id = names.resourceId(resource);
      const sql = 'select 1 from row indexed by row_seq where seq > ? and resource = ? limit 1';
      return id !== undefined && statement(sql).get(seq, id) !== undefined;
    },
    lastSeq: () => Number(statement("select value from meta where name = 'seq'").get()?.value ?? 0),
    ...createDerivedReader(database, names),
    ...createRequestReader(database, names),
    ...createCoverageReader(database, names),
    ...createOpenRows(database, shapes),
    ...createPastReader({ database, names, scan, shapes }),
  };
}
