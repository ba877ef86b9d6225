// Statements on single rows. Whoever decides what to write is elsewhere.
import type { EncodedRow, RowColumns } from './row-codec.ts';
import { createStatements, type Database } from './sqlite.ts';
import type { StoredState } from './verdict.ts';

export interface RowPlace {
  readonly resource: number;
  readonly scope: number;
}

export interface OpenRow extends StoredState {
  readonly id: number;
  readonly at: number;
  readonly shared: number | null;
  readonly doc: string;
}

/** All that a version says. */
export interface RowContent extends RowPlace {
  readonly encoded: EncodedRow;
  readonly columns: RowColumns;
  readonly shared: number | null;
  readonly isThin: boolean;
  readonly requestedAt: number;
}

export interface Written {
  readonly stamp: number;
  readonly seq: number;
}

const openColumns = 'select id, at, shared, doc, requested_at as requestedAt, busy, thin';
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

const contentNames = 'resource, scope, at, key, state, busy, started, ended, thin, shared, doc, search, requested_at';
const marks = contentNames.replace(/\w+/g, '?');
const assignments = contentNames.replace(/\w+/g, '$& = ?');
const write = {
  insert: `insert into row(${contentNames}, valid_from, seq) values(${marks}, ?, ?)`,
  keepVersion: `insert into row(${contentNames}, valid_from, valid_to, closed_by, seq)
    select ${contentNames}, valid_from, ?, 'changed', ? from row where id = ?`,
  replace: `update row set ${assignments}, valid_from = ?, seq = ? where id = ?`,
  replaceInPlace: `update row set ${assignments}, seq = ? where id = ?`,
  closeAsGone: "update row set valid_to = ?, closed_by = 'gone', requested_at = ?, seq = ? where id = ?",
};

export function createStoredRows(database: Database) {
  const statement = createStatements(database);

  return {
    find: ({ resource, scope }: RowPlace, { at, key }: EncodedRow): OpenRow | undefined =>
      openRowOf(statement(at === 0 ? sql.findWithoutTime : sql.find).get(resource, scope, at, key)),

    /** An event may give a time that differs from that of the list: while the row is busy, its key finds it as well. */
    findBusy: ({ resource, scope }: RowPlace, { key }: EncodedRow): OpenRow | undefined =>
      openRowOf(statement(sql.findBusy).get(resource, key, scope)),

    /** When the latest request was sent that no longer found the row. */
    goneAt: ({ resource, scope }: RowPlace, { at, key }: EncodedRow, now: number): number => {
      const found = statement(at === 0 ? sql.goneAtWithoutTime : sql.goneAt).get(resource, scope, at, key, now);
      return Number(found?.latest ?? Number.NEGATIVE_INFINITY);
    },

    insert: (content: RowContent, { stamp, seq }: Written): number =>
      Number(statement(write.insert).run(...valuesOf(content), stamp, seq).lastInsertRowid),

    /** What the open row says so far stays as a closed version. The open one keeps its id, which lists on screen hold. */
    keepVersion: (id: number, { stamp, seq }: Written): void => {
      statement(write.keepVersion).run(stamp, seq, id);
    },

    replace: (id: number, content: RowContent, { stamp, seq }: Written): void => {
      statement(write.replace).run(...valuesOf(content), stamp, seq, id);
    },

    replaceInPlace: (id: number, content: RowContent, { seq }: Written): void => {
      statement(write.replaceInPlace).run(...valuesOf(content), seq, id);
    },

    closeAsGone: (id: number, requestedAt: number, { stamp, seq }: Written): void => {
      statement(write.closeAsGone).run(stamp, requestedAt, seq, id);
    },
  };
}

export type StoredRows = ReturnType<typeof createStoredRows>;

const valuesOf = ({ resource, scope, encoded, columns: values, shared, isThin, requestedAt }: RowContent) => [
  ...[resource, scope, encoded.at, encoded.key, values.state, Number(encoded.isBusy)],
  ...[values.startedAt, values.endedAt, Number(isThin), shared, encoded.doc, values.search, requestedAt],
];

const openRowOf = (row: Record<string, unknown> | undefined): OpenRow | undefined =>
  row && ({ ...row, isBusy: row.busy === 1, isThin: row.thin === 1 } as unknown as OpenRow);
