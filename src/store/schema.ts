// The schema of the store. A change adds a migration at the end; an existing migration is never changed.
import { createStatements, type Database, inTransaction } from './sqlite.ts';

/** 'vtop' */
const applicationId = 0x76746f70;

/** 'vtpx': the extract of a store, which is never used as a store. */
export const extractId = 0x76747078;

/**
 * `row` contains every version of every row: `valid_to` is null in the newest one, which keeps its id as long as the
 * row exists. Members with equal values in many rows are stored once, in `shared`.
 *
 * - `scope.id`: never used again, or a reader that caches it would show the rows of another identity.
 * - `row.at`: a time of the row that never changes, 0 if it has none. Indexes lead with it, because ids in an index
 * make writing five times slower. `row_at` also has the columns that decide whether a row belongs to a list: counting
 * or ordering a list by time reads no row.
 * - `row_outline` has the columns that decide which rows the rules read: of most jobs no more than that is read.
 * - `row.key`: the key within its scope.
 * - `row.requested_at`: the time of the request whose response has these values. An earlier one never overwrites a
 * later one.
 * - `row.closed_by`: 'changed' or 'gone'.
 * - `row.thin`: 1 while only a listing with fewer members has the row.
 * - `row.search`, `shared.search`: folded texts for filters; of a row only if they differ from the key.
 * - `seq`: the number of the transaction that wrote the row last.
 * - `coverage.whole_at`: when the first response of the interval was complete. Null: an older program began the interval.
 * - `request.seq`: the number of the transaction that stored the first whole response.
 * - `request`: one list of one scope with its params: times of request and response, the reason for a refusal, and the
 * lease.
 *
 * All times are epoch ms of AWS's clock.
 */
const first = `
create table meta(name text primary key, value) without rowid;
create table resource(id integer primary key, name text not null unique);
create table scope(id integer primary key autoincrement, identity text not null, account text not null, region text not null,
  unique(identity, account, region));
create table shared(id integer primary key, hash text not null unique, doc text not null, search text not null, subject text);
create table row(
  id integer primary key, resource integer not null, scope integer not null, at integer not null, key text not null,
  state text, busy integer not null default 0, started integer, ended integer, thin integer not null default 0,
  shared integer, doc text not null, search text,
  requested_at integer not null, valid_from integer not null, valid_to integer, closed_by text, seq integer not null);
create index row_key on row(resource, scope, at);
create index row_name on row(resource, scope, key) where at = 0;
create index row_at on row(resource, at desc, id desc, scope, valid_to);
create index row_shared on row(resource, shared, at desc);
create index shared_subject on shared(subject) where subject is not null;
create index row_ended on row(resource, ended) where ended is not null;
create index row_busy on row(resource, key) where busy = 1 and valid_to is null;
create index row_seq on row(seq);
create index row_from on row(valid_from);
create index row_to on row(valid_to) where valid_to is not null;
create table request(id integer primary key, resource integer not null, scope integer not null, params text not null,
  requested_at integer, whole_at integer, received_at integer, failing_since integer, attempts integer, problem text,
  next_at integer, leased_by text, leased_until integer, unique(resource, scope, params));
create table coverage(request integer, from_at integer, to_at integer, primary key(request, from_at)) without rowid;
create table member(request integer, row integer, primary key(request, row)) without rowid;
create table evaluation(scope integer, subject text, seq integer, check_at integer, primary key(scope, subject)) without rowid;
create table document(resource integer, scope integer, key text, requested_at integer, doc blob,
  primary key(resource, scope, key)) without rowid;
create table pruned(resource integer, before_at integer, why text);
`;

const requestSeq = 'alter table request add column seq integer;';

const rowOutline = `create index row_outline on row(resource, scope, at desc, shared, state, ended, thin)
  where valid_to is null;`;

const requestsSince = `create index request_received on request(received_at) where whole_at is not null;
  create index request_seq on request(seq) where seq is not null;`;

const coverageComplete = 'alter table coverage add column whole_at integer;';

/** Each migrates a store from the version of its index to the next one. */
export const migrations: readonly string[] = [first, requestSeq, rowOutline, requestsSince, coverageComplete];

/** Increases with each migration. */
export const schemaVersion = migrations.length;

export type SchemaState = 'new' | 'current' | 'older' | 'newer' | 'foreign';

/** `foreign`: a database of another program, or no database. Only reads. */
export function schemaState(database: Database): SchemaState {
  const version = numberOf(database, 'user_version');
  const tables = database.prepare('select count(*) as count from sqlite_schema').get() as { count: number };
  if (version === 0 && tables.count === 0) return 'new';
  if (numberOf(database, 'application_id') !== applicationId) return 'foreign';
  return version === schemaVersion ? 'current' : version < schemaVersion ? 'older' : 'newer';
}

/** Migrates a new or an older store to this program's schema. */
export function migrate(database: Database, steps = migrations): void {
  inTransaction(database, () => {
    const from = numberOf(database, 'user_version');
    for (const migration of steps.slice(from)) database.exec(migration);
    database.exec(`pragma application_id=${applicationId}`);
    database.exec(`pragma user_version=${steps.length}`);
  });
}

/** Marks the database as an extract. */
export const markAsExtract = (database: Database): void => database.exec(`pragma application_id=${extractId}`);

export const isExtract = (database: Database): boolean => numberOf(database, 'application_id') === extractId;

/** The name and the text of each part of a schema. */
export type SchemaText = readonly { readonly type: string; readonly name: string; readonly sql: string | null }[];

export const schemaText = (database: Database): SchemaText =>
  database
    .prepare('select type, name, tbl_name as owner, sql from sqlite_schema order by type, name, tbl_name, sql')
    .all() as unknown as SchemaText;

/** The version in the file at this moment: another program may have migrated it. */
export const versionIn = (database: Database): number => numberOf(database, 'user_version');

function numberOf(database: Database, pragma: 'user_version' | 'application_id'): number {
  const row = createStatements(database)(`pragma ${pragma}`).get() as Record<string, number>;
  return row[pragma] ?? 0;
}
