import { expect, test } from 'vitest';
import { risks } from '../../config/risks.ts';
import { actorWords, eventWords } from '../../src/domain/audits/event-words.ts';
import { audit, hour, noon, textsOf } from './attention/facts-of.ts';

test.each([
  ['DeleteRecoveryPoint', 'deleted recovery point', 'delete recovery point'],
  ['PutBackupVaultLockConfiguration', 'set backup vault lock configuration', 'set backup vault lock configuration'],
  ['UpdateRegionSettings', 'changed region settings', 'change region settings'],
  [
    'AssociateBackupVaultMpaApprovalTeam',
    'associated backup vault MPA approval team',
    'associate backup vault MPA approval team',
  ],
  ['StopLogging', 'stopped logging', 'stop logging'],
  ['ScheduleKeyDeletion', 'scheduled key deletion', 'schedule key deletion'],
  ['DisableKey', 'disabled key', 'disable key'],
  ['InvalidOrganizationBackupPlan', 'called InvalidOrganizationBackupPlan', 'call InvalidOrganizationBackupPlan'],
  ['constructor', 'called constructor', 'call constructor'],
  ['Delete', 'called Delete', 'call Delete'],
  ['', 'called ', 'call '],
])('%s', (name, past, infinitive) => {
  expect(eventWords(name)).toEqual({ past, infinitive });
});

test('every risky call of a person has a verb', () => {
  const without = Object.keys(risks).filter((name) => eventWords(name).past.startsWith('called'));
  expect(without).toEqual(['InvalidOrganizationBackupPlan', 'BackupSelectionDeletedDueToSLRDeletion']);
});

test.each([
  ['DatabaseAdmin/carol', 'carol (DatabaseAdmin)'],
  ['Role/a/b', 'a/b (Role)'],
  ['AWSReservedSSO_AdministratorAccess_0123456789abcdef/carol@example.com', 'carol@example.com (AdministratorAccess)'],
  ['AWSReservedSSO_db_admin_0123456789abcdef/carol', 'carol (db_admin)'],
  ['AWSReservedSSO_Mine/carol', 'carol (AWSReservedSSO_Mine)'],
  ['alice', 'alice'],
  ['', ''],
])('%s', (actor, words) => {
  expect(actorWords(actor)).toBe(words);
});

const deleted = (id: string, more = {}) =>
  audit('DeleteRecoveryPoint', {
    id,
    target: `arn:aws:ec2:eu-west-1::snapshot/snap-${id}`,
    touched: { vaultName: 'main' },
    at: noon - 3 * hour,
    ...more,
  });

test.each([
  ['one', [deleted('1')], 'mallory (Admin) deleted recovery point snap-1 of vault main 3 h ago: a backup is gone'],
  [
    'several',
    [deleted('1'), deleted('2')],
    'mallory (Admin) deleted recovery point snap-1 and snap-2 of vault main (2 times) 3 h ago: a backup is gone',
  ],
  [
    'refused',
    [deleted('1', { errorCode: 'AccessDenied', riskReason: 'refused (AccessDenied): a backup is gone' })],
    'mallory (Admin) tried to delete recovery point snap-1 of vault main 3 h ago and was denied (risk: a backup is gone)',
  ],
  [
    'of the vault itself',
    [audit('DeleteBackupVault', { target: 'main', touched: { vaultName: 'main' } })],
    'mallory (Admin) deleted backup vault main 60 min ago: a backup is gone',
  ],
])('an audit that is %s', (_, audits, text) => {
  expect(textsOf({ rules: [], audits })).toEqual([text]);
});
