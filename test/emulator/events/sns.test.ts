import { PutBackupVaultNotificationsCommand, UpdateRecoveryPointIndexSettingsCommand } from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { clientsOf, emulatorAt, noon } from '../clients.ts';
import { pointsOf, refTo } from '../points-of.ts';
import { callsOf } from '../wire-calls.ts';

const alerts = 'arn:aws:sns:us-east-1:123456789012:backup-alerts';
const feed = 'arn:aws:sqs:us-east-1:123456789012:feed';

async function feedAt() {
  const time = { now: noon };
  const calls = callsOf(await emulatorAt({ clock: { now: () => time.now } }));
  const { output } = await calls.sqs('CreateQueue', { QueueName: 'feed' });
  const receive = async () => {
    const found = [];
    for (;;) {
      const input = { QueueUrl: output.QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] };
      const { Messages } = (await calls.sqs('ReceiveMessage', input)).output;
      if (!Messages) return found;
      found.push(...Messages);
    }
  };
  const subscribe = async (TopicArn: string, attributes: Record<string, string> = {}) => {
    const form: Record<string, string> = { TopicArn, Protocol: 'sqs', Endpoint: feed };
    for (const [at, [key, value]] of Object.entries(attributes).entries()) {
      form[`Attributes.entry.${at + 1}.key`] = key;
      form[`Attributes.entry.${at + 1}.value`] = value;
    }
    const { body } = await calls.sns('Subscribe', form);
    return /<SubscriptionArn>([^<]+)</.exec(body)?.[1] ?? body;
  };
  return { ...calls, time, receive, subscribe };
}

const moved = 84 * 3_600_000;

test("a vault's notifications reach a queue in the published words", async () => {
  const { time, receive, subscribe } = await feedAt();
  await subscribe(alerts);
  time.now += moved;
  const envelopes = (await receive()).map(({ Body }) => JSON.parse(Body));
  const state = (wanted: string) => envelopes.find(({ MessageAttributes: told }) => told.State.Value === wanted);
  expect(state('COMPLETED')).toMatchObject({
    Type: 'Notification',
    TopicArn: alerts,
    Subject: 'Notification from AWS Backup',
    Message: expect.stringMatching(
      /^An AWS Backup job was completed successfully\. Recovery point ARN: arn:\S+\. Resource ARN : arn:\S+\. BackupJob ID : [0-9A-F-]{36}$/,
    ),
    MessageAttributes: {
      EventType: { Type: 'String', Value: 'BACKUP_JOB' },
      AccountId: { Type: 'String', Value: '123456789012' },
      Id: { Type: 'String', Value: expect.any(String) },
      StartTime: { Type: 'String', Value: expect.any(String) },
    },
  });
  const failed = envelopes.find(
    ({ MessageAttributes: told }) => told.State.Value === 'FAILED' && told.EventType.Value === 'BACKUP_JOB',
  );
  expect(failed.Message).toMatch(/^An AWS Backup job failed\. Resource ARN : arn:\S+\. BackupJob ID : \S+$/);
});

test('a filter policy lets failures through alone', async () => {
  const { time, receive, subscribe } = await feedAt();
  await subscribe(alerts, { FilterPolicy: '{"State":[{"anything-but":"COMPLETED"}]}' });
  time.now += moved;
  const told = (await receive()).map(({ Body }) => JSON.parse(Body).MessageAttributes.State.Value);
  expect(told).toContain('FAILED');
  expect(told).not.toContain('COMPLETED');
});

test('raw delivery hands over body and attributes as they were published', async () => {
  const { sns, subscribe, receive } = await feedAt();
  const made = await sns('CreateTopic', { Name: 'ours' });
  const TopicArn = 'arn:aws:sns:us-east-1:123456789012:ours';
  expect(made.body).toContain(`<CreateTopicResult><TopicArn>${TopicArn}</TopicArn></CreateTopicResult>`);
  await subscribe(TopicArn, { RawMessageDelivery: 'true' });
  const published = await sns('Publish', {
    TopicArn,
    Message: '{"a":1}',
    'MessageAttributes.entry.1.Name': 'colour',
    'MessageAttributes.entry.1.Value.DataType': 'String',
    'MessageAttributes.entry.1.Value.StringValue': 'red',
  });
  expect(published.body).toMatch(/<PublishResult><MessageId>[0-9a-f-]{36}<\/MessageId><\/PublishResult>/);
  expect(await receive()).toMatchObject([
    { Body: '{"a":1}', MessageAttributes: { colour: { DataType: 'String', StringValue: 'red' } } },
  ]);
});

test('lists topics and subscriptions, and ends a subscription', async () => {
  const { sns, subscribe } = await feedAt();
  expect((await sns('ListTopics')).body).toContain(`<Topics><member><TopicArn>${alerts}</TopicArn></member></Topics>`);
  const SubscriptionArn = await subscribe(alerts);
  expect(await subscribe(alerts)).toBe(SubscriptionArn);
  const { body } = await sns('ListSubscriptionsByTopic', { TopicArn: alerts });
  expect(body).toContain(`<SubscriptionArn>${SubscriptionArn}</SubscriptionArn>`);
  expect((await sns('GetSubscriptionAttributes', { SubscriptionArn })).body).toContain(
    '<entry><key>RawMessageDelivery</key><value>false</value></entry>',
  );
  await sns('Unsubscribe', { SubscriptionArn });
  expect((await sns('ListSubscriptions')).body).not.toContain(SubscriptionArn);
  expect((await sns('ListSubscriptions')).body).toContain('<Protocol>email</Protocol>');
});

test.each([
  ['a topic that is not there', 'Publish', { TopicArn: `${alerts}-not`, Message: 'x' }, 404, 'NotFound'],
  ['an empty message', 'Publish', { TopicArn: alerts }, 400, 'InvalidParameter'],
  [
    'a queue by its name',
    'Subscribe',
    { TopicArn: alerts, Protocol: 'sqs', Endpoint: 'feed' },
    400,
    'InvalidParameter',
  ],
  ['mail, which it cannot send', 'Subscribe', { TopicArn: alerts, Protocol: 'email' }, 501, 'NotImplementedException'],
])('refuses %s', async (_what, action, form, status, code) => {
  const { sns } = await feedAt();
  const refused = await sns(action, form as Record<string, string>);
  expect(refused.status).toBe(status);
  expect(refused.body).toContain(`<Code>${code}</Code>`);
});

test('an index that is built is told in the published words', async () => {
  const time = { now: noon };
  const emulator = await emulatorAt({ clock: { now: () => time.now } });
  const { backup } = clientsOf(emulator);
  const calls = callsOf(emulator);
  const { output } = await calls.sqs('CreateQueue', { QueueName: 'feed' });
  const [point] = await pointsOf(backup, 'prod', { ByResourceType: 'EBS' });
  await backup.send(
    new PutBackupVaultNotificationsCommand({
      BackupVaultName: 'prod',
      SNSTopicArn: alerts,
      BackupVaultEvents: ['RECOVERY_POINT_INDEX_COMPLETED'],
    }),
  );
  await calls.sns('Subscribe', { TopicArn: alerts, Protocol: 'sqs', Endpoint: feed });
  await backup.send(new UpdateRecoveryPointIndexSettingsCommand({ ...refTo(point), Index: 'ENABLED' }));
  time.now += 600_000;
  const { Messages } = (await calls.sqs('ReceiveMessage', { QueueUrl: output.QueueUrl, MaxNumberOfMessages: 10 }))
    .output;
  expect(Messages).toHaveLength(1);
  const text = (Value: string) => ({ Type: 'String', Value });
  expect(JSON.parse(Messages[0].Body)).toMatchObject({
    Message: `An AWS Backup backup index job was completed. Indexed recovery point arn: ${point?.RecoveryPointArn}`,
    MessageAttributes: {
      EventType: text('RECOVERY_POINT_INDEXING_COMPLETED'),
      AccountId: text('123456789012'),
      IndexStatus: text('ACTIVE'),
      IsIndexingContinuous: text('false'),
      RecoveryPointArn: text(point?.RecoveryPointArn ?? ''),
    },
  });
});

const deprecated = [
  'BACKUP_JOB_SUCCESSFUL',
  'BACKUP_JOB_FAILED',
  'BACKUP_JOB_EXPIRED',
  'RESTORE_JOB_SUCCESSFUL',
  'RESTORE_JOB_FAILED',
  'BACKUP_PLAN_CREATED',
  'BACKUP_PLAN_MODIFIED',
];

test.each([
  ['deprecated events', deprecated, false],
  ['BACKUP_JOB_COMPLETED', ['BACKUP_JOB_COMPLETED'], true],
] as const)('a vault may ask for %s', async (_, events, isSent) => {
  const time = { now: noon };
  const emulator = await emulatorAt({ clock: { now: () => time.now } });
  const { sqs, sns } = callsOf(emulator);
  const { output } = await sqs('CreateQueue', { QueueName: 'feed' });
  const TopicArn = 'arn:aws:sns:us-east-1:123456789012:ours';
  const Principal = { Service: 'backup.amazonaws.com' };
  const Statement = { Effect: 'Allow', Principal, Action: 'SNS:Publish', Resource: TopicArn };
  await sns('CreateTopic', {
    Name: 'ours',
    'Attributes.entry.1.key': 'Policy',
    'Attributes.entry.1.value': JSON.stringify({ Statement }),
  });
  await sns('Subscribe', { TopicArn, Protocol: 'sqs', Endpoint: feed });
  const input = { BackupVaultName: 'prod', SNSTopicArn: TopicArn, BackupVaultEvents: [...events] as never };
  await clientsOf(emulator).backup.send(new PutBackupVaultNotificationsCommand(input));
  time.now += moved;
  const { Messages = [] } = (await sqs('ReceiveMessage', { QueueUrl: output.QueueUrl, MaxNumberOfMessages: 10 }))
    .output;
  expect(Messages.length > 0).toBe(isSent);
});
