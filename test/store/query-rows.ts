// Rows for queries, written into the tables like the writer does, and the result of a query, computed from a plain
// array.

import { fold, foldAll } from '../../src/store/fold.ts';
import type { RowFacts } from '../../src/store/query/rows/row-facts.ts';
import { migrate } from '../../src/store/schema.ts';
import { type Database, openForWriting, type SqlValue } from '../../src/store/sqlite.ts';

export interface TestRow {
  readonly scope: number;
  readonly key: string;
  readonly at?: number;
  readonly state?: string;
  readonly isBusy?: boolean;
  /** Members that it shares with others. */
  readonly shared?: Readonly<Record<string, unknown>>;
  readonly own?: Readonly<Record<string, unknown>>;
  /** Texts that a filter looks at: those of shared members, and its own. */
  readonly sharedTexts?: readonly string[];
  readonly texts?: readonly string[];
  readonly from?: number;
  readonly to?: number;
  /** It ended because the row has gone, not because another version began. */
  readonly isGone?: boolean;
  readonly resource?: string;
}

export interface TestScope {
  readonly account: string;
  readonly region: string;
  readonly identity?: string;
}

export function storeOf(scopes: readonly TestScope[], rows: readonly TestRow[], path = ':memory:'): Database {
  const database = openForWriting(path);
  migrate(database);
  const addScope = database.prepare('insert into scope(identity, account, region) values(?, ?, ?)');
  for (const [index, { identity = `role-${index}`, account, region }] of scopes.entries()) {
    addScope.run(identity, account, region);
  }
  for (const name of ['things', 'others']) database.prepare('insert into resource(name) values(?)').run(name);
  addRows(database, rows);
  return database;
}

export function addRows(database: Database, rows: readonly TestRow[]): void {
  const addShared = database.prepare(
    'insert into shared(hash, doc, search) values(?, ?, ?) on conflict(hash) do update set hash = hash returning id',
  );
  const marks = Array.from({ length: 17 }, () => '?').join(', ');
  const addRow =
    database.prepare(`insert into row(resource, scope, at, key, state, busy, started, ended, thin, shared, doc,
    search, requested_at, valid_from, valid_to, closed_by, seq) values(${marks})`);
  database.exec('begin');
  for (const row of rows) {
    const doc = JSON.stringify(row.shared ?? {});
    const shared = row.shared ? addShared.get(doc, doc, foldAll(row.sharedTexts ?? [])) : undefined;
    addRow.run(...valuesOf(row, shared === undefined ? null : Number(shared.id)));
  }
  database.exec('commit');
}

/** Its own texts as the writer stores them, with the part of the key that SQLite's `lower` does not fold. */
function searchOf({ key, texts = [] }: TestRow): string | null {
  const isAscii = fold(key) === key.toLowerCase();
  return foldAll([...texts, ...(isAscii ? [] : [key])]) || null;
}

/** The same row for who looks at it alone. */
export const factsOf = (row: TestRow, names: RowFacts['names']): RowFacts => ({
  names,
  key: row.key,
  at: row.at ?? 0,
  isBusy: row.isBusy ?? false,
  state: () => row.state ?? null,
  search: () => searchOf(row),
  sharedSearch: () => row.shared && foldAll(row.sharedTexts ?? []),
  own: () => ({ ...row.own }),
  shared: () => ({ ...row.shared }),
});

function valuesOf(row: TestRow, shared: number | null): SqlValue[] {
  const { key, from = 1, to, isGone = false } = row;
  return [
    row.resource === 'others' ? 2 : 1,
    row.scope,
    row.at ?? 0,
    key,
    row.state ?? null,
    Number(row.isBusy ?? false),
    null,
    null,
    0,
    shared,
    JSON.stringify(row.own ?? {}),
    searchOf(row),
    from,
    from,
    to ?? null,
    to === undefined ? null : isGone ? 'gone' : 'changed',
    1,
  ];
}
