// What callers made of the estate outlives the emulator that they made it on.
import {
  CreateBackupPlanCommand,
  CreateBackupVaultCommand,
  ListBackupVaultsCommand,
  PutBackupVaultLockConfigurationCommand,
  StartBackupJobCommand,
  TagResourceCommand,
  UpdateRegionSettingsCommand,
} from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import type { Emulator } from '../../src/emulator/server.ts';
import { type EmulatorState, readState } from '../../src/emulator/state.ts';
import { clientsOf, emulatorAt, noon } from './clients.ts';
import { type RawRequest, rawCall } from './raw-call.ts';

const role = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';
const control = async ({ url }: Emulator, path: string, body?: object) => {
  const answer = await fetch(`${url}/_vaultop/${path}`, body && { method: 'POST', body: JSON.stringify(body) });
  return { status: answer.status, text: await answer.text() };
};
const sqs = (name: string, body: object): RawRequest => ({
  path: '/',
  method: 'POST',
  service: 'sqs',
  headers: { 'x-amz-target': `AmazonSQS.${name}`, 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify(body),
});
const target = (service: string, name: string, body: object): RawRequest => ({
  path: '/',
  method: 'POST',
  service,
  headers: { 'x-amz-target': `AWSEvents.${name}`, 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(body),
});

/** A little of everything: vaults, a lock, a plan, a job, tags, settings, a rule with its queue, messages, the clock. */
async function change(emulator: Emulator): Promise<void> {
  const { backup } = clientsOf(emulator);
  const BackupVaultName = 'made';
  const { BackupVaultArn } = await backup.send(new CreateBackupVaultCommand({ BackupVaultName }));
  await backup.send(new PutBackupVaultLockConfigurationCommand({ BackupVaultName, MinRetentionDays: 3 }));
  await backup.send(new TagResourceCommand({ ResourceArn: BackupVaultArn, Tags: { made: 'by hand' } }));
  const Rules = [
    { RuleName: 'Hourly', TargetBackupVaultName: BackupVaultName, ScheduleExpression: 'cron(0 * ? * * *)' },
  ];
  await backup.send(new CreateBackupPlanCommand({ BackupPlan: { BackupPlanName: 'hourly', Rules } }));
  await backup.send(new UpdateRegionSettingsCommand({ ResourceTypeOptInPreference: { S3: false } }));
  await rawCall(emulator, sqs('CreateQueue', { QueueName: 'events' }));
  await rawCall(emulator, target('events', 'PutRule', { Name: 'all', EventPattern: '{"source":["aws.backup"]}' }));
  const Targets = [{ Id: '1', Arn: 'arn:aws:sqs:us-east-1:123456789012:events' }];
  await rawCall(emulator, target('events', 'PutTargets', { Rule: 'all', Targets }));
  const ResourceArn = 'arn:aws:dynamodb:us-east-1:123456789012:table/carts';
  const job = await backup.send(new StartBackupJobCommand({ BackupVaultName, ResourceArn, IamRoleArn: role }));
  await control(emulator, 'clock', { advanceSeconds: 120 });
  await control(emulator, 'happen', { job: job.BackupJobId, outcome: 'FAILED', message: 'so it was wanted' });
  const { body } = await rawCall(emulator, receive);
  const [{ ReceiptHandle }] = JSON.parse(body).Messages;
  await rawCall(emulator, sqs('DeleteMessage', { QueueUrl, ReceiptHandle }));
  await control(emulator, 'clock', { advanceSeconds: 3600 });
}

const QueueUrl = 'http://127.0.0.1/123456789012/events';
const receive = sqs('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 3 });
const questions: RawRequest[] = [
  { path: '/backup-vaults' },
  { path: '/backup-vaults/made' },
  { path: '/backup/plans' },
  { path: '/backup-jobs?maxResults=200' },
  { path: '/account-settings' },
  { path: `/tags/${encodeURIComponent('arn:aws:backup:us-east-1:123456789012:backup-vault:made')}` },
  sqs('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] }),
  receive,
  {
    ...{ path: '/', method: 'POST', service: 'cloudtrail', body: '{}' },
    headers: { 'x-amz-target': 'CloudTrail_20131101.LookupEvents' },
  },
];
const answersOf = async (emulator: Emulator) => {
  const answers = [];
  for (const question of questions) {
    const { status, body } = await rawCall(emulator, question);
    answers.push(`${status} ${body.replaceAll(/127\.0\.0\.1:\d+/g, 'HOST')}`);
  }
  return answers;
};

test('saved and loaded, it gives the same answers', async () => {
  const first = await emulatorAt();
  await change(first);
  const state = JSON.parse(JSON.stringify(first.state())) as EmulatorState;
  const second = await emulatorAt({ now: noon, state });
  const [expected, found] = [await answersOf(first), await answersOf(second)];
  for (const [index, answer] of found.entries()) {
    expect(answer === expected[index], `answer ${index}: ${answer.slice(0, 300)}`).toBe(true);
  }
  expect(expected.every((answer) => answer.startsWith('200 '))).toBe(true);
  expect(JSON.stringify(state)).not.toContain('Signature');
});

test('a running emulator gives its state, and takes another one', async () => {
  const [first, second] = [await emulatorAt(), await emulatorAt({ seed: 'another' })];
  await clientsOf(first).backup.send(new CreateBackupVaultCommand({ BackupVaultName: 'made' }));
  const { text } = await control(first, 'state');
  expect((await control(second, 'state', JSON.parse(text))).status).toBe(200);
  expect((await rawCall(second, { path: '/backup-jobs' })).body).toBe(
    (await rawCall(first, { path: '/backup-jobs' })).body,
  );
  expect(JSON.parse((await control(second, 'state')).text)).toEqual(JSON.parse(text));
});

test('a state that cannot be made again leaves everything as it is', async () => {
  const emulator = await emulatorAt();
  const { backup } = clientsOf(emulator);
  await backup.send(new CreateBackupVaultCommand({ BackupVaultName: 'made' }));
  const state = emulator.state();
  const call = { at: noon, method: 'DELETE', path: '/backup-vaults/nowhere', headers: state.calls[0] && {} };
  const { status, text } = await control(emulator, 'state', { ...state, calls: [call] });
  expect([status, text]).toEqual([400, expect.stringContaining('cannot be carried out again: DELETE')]);
  const { BackupVaultList } = await backup.send(new ListBackupVaultsCommand({}));
  expect(BackupVaultList?.map(({ BackupVaultName }) => BackupVaultName)).toContain('made');
});

test.each([
  [[], 'is no state'],
  [{ format: 'vaultop emulator state', version: 7 }, 'is of version 7; this program reads and writes version 1'],
  [{ format: 'vaultop emulator state', version: 1, seed: 'a' }, 'lacks a part'],
])('%j is refused', (document, reason) => {
  expect(() => readState(document)).toThrow(reason);
});
