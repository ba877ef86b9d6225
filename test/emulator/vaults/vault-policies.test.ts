import {
  CreateBackupVaultCommand,
  DeleteBackupVaultAccessPolicyCommand,
  DeleteBackupVaultNotificationsCommand,
  GetBackupVaultAccessPolicyCommand,
  GetBackupVaultNotificationsCommand,
  PutBackupVaultAccessPolicyCommand,
  PutBackupVaultNotificationsCommand,
} from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { clientsOf, emulatorAt } from '../clients.ts';

const vault = { BackupVaultName: 'ledger-governed' };
const topic = 'arn:aws:sns:us-east-1:123456789012:alerts';

test('a policy is put, read and deleted', async () => {
  const { backup } = clientsOf(await emulatorAt());
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  await backup.send(new PutBackupVaultAccessPolicyCommand({ ...vault, Policy }));
  expect(await backup.send(new GetBackupVaultAccessPolicyCommand(vault))).toMatchObject({ ...vault, Policy });
  await backup.send(new DeleteBackupVaultAccessPolicyCommand(vault));
  await expect(backup.send(new GetBackupVaultAccessPolicyCommand(vault))).rejects.toThrow('no access policy');
});

test('a policy that the estate was born with can be taken away', async () => {
  const { backup } = clientsOf(await emulatorAt());
  const prod = { BackupVaultName: 'prod' };
  await backup.send(new DeleteBackupVaultAccessPolicyCommand(prod));
  await expect(backup.send(new GetBackupVaultAccessPolicyCommand(prod))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('notifications are put, read and deleted', async () => {
  const { backup } = clientsOf(await emulatorAt());
  await backup.send(
    new PutBackupVaultNotificationsCommand({
      ...vault,
      SNSTopicArn: topic,
      BackupVaultEvents: ['BACKUP_JOB_COMPLETED', 'COPY_JOB_FAILED'],
    }),
  );
  expect(await backup.send(new GetBackupVaultNotificationsCommand(vault))).toMatchObject({
    SNSTopicArn: topic,
    BackupVaultEvents: ['BACKUP_JOB_COMPLETED', 'COPY_JOB_FAILED'],
  });
  await backup.send(new DeleteBackupVaultNotificationsCommand(vault));
  await expect(backup.send(new GetBackupVaultNotificationsCommand(vault))).rejects.toThrow('no notifications');
});

test.each([
  [
    'a policy for no vault',
    new PutBackupVaultAccessPolicyCommand({ BackupVaultName: 'nope', Policy: '{}' }),
    'AccessDenied',
  ],
  ['no policy', new PutBackupVaultAccessPolicyCommand(vault), 'MissingParameterValueException'],
  ['a policy that is none', new PutBackupVaultAccessPolicyCommand({ ...vault, Policy: '{' }), 'InvalidParameter'],
  [
    'a policy without statements',
    new PutBackupVaultAccessPolicyCommand({ ...vault, Policy: '{}' }),
    'InvalidParameter',
  ],
  [
    'a topic that is none',
    new PutBackupVaultNotificationsCommand({ ...vault, SNSTopicArn: 'x', BackupVaultEvents: ['COPY_JOB_FAILED'] }),
    'InvalidParameterValueException',
  ],
  [
    'no events',
    new PutBackupVaultNotificationsCommand({ ...vault, SNSTopicArn: topic, BackupVaultEvents: [] }),
    'MissingParameterValueException',
  ],
  [
    'an event that is none',
    new PutBackupVaultNotificationsCommand({ ...vault, SNSTopicArn: topic, BackupVaultEvents: ['ALL' as never] }),
    'InvalidParameterValueException',
  ],
  [
    'reserved tags',
    new CreateBackupVaultCommand({ BackupVaultName: 'fresh', BackupVaultTags: { 'aws:x': 'y' } }),
    'InvalidParameterValueException',
  ],
])('refuses %s', async (_what, command, name) => {
  const { backup } = clientsOf(await emulatorAt());
  await expect(backup.send(command as never)).rejects.toMatchObject({ name: expect.stringContaining(name) });
});
