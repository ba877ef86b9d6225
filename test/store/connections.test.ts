// What each way to open a database allows, and what it costs.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Database, openForReading, openForWriting, openUntrusted } from '../../src/store/sqlite.ts';
import { newFolder } from './child.ts';

const pragmaOf = (database: Database, pragma: string): unknown =>
  Object.values(database.prepare(`pragma ${pragma}`).get() ?? {})[0];

function filled(): string {
  const path = join(newFolder(), 'store.sqlite');
  const database = openForWriting(path);
  database.exec('create table t(a)');
  database.close();
  onTestFinished(() => rmSync(path, { force: true }));
  return path;
}

function opened(open: (path: string) => Database): Database {
  const database = open(filled());
  onTestFinished(() => database.close());
  return database;
}

/** Bytes of the cache are negative, in KiB; `temp_store` is 1 for a file and 2 for memory. */
test.each<[string, (path: string) => Database, Readonly<Record<string, unknown>>]>([
  [
    'the writer',
    openForWriting,
    {
      journal_mode: 'wal',
      synchronous: 1,
      auto_vacuum: 2,
      page_size: 8192,
      journal_size_limit: 16_000_000,
      cache_size: -8_000,
      temp_store: 2,
      busy_timeout: 2_000,
      trusted_schema: 0,
      foreign_keys: 0,
      query_only: 0,
    },
  ],
  ['the writer of a draft', (path) => openForWriting(path, { isDraft: true }), { synchronous: 0, journal_mode: 'wal' }],
  ['a reader', openForReading, { cache_size: -8_000, temp_store: 1, busy_timeout: 50, trusted_schema: 0 }],
  [
    "the reader of a stranger's file",
    openUntrusted,
    { trusted_schema: 0, query_only: 1, cell_size_check: 1, mmap_size: 0, temp_store: 2, foreign_keys: 0 },
  ],
])('%s', (_, open, pragmas) => {
  const database = opened(open);
  const found = Object.keys(pragmas).map((name) => [name, pragmaOf(database, name)]);
  expect(Object.fromEntries(found)).toEqual(pragmas);
});

test.each([
  ['a reader', openForReading],
  ["the reader of a stranger's file", openUntrusted],
])('%s writes nothing', (_, open) => {
  expect(() => opened(open).exec('insert into t values (1)')).toThrow('readonly');
});

test("in a stranger's file a name is no text, and its schema is not written", () => {
  const database = opened(openUntrusted);
  expect(() => database.prepare('select "a b"').get()).toThrow('no such column');
  database.exec('pragma writable_schema=on');
  expect(pragmaOf(database, 'writable_schema')).toBe(0);
});

// Node 22 has no limits.
test.skipIf(!('limits' in openForWriting(':memory:')))("a stranger's file has no text of more than 4 MB", () => {
  const database = opened(openUntrusted);
  const lengthOf = (bytes: number) => database.prepare(`select length(zeroblob(${bytes})) as length`).get()?.length;
  expect(lengthOf(4_000_000)).toBe(4_000_000);
  expect(() => lengthOf(4_000_001)).toThrow('too big');
});
