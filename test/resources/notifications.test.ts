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
import type { AnyAction, AnyContext } from '../../src/resources/action.ts';
import type { NotificationFacts } from '../../src/resources/actions/vaults/notification-facts.ts';
import { confirmationOf } from '../../src/resources/confirmation.ts';
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
  expect(text({ subscriptions })).toContain('arn:q: failures of copy, if its filter policy matches"');
  expect(text({ subscriptions })).toContain('nothing: the subscription is not confirmed');
  expect(text({ subscriptions: [] })).toContain('nobody gets the notifications');
  expect(text({ subscriptions: undefined, subscriptionsRefused: 'You may not.' })).toContain('You may not.');
  expect(text({ topic: { arn: topicArn, policy: '{"Statement":[]}' } })).toContain(
    'does not allow AWS Backup to publish',
  );
});

const action = resources.vaults.actions?.find(({ id }) => id === 'notifications');
const openTopic = { arn: topicArn, policy: `{"Statement":${topicStatement(topicArn)}}` };
const closedTopic = { arn: `${topicArn}-closed`, policy: '{"Statement":[]}' };

const contextOf = (facts: NotificationFacts, typed: Readonly<Record<string, string>> = {}): AnyContext => {
  const empty = { row: { name: 'v' }, scope, facts, values: {}, now: 0, token: 't', known: () => [] };
  return { ...empty, values: { ...initialValues(action?.fields ?? [], empty), ...typed } };
};
const problemsIn = (context: AnyContext) => problemsOf(action?.fields ?? [], context, true);
const none: NotificationFacts = { topics: [closedTopic, openTopic] };
const present = (...events: string[]): NotificationFacts => ({
  ...none,
  settings: { SNSTopicArn: topicArn, BackupVaultEvents: events },
});
const inputOf = (context: AnyContext) => action?.requests(context)[0]?.input;

test('where there are none, the topic that AWS Backup may publish to is proposed, with an event for each failed job', () => {
  const context = contextOf(none);
  expect(problemsIn(context)).toEqual({});
  expect(action?.warnings?.(context)).toEqual([]);
  expect(context.values.topic).toBe(topicArn);
  expect(publishedFailures({ ...row, events: String(context.values.events).split(' ') })).toEqual([
    'backup',
    'copy',
    'restore',
  ]);
});

test.each([[[]], [['BACKUP_JOB_COMPLETED']], [currentVaultEvents.slice(3)]])(
  'beside %j the form names each other event once',
  (chosen) => {
    const field = action?.fields?.find(({ id }) => id === 'events');
    const lines = field?.preview?.(chosen.join(' '), contextOf(none)) ?? [];
    const others = currentVaultEvents.filter((event) => !chosen.includes(event));
    expect(lines.join(' ').split(' ')).toEqual(['also:', ...others]);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(54);
  },
);

test('no topic is made up', () => {
  expect(contextOf({ topics: [] }).values.topic).toBe('');
  const second = { arn: `${topicArn}-2`, policy: `{"Statement":${topicStatement(`${topicArn}-2`)}}` };
  expect(contextOf({ topics: [openTopic, second] }).values.topic).toBe('');
  expect(action?.requests(contextOf({ topics: [] }))).toEqual([]);
});

test('the topics that can be used come first, and each says what AWS Backup may do', () => {
  const field = action?.fields?.find(({ id }) => id === 'topic');
  const options = field?.kind === 'pick' ? field.options(contextOf(none)) : [];
  expect(options.map(({ label }) => label)).toEqual([
    'alerts: AWS Backup may publish',
    'alerts-closed: AWS Backup may not publish yet',
  ]);
});

test.each([
  ['a queue', { topic: 'arn:aws:sqs:cn-north-1:123456789012:x' }, /ARN of an SNS topic/],
  ['another Region', { topic: topicArn.replace('cn-north-1', 'cn-northwest-1') }, /is in cn-northwest-1/],
  ['a FIFO topic', { topic: `${topicArn}.fifo` }, /FIFO/],
  ['a topic that SNS does not list', { topic: `${topicArn}-none` }, /There is no topic alerts-none/],
  ['an event that does not exist', { events: 'NONE' }, /^There is no event NONE; there are BACKUP_JOB_STARTED/],
  ['a deprecated event', { events: 'BACKUP_JOB_FAILED' }, /deprecated and may never fire: use BACKUP_JOB_COMPLETED/],
  ['no event', { events: '' }, /Events is needed/],
])('%s is refused', (_what, typed, sentence) => {
  expect(Object.values(problemsIn(contextOf(none, typed)))).toEqual([expect.stringMatching(sentence)]);
});

test('where topics may not be listed, an ARN is typed, and what it allows is not known', () => {
  const facts = { topics: [], topicsRefused: 'You may not call ListTopics.' };
  const context = contextOf(facts, { topic: topicArn });
  expect(problemsIn(context)).toEqual({});
  expect(action?.warnings?.(context)).toEqual([
    expect.stringMatching(/^Not known whether .*You may not call ListTopics/),
  ]);
});

test('the review says what a topic lacks, and what the events do not tell', () => {
  const context = contextOf(none, { topic: closedTopic.arn, events: 'BACKUP_JOB_STARTED' });
  const warnings = action?.warnings?.(context)?.join('\n');
  expect(warnings).toContain('"Service":"backup.amazonaws.com"');
  expect(warnings).toContain('None of these events reports a failure');
  const other = contextOf(none, { topic: topicArn.replace('123456789012', '210987654321') });
  expect(action?.warnings?.(other)?.join('\n')).toContain('The topic is of account 210987654321');
});

test('the events are those of the guide', () => {
  expect(currentVaultEvents.toSorted()).toEqual(guide.toSorted());
});

test.each(guide)('%s is accepted', (event) => {
  expect(problemsIn(contextOf(none, { events: event }))).toEqual({});
});

test.each(deprecated)('%s is kept where it is present, and said to fire perhaps never', (event) => {
  const context = contextOf(present(event));
  expect(problemsIn(context)).toEqual({});
  expect(action?.warnings?.(context)?.join('\n')).toContain(`${event} is deprecated and may never fire`);
  expect(action?.requests(context)).toEqual([]);
  expect(inputOf(contextOf(present(event), { events: `${event} COPY_JOB_FAILED` }))).toEqual({
    BackupVaultName: 'v',
    SNSTopicArn: topicArn,
    BackupVaultEvents: [event, 'COPY_JOB_FAILED'],
  });
});

test('an event that AWS answered is kept, though it is newer; the order of events is no change', () => {
  const facts = present('NEXT_YEARS_EVENT', 'COPY_JOB_FAILED');
  expect(problemsIn(contextOf(facts))).toEqual({});
  expect(action?.requests(contextOf(facts, { events: 'COPY_JOB_FAILED NEXT_YEARS_EVENT' }))).toEqual([]);
});

test('without a topic the notifications are deleted, which cannot be undone', () => {
  const context = contextOf(present('COPY_JOB_FAILED'), { topic: '' });
  expect(action?.requests(context)).toMatchObject([{ operation: 'DeleteBackupVaultNotifications' }]);
  expect(confirmationOf(action as AnyAction, [context], ['v']).danger).toBe('type-name');
});

test('a test message wants y, says that it is one, and what it does not prove', () => {
  const sends = resources.vaults.actions?.find(({ id }) => id === 'test-notification') as AnyAction;
  const context = { ...contextOf(none), facts: { topic: closedTopic } } as unknown as AnyContext;
  expect(confirmationOf(sends, [context], ['v']).danger).toBe('confirm');
  const [request] = sends.requests(context);
  expect(request).toMatchObject({ service: 'sns', operation: 'Publish', input: { TopicArn: closedTopic.arn } });
  expect(request?.input).toMatchObject({ Subject: 'vaultop test', Message: expect.stringMatching(/^vaultop test: /) });
  const warnings = sends.warnings?.(context).join('\n');
  expect(warnings).toContain('may page the person on call');
  expect(warnings).toContain('not that AWS Backup may publish to the topic');
  expect(warnings).toContain('does not allow AWS Backup to publish');
});

test('the embedded AWS takes every event, as AWS does', async () => {
  const emulator = await startEmulator({ now: Date.UTC(2026, 0, 15) });
  const input = { BackupVaultName: 'prod', SNSTopicArn: topicArn, BackupVaultEvents: [...guide, ...deprecated] };
  await clientsOf(emulator).backup.send(new PutBackupVaultNotificationsCommand(input as never));
  await emulator.close();
});
