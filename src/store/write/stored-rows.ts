// Statements on single rows. The caller decides what to write.
import type { EncodedRow, RowColumns } from '../row-codec.ts';
import { createStatements, type Database } from '../sqlite.ts';
import type { StoredState } from './verdict.ts';

export interface ResourceScope {
  readonly resource: number;
  readonly scope: number;
}

export interface StoredVersion extends StoredState {
  readonly id: number;
  readonly at: number;
  readonly state: string | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly shared: number | null;
  readonly doc: string;
}

/** All values of a version. */
export interface RowContent extends ResourceScope {
  readonly encoded: EncodedRow;
  readonly columns: RowColumns;
  readonly shared: number | null;
  readonly isThin: boolean;
  readonly requestedAt: number;
}

export interface VersionStamp {
  readonly stamp: number;
  readonly seq: number;
}

const openColumns = `select id, at, state, busy, started as startedAt, ended as endedAt, thin, shared, doc,
  requested_at as requestedAt`;
const ofKey = 'from row indexed by row_key where resource = ? and scope = ? and at = ? and key = ?';
const ofKeyWithoutTime =
  'from row indexed by row_name where resource = ? and scope = ? and at = ? and key = ? and at = 0';
const isOpen = 'and valid_to is null';
const latestGone = 'select max(requested_at) as latest';
const isGone = "and closed_by = 'gone' and requested_at <= ?";

const sql = {
  find: `${openColumns} ${ofKey} ${isOpen}`,
  findWithoutTime: `${openColumns} ${ofKeyWithoutTime} ${isOpen}`,
  findBusy: `${openColumns} from row indexed by row_busy where resource = ? and key = ? and scope = ? and busy = 1 ${isOpen}`,
  goneAt: `${latestGone} ${ofKey} ${isGone}`,
  goneAtWithoutTime: `${latestGone} ${ofKeyWithoutTime} ${isGone}`,
};

/** The columns that never change in a row, and those that do. */
const identity = 'resource, scope, at, key';
/**
 * Indexed columns. Setting them rewrites their indexes even if the values stay the same: half the time of an update.
 */
const indexed = 'state, busy, started, ended, shared';
const content = 'thin, doc, search, requested_at';
const marks = (names: string) => names.replace(/\w+/g, '?');
const assigned = (names: string) => names.replace(/\w+/g, '$& = ?');
const all = `${identity}, ${indexed}, ${content}`;

const write = {
  insert: `insert into row(${all}, valid_from, seq) values(${marks(all)}, ?, ?)`,
  keepVersion: `insert into row(${all}, valid_from, valid_to, closed_by, seq)
    select ${all}, valid_from, ?, 'changed', ? from row where id = ?`,
  replace: `update row set ${assigned(indexed)}, ${assigned(content)}, valid_from = ?, seq = ? where id = ?`,
  replaceAll: `update row set ${assigned(indexed)}, ${assigned(content)}, seq = ? where id = ?`,
  replaceContent: `update row set ${assigned(content)}, seq = ? where id = ?`,
  closeAsGone: "update row set valid_to = ?, closed_by = 'gone', requested_at = ?, seq = ? where id = ?",
};

export function createStoredRows(database: Database) {
  const statement = createStatements(database);

  return {
    find: ({ resource, scope }: ResourceScope, { at, key }: EncodedRow): StoredVersion | undefined =>
      openRowOf(statement(at === 0 ? sql.findWithoutTime : sql.find).get(resource, scope, at, key)),

    /** An event may have a time that differs from that of the list: a busy row is found by its key, too. */
    findBusy: ({ resource, scope }: ResourceScope, { key }: EncodedRow): StoredVersion | undefined =>
      openRowOf(statement(sql.findBusy).get(resource, key, scope)),

    /** The time of the latest request that no longer found the row. */
    goneAt: ({ resource, scope }: ResourceScope, { at, key }: EncodedRow, now: number): number => {
      const found = statement(at === 0 ? sql.goneAtWithoutTime : sql.goneAt).get(resource, scope, at, key, now);
      return Number(found?.latest ?? Number.NEGATIVE_INFINITY);
    },

    insert: (content: RowContent, { stamp, seq }: VersionStamp): number =>
      Number(
        statement(write.insert).run(...identityOf(content), ...indexedOf(content), ...contentOf(content), stamp, seq)
          .lastInsertRowid,
      ),

    /**
     * Keeps the present values of the open row as a closed version. The open row keeps its id, which lists on screen
     * use.
     */
    keepVersion: (id: number, { stamp, seq }: VersionStamp): void => {
      statement(write.keepVersion).run(stamp, seq, id);
    },

    replace: (id: number, content: RowContent, { stamp, seq }: VersionStamp): void => {
      statement(write.replace).run(...indexedOf(content), ...contentOf(content), stamp, seq, id);
    },

    replaceInPlace: (stored: StoredVersion, content: RowContent, { seq }: VersionStamp): void => {
      const columns = indexedOf(content);
      const before = [stored.state, Number(stored.isBusy), stored.startedAt, stored.endedAt, stored.shared];
      if (columns.every((value, index) => value === before[index])) {
        statement(write.replaceContent).run(...contentOf(content), seq, stored.id);
      } else statement(write.replaceAll).run(...columns, ...contentOf(content), seq, stored.id);
    },

    closeAsGone: (id: number, requestedAt: number, { stamp, seq }: VersionStamp): void => {
      statement(write.closeAsGone).run(stamp, requestedAt, seq, id);
    },
  };
}

export type StoredRows = ReturnType<typeof createStoredRows>;

const identityOf = ({ resource, scope, encoded }: RowContent) => [resource, scope, encoded.at, encoded.key];

const indexedOf = ({ columns: { state, startedAt, endedAt }, encoded, shared }: RowContent) => [
  state,
  Number(encoded.isBusy),
  startedAt,
  endedAt,
  shared,
];

const contentOf = ({ isThin, encoded, columns, requestedAt }: RowContent) => [
  Number(isThin),
  encoded.doc,
  columns.search,
  requestedAt,
];

const openRowOf = (row: Record<string, unknown> | undefined): StoredVersion | undefined =>
  row && ({ ...row, isBusy: row.busy === 1, isThin: row.thin === 1 } as unknown as StoredVersion);
