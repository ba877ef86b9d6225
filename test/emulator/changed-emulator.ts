// Sample changes of every service by a caller, and requests whose responses show them.
import {
  CreateBackupPlanCommand,
  CreateBackupVaultCommand,
  PutBackupVaultLockConfigurationCommand,
  StartBackupJobCommand,
  TagResourceCommand,
  UpdateRegionSettingsCommand,
} from '@aws-sdk/client-backup';
import type { Emulator } from '../../src/emulator/server.ts';
import { clientsOf } from './clients.ts';
import { type RawRequest, rawCall } from './raw-call.ts';

const role = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';
export const control = async ({ url }: Emulator, path: string, body?: object) => {
  const response = await fetch(`${url}/_vaultop/${path}`, body && { method: 'POST', body: JSON.stringify(body) });
  return { status: response.status, text: await response.text() };
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

/**
 * Explicit tokens, because the client would generate random ones. Changes vaults, a lock, a plan, a job, tags,
 * settings, a rule with its queue, messages and the clock.
 */
export async function change(emulator: Emulator): Promise<void> {
  const { backup } = clientsOf(emulator);
  const BackupVaultName = 'made';
  const { BackupVaultArn } = await backup.send(
    new CreateBackupVaultCommand({ BackupVaultName, CreatorRequestId: 'vault' }),
  );
  await backup.send(new PutBackupVaultLockConfigurationCommand({ BackupVaultName, MinRetentionDays: 3 }));
  await backup.send(new TagResourceCommand({ ResourceArn: BackupVaultArn, Tags: { made: 'by hand' } }));
  const Rules = [
    { RuleName: 'Hourly', TargetBackupVaultName: BackupVaultName, ScheduleExpression: 'cron(0 * ? * * *)' },
  ];
  await backup.send(
    new CreateBackupPlanCommand({ BackupPlan: { BackupPlanName: 'hourly', Rules }, CreatorRequestId: 'plan' }),
  );
  await backup.send(new UpdateRegionSettingsCommand({ ResourceTypeOptInPreference: { S3: false } }));
  await rawCall(emulator, sqs('CreateQueue', { QueueName: 'events' }));
  await rawCall(emulator, target('events', 'PutRule', { Name: 'all', EventPattern: '{"source":["aws.backup"]}' }));
  const Targets = [{ Id: '1', Arn: 'arn:aws:sqs:us-east-1:123456789012:events' }];
  await rawCall(emulator, target('events', 'PutTargets', { Rule: 'all', Targets }));
  const ResourceArn = 'arn:aws:dynamodb:us-east-1:123456789012:table/carts';
  const job = await backup.send(
    new StartBackupJobCommand({ BackupVaultName, ResourceArn, IamRoleArn: role, IdempotencyToken: 'job' }),
  );
  await control(emulator, 'clock', { advanceSeconds: 120 });
  await control(emulator, 'happen', { job: job.BackupJobId, outcome: 'FAILED', message: 'so it was wanted' });
  const { body } = await rawCall(emulator, receive);
  const [{ ReceiptHandle }] = JSON.parse(body).Messages;
  await rawCall(emulator, sqs('DeleteMessage', { QueueUrl, ReceiptHandle }));
  await control(emulator, 'clock', { advanceSeconds: 3600 });
}

const QueueUrl = 'http://127.0.0.1/123456789012/events';
const receive = sqs('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 3 });
const json = (service: string, name: string, body: object = {}): RawRequest => ({
  path: '/',
  method: 'POST',
  service,
  body: JSON.stringify(body),
  headers: { 'x-amz-target': name, 'content-type': 'application/x-amz-json-1.1' },
});
const form = (service: string, Action: string, more: Record<string, string> = {}): RawRequest => ({
  path: '/',
  method: 'POST',
  service,
  body: new URLSearchParams({ Action, ...more }).toString(),
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
});
/** One request for each service, first of all for the changed data. */
const requests: RawRequest[] = [
  { path: '/backup-vaults' },
  { path: '/backup-vaults/made' },
  { path: '/backup/plans' },
  { path: '/backup-jobs?maxResults=200' },
  { path: '/account-settings' },
  { path: `/tags/${encodeURIComponent('arn:aws:backup:us-east-1:123456789012:backup-vault:made')}` },
  sqs('GetQueueAttributes', { QueueUrl, AttributeNames: ['All'] }),
  receive,
  { path: '/copy-jobs' },
  { path: '/restore-jobs' },
  { path: '/resources', region: 'eu-west-1' },
  { path: '/backup-vaults/prod/recovery-points' },
  json('cloudtrail', 'CloudTrail_20131101.LookupEvents'),
  json('organizations', 'AWSOrganizationsV20161128.ListAccounts'),
  json('events', 'AWSEvents.ListRules'),
  json('monitoring', 'GraniteServiceVersion20100801.ListMetrics', { Namespace: 'AWS/Backup' }),
  form('sns', 'ListTopics', { Version: '2010-03-31' }),
  form('sts', 'GetCallerIdentity', { Version: '2011-06-15' }),
  form('ec2', 'DescribeRegions', { Version: '2016-11-15' }),
  form('iam', 'ListRoles', { Version: '2010-05-08' }),
];
export const responsesOf = async (emulator: Emulator) => {
  const responses = [];
  for (const request of requests) {
    const { status, body } = await rawCall(emulator, request);
    responses.push(`${status} ${body.replaceAll(/127\.0\.0\.1:\d+/g, 'HOST')}`);
  }
  return responses;
};
