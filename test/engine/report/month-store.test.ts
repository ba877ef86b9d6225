// What a report reads out of the store besides jobs: locks, coverage, identities, and what is not known.
import { expect, test } from 'vitest';
import { readMonth } from '../../../src/engine/report/read-month.ts';
import { createRowShapes } from '../../../src/engine/store/row-shapes.ts';
import type { AnyRow } from '../../../src/store/row-shape.ts';
import { migrate } from '../../../src/store/schema.ts';
import { openForWriting } from '../../../src/store/sqlite.ts';
import { createStoreWriter } from '../../../src/store/write/store-writer.ts';
import {
  arnOf,
  audit,
  day,
  hour,
  job,
  point,
  restoreTest,
  rule,
  scope,
  selection,
  vault,
} from '../../domain/attention/facts-of.ts';

const from = Date.UTC(2025, 10, 1);
const to = Date.UTC(2025, 11, 1);
const at = (date: number, hours = 12) => Date.UTC(2025, 10, date, hours);

function store() {
  let now = at(1);
  const database = openForWriting(':memory:');
  migrate(database);
  const writer = createStoreWriter({ database, shapes: createRowShapes(() => now), now: () => now });
  const storedAs = (identity: string, accountId = scope.accountId) => ({ identity, accountId, region: scope.region });
  return {
    database,
    /** A whole response at that time; `covers` closes the rows that it lacks. */
    list(time: number, resource: string, rows: readonly AnyRow[], identity = 'reader', accountId = scope.accountId) {
      now = time;
      const requested = { resource, scope: storedAs(identity, accountId), params: '[]', requestedAt: time };
      const response = writer.begin({ ...requested, scopeOf: () => storedAs(identity) });
      response.page(rows);
      response.whole(resource === 'vaults' || resource === 'recovery-points' ? {} : undefined);
    },
    refuse(time: number, resource: string, problem: string) {
      now = time;
      writer
        .begin({
          resource,
          scope: storedAs('reader'),
          params: '[]',
          requestedAt: time,
          scopeOf: () => storedAs('reader'),
        })
        .failed(problem);
    },
    derive(time: number, resource: string, rows: readonly AnyRow[]) {
      now = time;
      writer.derive({ resource, scope: storedAs('reader'), rows, evaluatedAt: time });
    },
    month: (time = to + 2 * day, accounts: string[] = []) =>
      readMonth(database, {
        range: { month: '2025-11', timeZone: 'UTC', from, to },
        objectives: [],
        now: time,
        accounts,
        regions: [],
      }),
  };
}

const nights = (...left: number[]) =>
  Array.from({ length: 30 }, (_, index) => index + 1)
    .filter((date) => !left.includes(date))
    .map((date) => job('shop', at(date, 5)));

test('a lock that was loosened is a change, with the actor of the record that explains it', () => {
  const { list, month } = store();
  const locked = vault('main', { locked: true, minRetentionDays: 30 });
  list(at(2), 'vaults', [locked, vault('gone', { locked: true })]);
  list(at(10), 'vaults', [vault('main', { locked: true, minRetentionDays: 7 })]);
  expect(month().changes).toMatchObject([
    {
      kind: 'lock',
      target: 'main',
      at: at(10),
      detail: 'locked, retention 30 or more days → locked, retention 7 or more days',
    },
    { kind: 'deletion', target: 'gone', detail: 'the vault is no longer listed' },
  ]);
  expect(month().changes.every(({ actor }) => actor === undefined)).toBe(true);
  const put = audit('PutBackupVaultLockConfiguration', {
    at: at(9),
    lock: { minDays: 7 },
    lockBefore: { minDays: 30 },
  });
  // An attempt that AWS refused explains nothing.
  list(at(8), 'audits', [
    audit('DeleteBackupVault', { id: 'first', at: at(8), target: 'gone', errorCode: 'AccessDenied' }),
  ]);
  const refused = audit('DeleteBackupVault', { id: 'other', at: at(11), errorCode: 'AccessDenied' });
  const other = audit('StartBackupJob', { id: 'job', at: at(11) });
  list(at(12), 'audits', [put, refused, other]);
  expect(month().changes).toMatchObject([
    { kind: 'deletion', event: 'DeleteBackupVault', target: 'gone', errorCode: 'AccessDenied' },
    { kind: 'lock', event: put.name, actor: 'Admin/mallory', detail: 'loosened from 30 or more to 7 or more days' },
    { kind: 'deletion', target: 'gone' },
    { kind: 'deletion', event: 'DeleteBackupVault', errorCode: 'AccessDenied' },
  ]);
});

test('points, restores and coverage are those at the end of the month', () => {
  const { list, derive, month } = store();
  const covered = (state: string) => ({
    kind: 'resource',
    scope,
    state,
    arn: arnOf('shop'),
    name: 'shop',
    type: 'RDS',
    why: { kind: 'selection' },
    selections: [],
  });
  list(at(20), 'restore-jobs', [restoreTest('shop', at(19)), restoreTest('shop', at(3), { state: 'FAILED' })]);
  derive(at(20), 'coverage', [covered('waiting')]);
  derive(at(25), 'coverage', [covered('protected')]);
  list(at(29), 'backup-jobs', nights(30));
  list(at(29), 'recovery-points', [point('shop', at(28, 5)), point('shop', at(27, 5))]);
  derive(to + hour, 'coverage', [covered('too-old')]);
  // The newest one was deleted after the end of the month, and one that was made before is listed late.
  list(to + day, 'recovery-points', [point('shop', at(27, 5)), point('late', at(30, 23))]);
  expect(month().resources).toMatchObject([
    { name: 'late', newest: { at: at(30, 23), basis: 'listed' } },
    {
      name: 'shop',
      newest: { at: at(28, 5), basis: 'listed' },
      restore: { state: 'COMPLETED', isTest: true },
      coverage: { state: 'protected' },
    },
  ]);
});

test('the job of the first run may have a time before the month', () => {
  const { list, month } = store();
  list(at(29), 'plan-rules', [rule({ versionAt: from - 100 * day, schedule: 'cron(0 0 1 * ? *)' })]);
  list(at(29), 'selections', [selection({ resources: [arnOf('shop')], tags: [], createdAt: from - 100 * day })]);
  list(at(29), 'backup-jobs', [job('shop', from - 60_000)]);
  expect(month().resources).toMatchObject([{ runs: { scheduled: 1, met: 1 } }]);
});

test('what the program never saw, what AWS refuses, and what was removed are not known', () => {
  const { list, refuse, database, month } = store();
  list(at(20), 'backup-jobs', nights());
  refuse(at(20), 'copy-jobs', 'AWS refused access');
  const why = () => Object.groupBy(month().unknown, ({ list: name }) => name);
  expect(why()['backup-jobs']).toMatchObject([{ why: 'not-watched', from: at(20), to }]);
  expect(why()['copy-jobs']).toMatchObject([
    { why: 'refused', detail: 'AWS refused access' },
    { why: 'never', from, to },
  ]);
  expect(why().vaults).toMatchObject([{ why: 'never' }]);
  const before = at(5) + 30 * day;
  database.exec(`insert into pruned select id, ${before}, 'size' from resource where name = 'backup-jobs'`);
  expect(why()['backup-jobs']).toMatchObject([
    { why: 'pruned', from, to: at(5), detail: 'size' },
    { why: 'not-watched', from: at(20), to },
  ]);
});

test('two identities that see one account count it once, and the list of an organization covers its accounts', () => {
  const { list, month } = store();
  const rules = [rule({ versionAt: from - 100 * day })];
  const selections = [selection({ resources: [arnOf('shop')], tags: [], createdAt: from - 100 * day })];
  for (const identity of ['reader', 'auditor']) {
    list(at(29), 'plan-rules', rules, identity);
    list(at(29), 'selections', selections, identity);
  }
  const { createdBy: _, ...onDemand } = job('shop', at(8, 9));
  list(at(29), 'backup-jobs', [...nights(8), onDemand], 'reader');
  list(to + day, 'backup-jobs', [...nights(8), onDemand], 'auditor', '*');
  expect(month().resources).toMatchObject([
    { name: 'shop', runs: { scheduled: 30, met: 29, missed: 1, unknown: 0 }, onDemand: 1 },
  ]);
  // The second list reaches back to the second of November, and the first one over the days before.
  expect(month().unknown.filter((one) => one.list === 'backup-jobs')).toEqual([]);
  expect(month(to + 2 * day, ['444455556666']).resources).toEqual([]);
});
