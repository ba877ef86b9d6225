// Which topics of vaults get the notifications of AWS Backup: the policies of the topic and of its key decide.
import { ListBackupVaultsCommand, PutBackupVaultNotificationsCommand } from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { GetKeyPolicyCommand } from '../../../src/aws/declared/kms.ts';
import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  PublishCommand,
} from '../../../src/aws/declared/sns.ts';
import { clientsOf, emulatorAt, noon } from '../clients.ts';
import { declaredClients } from '../inventory/declared-clients.ts';
import { rawCall } from '../raw-call.ts';
import { callsOf } from '../wire-calls.ts';

const account = '123456789012';
const topicArn = `arn:aws:sns:us-east-1:${account}:own`;
const standingArn = `arn:aws:sns:us-east-1:${account}:backup-alerts`;
const service = { Service: 'backup.amazonaws.com' };
const topicPolicy = JSON.stringify({
  Statement: { Effect: 'Allow', Principal: service, Action: 'SNS:Publish', Resource: topicArn },
});
const keyPolicy = (actions: readonly string[]) =>
  JSON.stringify({ Statement: { Effect: 'Allow', Principal: service, Action: actions, Resource: '*' } });

async function withTopic(attributes: Record<string, string>, policyOfKey?: string) {
  const time = { now: noon };
  const emulator = await emulatorAt({ clock: { now: () => time.now } });
  const { backup } = clientsOf(emulator);
  const { BackupVaultList = [] } = await backup.send(new ListBackupVaultsCommand({}));
  const keyArn = BackupVaultList.find(({ EncryptionKeyArn }) => EncryptionKeyArn)?.EncryptionKeyArn ?? '';
  const calls = callsOf(emulator);
  const form: Record<string, string> = {};
  for (const [at, [key, value]] of Object.entries(attributes).entries()) {
    form[`Attributes.entry.${at + 1}.key`] = key;
    form[`Attributes.entry.${at + 1}.value`] = value === 'KEY' ? keyArn : value;
  }
  await calls.sns('CreateTopic', { Name: 'own', ...form });
  if (policyOfKey !== undefined) {
    await rawCall(emulator, {
      path: '/',
      method: 'POST',
      service: 'kms',
      headers: { 'x-amz-target': 'TrentService.PutKeyPolicy', 'content-type': 'application/x-amz-json-1.1' },
      body: JSON.stringify({ KeyId: keyArn, PolicyName: 'default', Policy: policyOfKey }),
    });
  }
  const { QueueUrl } = (await calls.sqs('CreateQueue', { QueueName: 'feed' })).output;
  await calls.sns('Subscribe', {
    TopicArn: topicArn,
    Protocol: 'sqs',
    Endpoint: `arn:aws:sqs:us-east-1:${account}:feed`,
  });
  const input = {
    BackupVaultName: 'prod',
    SNSTopicArn: topicArn,
    BackupVaultEvents: ['BACKUP_JOB_COMPLETED' as const],
  };
  await backup.send(new PutBackupVaultNotificationsCommand(input));
  time.now += 48 * 3_600_000;
  const { Messages = [] } = (await calls.sqs('ReceiveMessage', { QueueUrl })).output;
  return { emulator, keyArn, isNotified: Messages.length > 0 };
}

const bothActions = ['kms:GenerateDataKey*', 'kms:Decrypt'];

test.each([
  ['the default policy', {}, undefined, false],
  ['a policy for AWS Backup', { Policy: topicPolicy }, undefined, true],
  ["AWS's own SNS key", { Policy: topicPolicy, KmsMasterKeyId: 'alias/aws/sns' }, undefined, false],
  ['a key with the default policy', { Policy: topicPolicy, KmsMasterKeyId: 'KEY' }, undefined, false],
  ['a key without Decrypt', { Policy: topicPolicy, KmsMasterKeyId: 'KEY' }, keyPolicy(bothActions.slice(0, 1)), false],
  ['a key for AWS Backup', { Policy: topicPolicy, KmsMasterKeyId: 'KEY' }, keyPolicy(bothActions), true],
])('a topic with %s', async (_name, attributes, policyOfKey, isNotified) => {
  expect(await withTopic(attributes, policyOfKey)).toMatchObject({ isNotified });
});

test('clients read topics, subscriptions and the policies of keys, and publish', async () => {
  const { emulator, keyArn } = await withTopic({ Policy: topicPolicy, KmsMasterKeyId: 'KEY' }, keyPolicy(bothActions));
  const { sns, kms } = declaredClients(emulator);
  const { Topics } = await sns.send(new ListTopicsCommand({}));
  expect(Topics).toEqual([{ TopicArn: standingArn }, { TopicArn: topicArn }]);
  const own = await sns.send(new GetTopicAttributesCommand({ TopicArn: topicArn }));
  expect(own.Attributes).toMatchObject({ Policy: topicPolicy, KmsMasterKeyId: keyArn });
  const standing = await sns.send(new GetTopicAttributesCommand({ TopicArn: standingArn }));
  expect(standing.Attributes?.Policy).toContain('"Service":"backup.amazonaws.com"');
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn }));
  const SubscriptionArn = Subscriptions[0]?.SubscriptionArn ?? '';
  expect(Subscriptions).toMatchObject([{ Protocol: 'sqs' }]);
  const attributes = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  expect(attributes.Attributes).toMatchObject({ PendingConfirmation: 'false' });
  expect((await kms.send(new GetKeyPolicyCommand({ KeyId: keyArn }))).Policy).toBe(keyPolicy(bothActions));
  await expect(kms.send(new GetKeyPolicyCommand({ KeyId: 'alias/aws/sns' }))).rejects.toMatchObject({
    name: 'InvalidArnException',
  });
  const sent = await sns.send(new PublishCommand({ TopicArn: topicArn, Subject: 'a', Message: 'b' }));
  expect(sent.MessageId).toMatch(/^[0-9a-f-]{36}$/);
});

test('a FIFO topic has a name that says so, and takes no message without a group', async () => {
  const { sns } = callsOf(await emulatorAt());
  const fifo = { 'Attributes.entry.1.key': 'FifoTopic', 'Attributes.entry.1.value': 'true' };
  expect((await sns('CreateTopic', { Name: 'one.fifo' })).status).toBe(400);
  expect((await sns('CreateTopic', { Name: 'one', ...fifo })).status).toBe(400);
  expect((await sns('CreateTopic', { Name: 'one.fifo', ...fifo })).status).toBe(200);
  const TopicArn = `arn:aws:sns:us-east-1:${account}:one.fifo`;
  expect((await sns('Publish', { TopicArn, Message: 'x' })).body).toContain('MessageGroupId');
});
