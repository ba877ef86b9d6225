// The values of an extract by their columns. SQLite keeps whatever a file has, and a number that is too large for
// JavaScript cannot even be read.
import type { Database } from '../sqlite.ts';
import { ExtractRefused } from './refused.ts';

/** The latest time of a Date. */
const latest = 8_640_000_000_000_000;

type Kind = 'id' | 'time' | 'flag' | 'text' | 'params' | 'closed';

/** A question mark: the value may be missing. */
const tables: Readonly<Record<string, Readonly<Record<string, Kind | `${Kind}?`>>>> = {
  resource: { id: 'id', name: 'text' },
  scope: { id: 'id', identity: 'text', account: 'text', region: 'text' },
  shared: { id: 'id', hash: 'text', doc: 'text', search: 'text', subject: 'text?' },
  row: {
    id: 'id',
    resource: 'id',
    scope: 'id',
    at: 'time',
    key: 'text',
    state: 'text?',
    busy: 'flag',
    started: 'time?',
    ended: 'time?',
    thin: 'flag',
    shared: 'id?',
    doc: 'text',
    search: 'text?',
    requested_at: 'time',
    valid_from: 'time',
    valid_to: 'time?',
    closed_by: 'closed?',
    seq: 'id',
  },
  request: {
    id: 'id',
    resource: 'id',
    scope: 'id',
    params: 'params',
    requested_at: 'time?',
    whole_at: 'time?',
    received_at: 'time?',
    failing_since: 'time?',
    attempts: 'id?',
    problem: 'text?',
    seq: 'id?',
  },
  coverage: { request: 'id', from_at: 'time', to_at: 'time', whole_at: 'time?' },
  member: { request: 'id', row: 'id' },
  pruned: { resource: 'id', before_at: 'time', why: 'text' },
};

const integer = (column: string, least: number) =>
  `typeof(${column}) = 'integer' and ${column} between ${least} and ${latest}`;

const tests: Readonly<Record<Kind, (column: string) => string>> = {
  id: (column) => integer(column, 0),
  time: (column) => integer(column, -latest),
  flag: (column) => `typeof(${column}) = 'integer' and ${column} in (0, 1)`,
  text: (column) => `typeof(${column}) = 'text'`,
  // The reader parses the text of params.
  params: (column) => `typeof(${column}) = 'text' and json_valid(${column}) and json_type(${column}) = 'array'`,
  closed: (column) => `typeof(${column}) = 'text' and ${column} in ('changed', 'gone')`,
};

/** An extract has no rows of these. */
const emptyTables = ['evaluation', 'document'];
/** Columns of `request` that are null in an extract. */
const emptyColumns = ['next_at', 'leased_by', 'leased_until'];

const metaNames = ['seq', 'stamp', 'extract from', 'extract to', 'extract by'];

/** Throws an ExtractRefused that names the first column with a value that no extract has. */
export function checkValues(database: Database): void {
  for (const [table, columns] of Object.entries(tables)) {
    const there = new Set(columnsOf(database, table));
    for (const [column, kind] of Object.entries(columns))
      if (there.has(column) && isAny(database, `${table} where not coalesce(${testOf(column, kind)}, 0)`))
        throw refusal(`${table}.${column}`);
  }
  for (const table of emptyTables) if (isAny(database, table)) throw refusal(table);
  for (const column of emptyColumns)
    if (isAny(database, `request where ${column} is not null`)) throw refusal(`request.${column}`);
  if (isAny(database, `meta where name not in (${metaNames.map((name) => `'${name}'`).join()})`)) throw refusal('meta');
  if (
    isAny(
      database,
      `meta where name <> 'extract by' and not (typeof(value) in ('integer', 'real') and abs(value) <= ${latest})`,
    )
  )
    throw refusal('meta');
}

/** Columns of later versions are absent in an older extract. */
const columnsOf = (database: Database, table: string): readonly string[] =>
  database
    .prepare('select name from pragma_table_info(?)')
    .all(table)
    .map(({ name }) => String(name));

function testOf(column: string, kind: Kind | `${Kind}?`): string {
  const test = tests[kind.replace('?', '') as Kind](column);
  return kind.endsWith('?') ? `(${column} is null or ${test})` : test;
}

const isAny = (database: Database, source: string): boolean =>
  database.prepare(`select 1 from ${source} limit 1`).get() !== undefined;

const refusal = (place: string): ExtractRefused =>
  new ExtractRefused(`${place} has a value that is not valid in an extract.`);
