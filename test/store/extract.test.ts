// An extract of a store: which versions, requests and times it has.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeExtract } from '../../src/store/extract/extract.ts';
import { createEmptyFile } from '../../src/store/file/store-files.ts';
import { isExtract, migrate, schemaState } from '../../src/store/schema.ts';
import { type Database, openForReading, openForWriting } from '../../src/store/sqlite.ts';

let folder: string;
let database: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vaultop-test-'));
  createEmptyFile(join(folder, 'store'));
  database = openForWriting(join(folder, 'store'));
  migrate(database);
  database.exec(`insert into resource(name) values('jobs'), ('vaults');
    insert into scope(identity, account, region) values('me', '1', 'r1'), ('me', '1', 'r2')`);
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

interface Version {
  readonly key: string;
  readonly from: number;
  readonly to?: number;
  readonly by?: 'changed' | 'gone';
  /** Of a job; absent: a vault. */
  readonly at?: number;
}

function put({ key, from, to, by, at = 0 }: Version): number {
  const resource = at === 0 ? 2 : 1;
  const insert = `insert into row(resource, scope, at, key, doc, requested_at, valid_from, valid_to, closed_by, seq)
    values(?, 1, ?, ?, '{}', ?, ?, ?, ?, 1)`;
  return Number(database.prepare(insert).run(resource, at, key, from, from, to ?? null, by ?? null).lastInsertRowid);
}

/** The extract from 100 to 200. */
function extracted<Result>(read: (extract: Database) => Result): Result {
  const target = join(folder, 'extract');
  createEmptyFile(target);
  writeExtract({ source: join(folder, 'store'), target, from: 100, to: 200, timed: ['jobs'], program: '1.2.3' });
  const extract = openForReading(target);
  try {
    return read(extract);
  } finally {
    extract.close();
  }
}

const versionsIn = (extract: Database) =>
  extract
    .prepare('select key, valid_from as "from", valid_to as "to", closed_by as "by" from row order by key, id')
    .all();

test('it has the versions that held in the range, and none of what happened after it', () => {
  put({ key: 'a before', from: 10, to: 100, by: 'changed' });
  put({ key: 'b until its end', from: 10, to: 250, by: 'changed' });
  put({ key: 'b until its end', from: 250 });
  put({ key: 'c changed in it', from: 10, to: 150, by: 'changed' });
  put({ key: 'c changed in it', from: 150, to: 300, by: 'gone' });
  put({ key: 'd gone in it', from: 10, to: 200, by: 'gone' });
  put({ key: 'e after it', from: 201 });
  expect(extracted(versionsIn)).toEqual([
    { key: 'b until its end', from: 10, to: null, by: null },
    { key: 'c changed in it', from: 10, to: 150, by: 'changed' },
    { key: 'c changed in it', from: 150, to: null, by: null },
    { key: 'd gone in it', from: 10, to: 200, by: 'gone' },
  ]);
});

test('it has what the program saw only later, once, if AWS says that it existed', () => {
  put({ key: 'created before', from: 300, to: 310, by: 'changed', at: 90 });
  put({ key: 'created before', from: 310, at: 90 });
  put({ key: 'created later', from: 300, at: 210 });
  put({ key: 'known before', from: 50, to: 60, by: 'gone', at: 20 });
  put({ key: 'known before', from: 300, at: 20 });
  expect(extracted(versionsIn)).toEqual([{ key: 'created before', from: 300, to: null, by: null }]);
});

test('a request was answered as long as its list was watched', () => {
  put({ key: 'a', from: 10 });
  const request = database.prepare(
    `insert into request(resource, scope, params, requested_at, whole_at, received_at, failing_since, problem, attempts,
      leased_by, leased_until) values(2, 1, ?, ?, ?, ?, ?, ?, 3, 'someone', 9)`,
  );
  request.run('watched until 180', 300, 300, 301, 250, 'Denied.');
  request.run('watched through', 300, 300, 301, null, null);
  request.run('later', 300, 300, 301, null, null);
  request.run('failing', 20, 20, 20, 150, 'Denied.');
  database.exec(
    'insert into coverage values(1, 50, 180, 60), (1, 280, 300, null), (2, 20, 90, null), (2, 110, 300, 240), (3, 290, 300, 295)',
  );
  const found = extracted((extract) => ({
    requests: extract
      .prepare('select params, whole_at as whole, problem, leased_by as lease from request order by id')
      .all(),
    watched: extract.prepare('select request, from_at as "from", to_at as "to", whole_at as whole from coverage').all(),
  }));
  expect(found.requests).toEqual([
    { params: 'watched until 180', whole: 180, problem: null, lease: null },
    { params: 'watched through', whole: 200, problem: null, lease: null },
    { params: 'later', whole: null, problem: null, lease: null },
    { params: 'failing', whole: 20, problem: 'Denied.', lease: null },
  ]);
  // A response that was complete only after the range says nothing of what appeared in it.
  expect(found.watched).toEqual([
    { request: 1, from: 50, to: 180, whole: 60 },
    { request: 2, from: 110, to: 200, whole: 200 },
  ]);
});

test('it names its range, is no store, and is one file', () => {
  put({ key: 'a', from: 10 });
  database.exec("insert into meta values('open 1', 2), ('lease x', 'someone'), ('seq', 7)");
  database.exec("insert into coverage select 9, 50, 180, null; insert into shared values(5, 'h', '{}', '', null)");
  const found = extracted((extract) => ({
    state: schemaState(extract),
    isExtract: isExtract(extract),
    range: extract
      .prepare("select value from meta where name like 'extract %' order by name")
      .all()
      .map(({ value }) => value),
    meta: extract
      .prepare('select name from meta order by name')
      .all()
      .map(({ name }) => name),
    shared: extract.prepare('select count(*) as count from shared').get()?.count,
    journal: extract.prepare('pragma journal_mode').get()?.journal_mode,
  }));
  expect(found).toEqual({
    state: 'foreign',
    isExtract: true,
    range: ['1.2.3', 100, 200],
    meta: ['extract by', 'extract from', 'extract to', 'seq', 'stamp'],
    shared: 0,
    journal: 'delete',
  });
});
