// The first moment at which a store knows rows.
import { expect, test } from 'vitest';
import { knownFrom } from '../../src/store/read/known-from.ts';
import { migrate } from '../../src/store/schema.ts';
import { openForWriting } from '../../src/store/sqlite.ts';

const minute = 60_000;
const range = { from: 100 * minute, to: 200 * minute };

const job = (database: ReturnType<typeof openForWriting>, at: number, ended: number | null) =>
  database
    .prepare(
      `insert into row(resource, scope, at, key, ended, doc, requested_at, valid_from, seq)
       values((select id from resource where name = 'list 0'), 1, ?, 'job', ?, '{}', 1, 1, 1)`,
    )
    .run(at, ended);

/** `begins`: each list was watched from there until the end of the range, in ms; `ended`: one that was watched before. */
function storeWith(begins: readonly number[], ended: readonly number[] = []) {
  const database = openForWriting(':memory:');
  migrate(database);
  database.exec("insert into scope(identity, account, region) values('me', '1', 'r1')");
  const add = (from: number, to: number, index: number) => {
    database.exec(`insert into resource(name) values('list ${index}')`);
    database.exec(`insert into request(id, resource, scope, params) values(${index + 1}, ${index + 1}, 1, '')`);
    database.exec(`insert into coverage(request, from_at, to_at) values(${index + 1}, ${from}, ${to})`);
  };
  for (const [index, from] of begins.entries()) add(from, range.to, index);
  for (const [index, to] of ended.entries()) add(0, to, begins.length + index);
  return database;
}

test.each([
  ['the begin of the range, where something was known then', [50 * minute, 150 * minute], [], range.from],
  ['the last answer of the first round', [150 * minute, 150 * minute + 9_000, 170 * minute], [], 150 * minute + 9_000],
  ['which is one minute long', [150 * minute, 151 * minute, 151 * minute + 1], [], 151 * minute],
  ['what was watched before the range does not count', [150 * minute], [90 * minute], 150 * minute],
  ['the end, where nothing is ever known', [], [90 * minute], range.to],
] as const)('%s', (_, begins, ended, expected) => {
  expect(knownFrom(storeWith(begins, ended), range, ['list 0'])).toEqual({ listsFrom: expected, rowsFrom: expected });
});

test.each([
  ['a job that ran at the begin of the range', 50 * minute, 120 * minute, ['list 0'], range.from],
  ['one that began later, and has not ended', 130 * minute, null, ['list 0'], 130 * minute],
  ['one that had ended before', 50 * minute, 90 * minute, ['list 0'], 150 * minute],
  ['a row whose time says nothing about when it existed', 50 * minute, null, [], 150 * minute],
] as const)('rows are known before the first answer: %s', (_, at, ended, timed, rowsFrom) => {
  const database = storeWith([150 * minute]);
  job(database, at, ended);
  expect(knownFrom(database, range, timed)).toEqual({ listsFrom: 150 * minute, rowsFrom });
});
