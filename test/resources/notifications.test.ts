import { PutBackupVaultNotificationsCommand } from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { initialValues, problemsOf } from '../../src/app/forms/form.ts';
import { topicStatement } from '../../src/domain/notifications/topic.ts';
import {
  currentVaultEvents,
  deprecatedVaultEvents,
  publishedFailures,
  type VaultNotification,
} from '../../src/domain/vaults/notification.ts';
import { startEmulator } from '../../src/emulator/server.ts';
import type { AnyContext } from '../../src/resources/action.ts';
import { resources } from '../../src/resources/index.ts';
import { clientsOf } from '../emulator/clients.ts';

const scope = { accountId: '123456789012', region: 'cn-north-1', connection: '' };
const topicArn = 'arn:aws:sns:cn-north-1:123456789012:alerts';
const row: VaultNotification = { scope, vaultName: 'v', vaultArn: 'arn:v', topicArn, events: [] };
const deprecated = Object.keys(deprecatedVaultEvents);
const mail = { protocol: 'email', endpoint: 'ops@example.com' };
const told: Partial<VaultNotification> = {
  topic: { arn: topicArn, policy: `{"Statement":${topicStatement(topicArn)}}` },
  subscriptions: [mail],
};

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html */
const guide =
  `BACKUP_JOB_STARTED BACKUP_JOB_COMPLETED CONTINUOUS_BACKUP_INTERRUPTED COPY_JOB_STARTED COPY_JOB_SUCCESSFUL
  COPY_JOB_FAILED RESTORE_JOB_STARTED RESTORE_JOB_COMPLETED RECOVERY_POINT_MODIFIED RECOVERY_POINT_INDEX_COMPLETED
  RECOVERY_POINT_INDEX_DELETED RECOVERY_POINT_INDEXING_FAILED S3_BACKUP_OBJECT_FAILED S3_RESTORE_OBJECT_FAILED
  EKS_BACKUP_OBJECT_FAILED EKS_RESTORE_OBJECT_FAILED EKS_RESTORE_OBJECT_SKIPPED EKS_RESTORE_MODIFICATION_SUCCESS
  EKS_RESTORE_MODIFICATION_FAILED ACCESS_POINT_AVAILABLE ACCESS_POINT_CREATION_FAILED ACCESS_POINT_DELETED
  ACCESS_POINT_DELETION_FAILED ACCESS_POINT_EXPIRED ACCESS_POINT_DISASSOCIATED`.split(/\s+/);

test.each([
  [
    ['BACKUP_JOB_COMPLETED', 'COPY_JOB_FAILED', 'RESTORE_JOB_COMPLETED'],
    ['backup', 'copy', 'restore'],
  ],
  [deprecated, []],
  [['BACKUP_JOB_STARTED', 'COPY_JOB_SUCCESSFUL', 'RECOVERY_POINT_MODIFIED', 'ACCESS_POINT_AVAILABLE'], []],
  [['CONTINUOUS_BACKUP_INTERRUPTED'], ['continuous']],
  [['S3_BACKUP_OBJECT_FAILED', 'EKS_RESTORE_MODIFICATION_FAILED'], ['object']],
  [['ACCESS_POINT_CREATION_FAILED'], ['access point']],
  [['constructor', 'NEXT_YEARS_EVENT_FAILED'], []],
])('of %j AWS sends the failures %j', (events, failures) => {
  expect(publishedFailures({ ...row, events })).toEqual(failures);
});

test('without a topic no failure is sent', () => {
  const { topicArn: _, ...none } = row;
  expect(publishedFailures({ ...none, events: ['BACKUP_JOB_COMPLETED'] })).toEqual([]);
});

test('the list shows the failures that AWS sends, and which events are deprecated', () => {
  const { columns, detail } = resources.notifications;
  const cell = (events: readonly string[], more: Partial<VaultNotification> = told) =>
    columns.find(({ id }) => id === 'failures')?.text({ ...row, events, ...more } as never, 0);
  const ended = ['BACKUP_JOB_COMPLETED'];
  expect(cell(ended)).toBe('backup');
  expect(cell(['BACKUP_JOB_FAILED'])).toBe('silent');
  expect(cell(ended, {})).toBe('backup?');
  expect(cell(ended, { ...told, topic: { arn: topicArn, refused: 'no' } })).toBe('backup?');
  expect(cell(ended, { ...told, topic: { arn: topicArn, policy: '{"Statement":[]}' } })).toBe('silent');
  expect(cell(ended, { ...told, subscriptions: [] })).toBe('silent');
  expect(cell(ended, { ...told, subscriptions: [{ ...mail, isPending: true }] })).toBe('silent');
  expect(cell(ended, { ...told, subscriptions: [{ ...mail, refused: 'no' }] })).toBe('backup?');
  expect(cell(ended, { ...told, subscriptions: [{ ...mail, filter: '{"State":["COMPLETED"]}' }] })).toBe('silent');
  expect(cell(ended, { ...told, subscriptions: [{ ...mail, filter: '{"State":["FAILED"]}' }] })).toBe('backup');
  const sections = detail({ ...row, events: ['BACKUP_JOB_FAILED'] } as never, undefined, 0);
  expect(JSON.stringify(sections)).toContain('BACKUP_JOB_FAILED: deprecated, may never fire');
});

test('the detail says who gets which failures, and through which filter', () => {
  const events = ['BACKUP_JOB_COMPLETED', 'COPY_JOB_FAILED'];
  const filter = '{"EventType":["COPY_JOB"]}';
  const subscriptions = [mail, { ...mail, protocol: 'sqs', endpoint: 'arn:q', filter }, { ...mail, isPending: true }];
  const text = (more: object) =>
    JSON.stringify(resources.notifications.detail({ ...row, ...told, events, ...more } as never, undefined, 0));
  expect(text({ subscriptions })).toContain('ops@example.com: failures of backup, copy"');
  expect(text({ subscriptions })).toContain('arn:q: failures of copy, through its filter"');
  expect(text({ subscriptions })).toContain('nothing, for it is not confirmed');
  expect(text({ subscriptions: [] })).toContain('nobody is told');
  expect(text({ subscriptions: undefined, subscriptionsRefused: 'You may not.' })).toContain('You may not.');
  expect(text({ topic: { arn: topicArn, policy: '{"Statement":[]}' } })).toContain('does not let AWS Backup publish');
});

const action = resources.vaults.actions?.find(({ id }) => id === 'notifications');
const contextOf = (facts: string, document?: string): AnyContext => {
  const empty = { row: { name: 'v' }, scope, facts, values: {}, now: 0, token: 't', known: () => [] };
  const values = initialValues(action?.fields ?? [], empty);
  return { ...empty, values: document === undefined ? values : { document } };
};
const problemOf = (context: AnyContext) => problemsOf(action?.fields ?? [], context, true).document;
const documentOf = (events: readonly string[]) => JSON.stringify({ SNSTopicArn: topicArn, BackupVaultEvents: events });

test('where there are none, events are proposed that AWS sends for each failed job', () => {
  const context = contextOf('');
  expect(problemOf(context)).toBeUndefined();
  expect(action?.warnings?.(context)).toEqual([]);
  const { SNSTopicArn, BackupVaultEvents } = JSON.parse(String(context.values.document));
  expect(SNSTopicArn).toBe('arn:aws-cn:sns:cn-north-1:123456789012:backup-alerts');
  expect(publishedFailures({ ...row, events: BackupVaultEvents })).toEqual(['backup', 'copy', 'restore']);
});

test('the events are those of the guide', () => {
  expect(currentVaultEvents.toSorted()).toEqual(guide.toSorted());
});

test.each([...guide, ...deprecated])('%s is accepted', (event) => {
  const context = contextOf('', documentOf([event]));
  expect(problemOf(context)).toBeUndefined();
  expect(action?.warnings?.(context)).toEqual(
    deprecated.includes(event) ? [expect.stringContaining(`AWS sends nothing for ${event}`)] : [],
  );
});

test('an event that AWS answered is kept, though it is newer; one that is typed wrongly is refused', () => {
  const document = documentOf(['NEXT_YEARS_EVENT']);
  expect(problemOf(contextOf(document, document))).toBeUndefined();
  expect(problemOf(contextOf('', document))).toMatch(
    /^There is no event NEXT_YEARS_EVENT; there are BACKUP_JOB_STARTED/,
  );
  expect(problemOf(contextOf('', 'null'))).toMatch(/SNSTopicArn/);
});

test('the embedded AWS takes every event, as AWS does', async () => {
  const emulator = await startEmulator({ now: Date.UTC(2026, 0, 15) });
  const input = { BackupVaultName: 'prod', SNSTopicArn: topicArn, BackupVaultEvents: [...guide, ...deprecated] };
  await clientsOf(emulator).backup.send(new PutBackupVaultNotificationsCommand(input as never));
  await emulator.close();
});
