import { ListRegionsCommand } from '@aws-sdk/client-account';
import { DescribeBackupVaultCommand, ListBackupJobsCommand, ListBackupVaultsCommand } from '@aws-sdk/client-backup';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { clientsOf, emulatorAt } from '../clients.ts';

test('answers who is asking', async () => {
  const { sts } = clientsOf(await emulatorAt());
  const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}));
  expect({ Account, Arn }).toEqual({
    Account: '123456789012',
    Arn: 'arn:aws:sts::123456789012:assumed-role/BackupOperator/acme-prod',
  });
});

test('lists the vaults of a Region with their locks', async () => {
  const { backup } = clientsOf(await emulatorAt());
  const { BackupVaultList = [] } = await backup.send(new ListBackupVaultsCommand({}));
  expect(BackupVaultList.map(({ BackupVaultName, Locked }) => [BackupVaultName, Locked])).toEqual([
    ['aws/efs/automatic-backup-vault', false],
    ['ledger-governed', true],
    ['prod', false],
  ]);
  expect(BackupVaultList.every(({ NumberOfRecoveryPoints = 0 }) => NumberOfRecoveryPoints > 0)).toBe(true);
});

test('lists jobs with dates, progress and the plan they came from', async () => {
  const { backup } = clientsOf(await emulatorAt());
  const { BackupJobs = [] } = await backup.send(new ListBackupJobsCommand({ ByState: 'RUNNING' }));
  expect(BackupJobs.length).toBeGreaterThan(0);
  for (const job of BackupJobs) {
    expect(job.CreationDate).toBeInstanceOf(Date);
    expect(Number(job.PercentDone)).toBeGreaterThanOrEqual(0);
    expect(job.CreatedBy?.BackupRuleCron).toMatch(/^cron\(/);
  }
});

test('reads vault names with slashes whole', async () => {
  const { backup } = clientsOf(await emulatorAt());
  const name = 'aws/efs/automatic-backup-vault';
  const vault = await backup.send(new DescribeBackupVaultCommand({ BackupVaultName: name }));
  expect(vault.BackupVaultArn).toBe(`arn:aws:backup:us-east-1:123456789012:backup-vault:${name}`);
});

test('lists Regions', async () => {
  const { account } = clientsOf(await emulatorAt());
  const { Regions = [] } = await account.send(
    new ListRegionsCommand({ RegionOptStatusContains: ['ENABLED_BY_DEFAULT'] }),
  );
  expect(Regions.map(({ RegionName }) => RegionName)).toContain('eu-west-1');
});
