// The policy of the callers, as IAM evaluates it.
import {
  type BackupClient,
  DeleteBackupVaultCommand,
  ListBackupPlansCommand,
  ListBackupVaultsCommand,
  StartBackupJobCommand,
} from '@aws-sdk/client-backup';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../src/emulator/server.ts';
import { clientsOf } from '../clients.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ now: Date.UTC(2026, 0, 15, 12) });
});
afterAll(() => emulator.close());

const role = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';
const allowed = (Action: string | readonly string[], Resource = '*', more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});

function backup(...statements: object[]): BackupClient {
  emulator.setPolicy({ Version: '2012-10-17', Statement: statements });
  return clientsOf(emulator, 'us-east-1').backup;
}

test('denies what no statement allows, with IAM’s words', async () => {
  const client = backup(allowed('backup:ListBackupVaults'), allowed('backup:Delete*', 'arn:aws:backup:*:*:none'));
  await expect(client.send(new ListBackupVaultsCommand({}))).resolves.toMatchObject({});
  await expect(client.send(new ListBackupPlansCommand({}))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringMatching(/is not authorized to perform: backup:ListBackupPlans because no identity-based/),
  });
  await expect(client.send(new DeleteBackupVaultCommand({ BackupVaultName: 'prod' }))).rejects.toThrow(
    /not authorized/,
  );
  const { sts } = clientsOf(emulator, 'us-east-1');
  await expect(sts.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({ Account: '123456789012' });
});

test('a role is passed only where iam:PassRole names it for AWS Backup', async () => {
  const start = new StartBackupJobCommand({
    BackupVaultName: 'prod',
    ResourceArn: 'arn:aws:ec2:us-east-1:123456789012:volume/vol-0a1b2c3d4e5f67890',
    IamRoleArn: role,
  });
  const passes = (resource: string, service = 'backup.amazonaws.com') =>
    allowed('iam:PassRole', resource, { Condition: { StringEquals: { 'iam:PassedToService': service } } });
  const starts = allowed('backup:StartBackupJob');
  const denied = /iam:PassRole on resource: .*AWSBackupDefaultServiceRole/;
  await expect(backup(starts).send(start)).rejects.toThrow(denied);
  await expect(backup(starts, passes(role, 'ec2.amazonaws.com')).send(start)).rejects.toThrow(denied);
  await expect(backup(starts, passes(`${role}2`)).send(start)).rejects.toThrow(denied);
  await expect(backup(starts, passes(role)).send(start)).rejects.not.toThrow(denied);
});

test('the control API sets and ends it, and refuses what is no policy', async () => {
  const post = (policy: unknown) =>
    fetch(`${emulator.url}/_vaultop/policy`, { method: 'POST', body: JSON.stringify({ policy }) });
  expect((await post({ Statement: [] })).status).toBe(400);
  expect((await post({ Statement: { Action: '*' } })).status).toBe(400);
  expect((await post({ Statement: allowed('backup:ListBackupPlans') })).status).toBe(200);
  const { backup: client } = clientsOf(emulator, 'us-east-1');
  await expect(client.send(new ListBackupVaultsCommand({}))).rejects.toThrow(/not authorized/);
  expect((await post(null)).status).toBe(200);
  await expect(client.send(new ListBackupVaultsCommand({}))).resolves.toMatchObject({});
});
