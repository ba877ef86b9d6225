// A stranger's extract is a hostile file: what is opened, and what is refused.
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ExtractOpening, openExtract } from '../../../src/engine/extract/open-extract.ts';
import { ExtractRefused } from '../../../src/store/extract/refused.ts';
import { markAsExtract, migrations, schemaState } from '../../../src/store/schema.ts';
import { openForReading, openForWriting } from '../../../src/store/sqlite.ts';
import { extractOf, extractTime, storeOfEstate } from '../../support/extract-file.ts';

let home: string;
let good: string;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'vaultop-test-'));
  good = extractOf(await storeOfEstate(home), join(home, 'good'));
});
afterAll(() => rmSync(home, { recursive: true }));

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(home, 'one-'));
  file = join(home, 'file.vaultop');
  copyFileSync(good, file);
});
afterEach(() => rmSync(file, { recursive: true, force: true }));

const open = (options: ExtractOpening = {}) => openExtract(file, { parents: [folder], ...options });

function change(...statements: string[]): void {
  const database = openForWriting(file);
  try {
    // Absent in Node 22, where the schema may always be changed.
    database.enableDefensive?.(false);
    for (const sql of statements) database.exec(sql);
  } finally {
    database.close();
  }
}

function refusal(options?: ExtractOpening): string {
  try {
    open(options).remove();
  } catch (error) {
    expect(error).toBeInstanceOf(ExtractRefused);
    // No copy remains.
    expect(readdirSync(folder)).toEqual([]);
    return (error as Error).message;
  }
  return 'it was opened';
}

test('a good one becomes a private store with its range and scopes, and the file stays as it is', () => {
  const before = readFileSync(file);
  const { path, from, to, rowsFrom, listsFrom, scopes, remove } = open();
  expect({ from, to }).toEqual({ from: extractTime - 3_600_000, to: extractTime });
  // Its only answers are of the end of the range, and jobs ran before.
  expect({ rowsFrom, listsFrom }).toEqual({ rowsFrom: from, listsFrom: extractTime });
  expect(scopes).toMatchObject([{ region: 'ap-southeast-2' }]);
  expect([statSync(path).mode & 0o777, statSync(dirname(path)).mode & 0o777]).toEqual([0o600, 0o700]);
  const database = openForReading(path);
  expect(schemaState(database)).toBe('current');
  expect(Number(database.prepare('select count(*) as count from row').get()?.count)).toBeGreaterThan(500);
  database.close();
  expect(readFileSync(file).equals(before)).toBe(true);
  remove();
  expect(readdirSync(folder)).toEqual([]);
});

test('one of the first released version is migrated', () => {
  const older = join(folder, 'older');
  const database = openForWriting(older);
  database.exec(migrations[0] ?? '');
  database.exec('pragma user_version=1');
  database.exec(`attach '${file}' as newer`);
  for (const table of ['resource', 'scope', 'shared', 'row', 'meta']) {
    database.exec(`insert into ${table} select * from newer.${table}`);
  }
  database.exec('detach newer');
  markAsExtract(database);
  database.close();
  const opened = openExtract(older, { parents: [home] });
  const copy = openForReading(opened.path);
  expect(schemaState(copy)).toBe('current');
  copy.close();
  opened.remove();
});

/** Of all tables; the key of a table cannot have another kind. */
function columnsOf(path: string): [table: string, column: string][] {
  const database = openForReading(path);
  const found = database
    .prepare(`select tables.name as [table], columns.name as [column] from pragma_table_list as tables
      join pragma_table_info(tables.name) as columns
      where tables.schema = 'main' and tables.name not like 'sqlite_%' and (columns.pk = 0 or lower(columns.type) = 'text')`)
    .all();
  database.close();
  return found.map(({ table, column }) => [String(table), String(column)]);
}

/** Tables of which an extract has nothing, or only what the program put there. */
const hasNone = ['document', 'evaluation', 'meta'];

/** One statement: in each row of the table, or in a new one where there is none. */
function planted(table: string, column: string): string {
  const database = openForReading(file);
  const isEmpty = database.prepare(`select 1 from ${table} limit 1`).get() === undefined;
  const columns = database.prepare('select name, type from pragma_table_info(?)').all(table);
  database.close();
  if (!isEmpty) return `update or ignore ${table} set ${column} = x'00'`;
  // SQLite tells the usual types in capitals.
  const valid = (type: unknown) => (type === 'INTEGER' ? '1' : "'a'");
  const values = columns.map(({ name, type }) => (name === column ? "x'00'" : valid(type)));
  return `insert into ${table} values(${values.join()})`;
}

const slowView = `as with recursive forever(value) as (select 1 union all select value + 1 from forever)
  select 'extract by' as name, value from forever where value < 0`;

describe('refused is', () => {
  test.each([
    ['a trigger', 'create trigger extra after insert on row begin delete from row; end', /schema/],
    ['a view', 'create view extra as select 1', /schema/],
    ['a further index', 'create index extra on row(doc)', /schema/],
    ['a missing index', 'drop index row_seq', /schema/],
    ['a virtual table', 'create virtual table extra using fts5(a)', /schema/],
    ['a view in the place of a table', `drop table pruned; create view pruned ${slowView}`, /schema/],
    ['a further column', 'alter table pruned add column extra', /schema/],
    ['the application id of a store', 'pragma application_id=0x76746f70', /not an extract/],
    ['no application id', 'pragma application_id=0', /not an extract/],
    ['version 0', 'pragma user_version=0', /schema/],
    ['a negative version', 'pragma user_version=-1', /schema/],
    [
      'a newer version',
      'pragma user_version=99',
      /^a newer vaultop \(1\.2\.3\) wrote it: open it with that version\.$/,
    ],
    [
      'a newer version with a false name',
      "pragma user_version=99; update meta set value = '\x1b[2J' where name = 'extract by'",
      /^a newer vaultop wrote it/,
    ],
    [
      'a newer version whose name takes forever',
      `pragma user_version=99; drop table meta; create view meta ${slowView}`,
      /^a newer vaultop wrote it/,
    ],
    ['an integer beyond those of JavaScript', 'update row set at = 9223372036854775807 where id = 1', /row\.at/],
    ['a time beyond those of a date', 'update row set valid_from = 8640000000000001 where id = 1', /row\.valid_from/],
    ['a huge id', 'update row set seq = -9223372036854775808 where id = 1', /row\.seq/],
    ['a text as a time', "update row set requested_at = 'x' where id = 1", /row\.requested_at/],
    ['a fraction', 'update row set at = 1.5 where id = 1', /row\.at/],
    ['a blob as a document', "update row set doc = x'7b7d' where id = 1", /row\.doc/],
    ['a blob as a key', "update row set key = x'00' where id = 1", /row\.key/],
    ['a word for the end of a row', "update row set closed_by = 'x' where id = 1", /row\.closed_by/],
    ['params that are no list', "update request set params = '{}'", /request\.params/],
    ['a text as the end of a response', "update coverage set whole_at = 'x'", /coverage\.whole_at/],
    ['a lease', "update request set leased_by = 'x'", /request/],
    ['a note', "insert into meta values('lease x', '{}')", /meta/],
    ['an infinite time', "update meta set value = 9e999 where name = 'extract to'", /meta/],
    ['no range', "delete from meta where name = 'extract to'", /does not name its range/],
    [
      'a range that ends before it begins',
      "update meta set value = 1 where name = 'extract to'",
      /does not name its range/,
    ],
    ['a document', "insert into document values(1, 1, 'k', 1, 'x')", /document/],
    [
      'a shared part that is not there',
      'delete from shared where id = (select shared from row where shared is not null limit 1)',
      /shared part/,
    ],
    ['an account that is none', "update scope set account = '$(id)'", /account/],
    ['a Region that is none', "update scope set region = '../x'", /Region/],
    ['a document that is no JSON', "update row set doc = '{' where id = 1", /^row 1 cannot be read/],
    ['a document that is a list', "update row set doc = '[1]' where id = 1", /^row 1 cannot be read/],
    ['a document without members', "update row set doc = '{}' where id = 1", /^row 1 cannot be read/],
    [
      'a deep document',
      `update row set doc = '{"a":' || replace(hex(zeroblob(200000)), '00', '[') || '}' where id = 1`,
      /^row 1 cannot be read/,
    ],
    [
      'an object in the place of a number',
      "update row set doc = json_set(doc, '$.sizeBytes', json('{}')) where resource = (select id from resource where name = 'recovery-points')",
      /sizeBytes has the wrong type/,
    ],
    [
      'a number in the place of a name',
      "update shared set doc = json_set(doc, '$.vaultName', 5) where json_extract(doc, '$.vaultName') is not null",
      /vaultName has the wrong type/,
    ],
    ['a key of another row', "update row set key = key || 'x' where id = 1", /^row 1 cannot be read.*key/],
    [
      'a text beyond the limit',
      'update row set search = hex(zeroblob(3000000)) where id = 1',
      /too big|not an extract/,
    ],
  ])('%s', (_, sql, text) => {
    change(sql);
    expect(refusal()).toMatch(text);
  });

  test('a value of another kind in any column of any table', () => {
    for (const [table, column] of columnsOf(good)) {
      copyFileSync(good, file);
      change(planted(table, column));
      const place = hasNone.includes(table) ? table : `${table}.${column}`;
      expect(refusal()).toBe(`${place} has a value that is not valid in an extract.`);
    }
  });

  test('a file that is too large', () => {
    expect(refusal({ most: statSync(file).size - 1 })).toMatch(/larger than/);
    expect(refusal({ most: statSync(file).size })).toBe('it was opened');
  });

  test('a text', () => {
    writeFileSync(file, 'no database'.repeat(100));
    expect(refusal()).toMatch(/damaged, or not an extract/);
  });

  test('an empty file', () => {
    writeFileSync(file, '');
    expect(refusal()).toMatch(/not an extract/);
  });

  test.each([0.1, 0.5, 0.99])('one that is cut off at %f of its length', (part) => {
    truncateSync(file, Math.floor(statSync(file).size * part));
    expect(refusal()).toMatch(/damaged|not an extract/);
  });

  test.each([0.3, 0.6, 0.9])('one with a page that was overwritten at %f of its length', (part) => {
    const bytes = readFileSync(file);
    const page = Math.floor((bytes.length / 8192) * part) * 8192;
    bytes.fill(0x5a, page, page + 8192);
    writeFileSync(file, bytes);
    expect(refusal()).toMatch(/damaged|not an extract|cannot be read/);
  });

  test('an index that does not agree with its table', () => {
    change(
      'pragma writable_schema=on',
      "update sqlite_schema set sql = 'create index row_seq on row(at)' where name = 'row_seq'",
    );
    change(
      'pragma writable_schema=on',
      'update row set seq = 5000 where id = 1',
      "update sqlite_schema set sql = 'CREATE INDEX row_seq on row(seq)' where name = 'row_seq'",
    );
    expect(refusal()).toMatch(/damaged|schema/);
  });

  test.skipIf(process.platform === 'win32')(
    'a FIFO, a directory, and a file that is not there, without waiting',
    () => {
      rmSync(file);
      expect(() => open()).toThrow(/ENOENT/);
      execFileSync('mkfifo', [file]);
      expect(() => open()).toThrow(/FIFO/);
      expect(() => openExtract(folder, { parents: [home] })).toThrow(/directory/);
    },
  );
});
