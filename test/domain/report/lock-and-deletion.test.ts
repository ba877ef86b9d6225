// What a month's report says of two versions of a vault, and of the records of CloudTrail.
import { expect, test } from 'vitest';
import {
  changeOfAudit,
  changeOfVault,
  isReported,
  withoutExplained,
} from '../../../src/domain/report/lock-and-deletion.ts';
import type { MonthChange } from '../../../src/domain/report/month-report.ts';
import type { Vault } from '../../../src/domain/vaults/vault.ts';
import { audit, noon, scope, vault } from '../attention/facts-of.ts';

const open = vault('main');
const locked = (more: Partial<Vault> = {}) => vault('main', { locked: true, ...more });
const final = { lockDate: noon };

test.each<[string, Vault, Vault, string | undefined]>([
  ['nothing', open, open, undefined],
  ['nothing of a lock', locked({ minRetentionDays: 7 }), locked({ minRetentionDays: 7 }), undefined],
  ['a new lock', open, locked({ minRetentionDays: 7 }), 'not locked → locked, retention 7 or more days'],
  [
    'another retention',
    locked({ minRetentionDays: 7 }),
    locked({ minRetentionDays: 7, maxRetentionDays: 90 }),
    'locked, retention 7 or more days → locked, retention 7-90 days',
  ],
  ['a lock that is gone', locked(), open, 'locked, retention 1 or more days → not locked'],
  [
    'a lock that becomes final',
    locked(),
    locked(final),
    `locked, retention 1 or more days → locked, retention 1 or more days, final from ${new Date(noon).toISOString()}`,
  ],
  ['a date that one version lacks', locked(final), locked({ isLockDateUnknown: true }), undefined],
  ['a date that the other lacks', locked({ isLockDateUnknown: true }), locked(final), undefined],
])('%s', (_, before, after, detail) => {
  const place = { accountId: scope.accountId, region: scope.region, at: 1, target: 'main', kind: 'lock' };
  expect(changeOfVault({ at: 1, before, after })).toEqual(detail && { ...place, detail });
});

test('a vault that is gone was deleted, and a new one has no change', () => {
  expect(changeOfVault({ at: 1, before: open })).toMatchObject({ kind: 'deletion', target: 'main', at: 1 });
  expect(changeOfVault({ at: 1, after: open })).toBeUndefined();
  expect(changeOfVault({ at: 1 })).toBeUndefined();
});

test.each([
  ['PutBackupVaultLockConfiguration', false, 'lock'],
  ['DeleteBackupVaultLockConfiguration', true, 'lock'],
  ['DeleteRecoveryPoint', false, 'deletion'],
  ['DisassociateRecoveryPoint', false, 'deletion'],
  ['DeleteBackupVault', false, 'deletion'],
  ['DeleteRestoreTestingPlan', false, 'deletion'],
  ['DeleteReportPlan', false, 'deletion'],
  ['DeleteFramework', false, 'deletion'],
])('%s, by a service: %s, is reported as %s', (name, byService, kind) => {
  expect(isReported({ name, byService })).toBe(true);
  expect(changeOfAudit(audit(name)).kind).toBe(kind);
});

test.each([
  ['DeleteRecoveryPoint', true],
  ['CreateBackupVault', false],
  ['UndeleteBackupVault', false],
])('%s, by a service: %s, is not reported', (name, byService) => {
  expect(isReported({ name, byService })).toBe(false);
});

test('a change that was seen is left out where an earlier record of the same vault and kind explains it', () => {
  const seen: MonthChange = { accountId: '1', region: 'r', at: 10, kind: 'lock', target: 'main' };
  const record = (more: Partial<MonthChange>): MonthChange => ({ ...seen, at: 9, event: 'x', ...more });
  const kept = (more: Partial<MonthChange>) => withoutExplained([record(more)], [seen]).includes(seen);
  expect(kept({})).toBe(false);
  expect(kept({ at: 10 })).toBe(false);
  const others = [{ at: 11 }, { errorCode: 'AccessDenied' }, { kind: 'deletion' as const }, { target: 'other' }];
  for (const more of [...others, { accountId: '2' }, { region: 's' }]) expect([more, kept(more)]).toEqual([more, true]);
  expect(withoutExplained([record({ at: 11 })], [seen]).map(({ at }) => at)).toEqual([10, 11]);
});
