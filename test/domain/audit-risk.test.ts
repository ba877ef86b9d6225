import { expect, test } from 'vitest';
import { risks } from '../../config/risks.ts';
import { type AuditEvent, assessRisk, isDenied, riskRank, riskTone } from '../../src/domain/audits/audit-risk.ts';

const event = (name: string, changes: Partial<AuditEvent> = {}): AuditEvent => ({
  name,
  byService: false,
  otherAccount: false,
  ...changes,
});

test.each([
  ['a person deletes a point', event('DeleteRecoveryPoint'), 'critical'],
  ['AWS Backup deletes it', event('DeleteRecoveryPoint', { byService: true }), 'none'],
  ['a lifecycle does', event('BackupDeleted', { byService: true }), 'none'],
  ['a lock is lifted', event('DeleteBackupVaultLockConfiguration'), 'critical'],
  ['a lock is put', event('PutBackupVaultLockConfiguration'), 'critical'],
  ['a plan changes', event('UpdateBackupPlan'), 'high'],
  ['a restore', event('StartRestoreJob'), 'high'],
  ['a restore test', event('StartRestoreJob', { byService: true }), 'none'],
  ['a copy at home', event('StartCopyJob'), 'none'],
  ['a copy to another account', event('StartCopyJob', { otherAccount: true }), 'high'],
  ['the organization takes a plan away', event('DeleteOrganizationalBackupPlan', { byService: true }), 'high'],
  ['a tag', event('TagResource'), 'medium'],
  ['a tag that plans select by', event('TagResources'), 'medium'],
  ['a key is to be deleted', event('ScheduleKeyDeletion'), 'critical'],
  ['a key is disabled', event('DisableKey'), 'high'],
  ['a key is enabled again', event('EnableKey'), 'none'],
  ['a backup', event('StartBackupJob'), 'none'],
  ['a name of every object', event('constructor'), 'none'],
])('%s', (_, done, level) => {
  const found = assessRisk(done);
  expect(found.level).toBe(level);
  expect(found.reason === undefined).toBe(level === 'none');
});

test.each([
  'DeleteFramework',
  'DeleteReportPlan',
  'DeleteRestoreTestingPlan',
  'DeleteRestoreTestingSelection',
  'DeleteBackupVaultNotifications',
  'StopLogging',
  'DeleteTrail',
  'UpdateTrail',
  'PutEventSelectors',
])('%s may switch monitoring off', (name) => {
  expect(assessRisk(event(name))).toEqual({
    level: 'high',
    reason: expect.stringMatching(/switch(es)? monitoring off/),
  });
});

test('a refused attempt keeps its level and says so', () => {
  const found = assessRisk(event('DeleteBackupVault', { errorCode: 'AccessDenied' }));
  expect(found).toEqual({ level: 'critical', reason: expect.stringMatching(/^refused \(AccessDenied\): /) });
  expect(isDenied({ errorCode: 'AccessDenied' })).toBe(true);
  expect(isDenied({ errorCode: 'AccessDeniedException' })).toBe(true);
  expect(isDenied({ errorCode: 'ResourceNotFoundException' })).toBe(false);
  expect(isDenied({})).toBe(false);
});

test('levels have an order and a tone', () => {
  expect((['none', 'medium', 'high', 'critical'] as const).map(riskRank)).toEqual([0, 1, 2, 3]);
  expect(riskTone('critical')).toBe('bad');
});

test('every reason is one short clause', () => {
  for (const { reason } of Object.values(risks)) expect(reason).toMatch(/^[a-z][^.]{8,60}$/);
});
