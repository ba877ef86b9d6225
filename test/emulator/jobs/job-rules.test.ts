// AWS's limits on jobs, seen through the API.
import {
  type BackupRuleInput,
  CreateBackupPlanCommand,
  CreateBackupSelectionCommand,
  DeleteBackupVaultLockConfigurationCommand,
  DescribeBackupJobCommand,
  DescribeCopyJobCommand,
  GetBackupPlanCommand,
  ListBackupJobsCommand,
  ListCopyJobsCommand,
  ListProtectedResourcesCommand,
  PutBackupVaultAccessPolicyCommand,
  PutBackupVaultLockConfigurationCommand,
  StartBackupJobCommand,
  type StartBackupJobInput,
  StartCopyJobCommand,
  UpdateGlobalSettingsCommand,
} from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { createEstate } from '../../../src/emulator/estate/estate.ts';
import { clientsOf, emulatorAt, noon } from '../clients.ts';
import { clientsIn } from '../clients-in.ts';
import { emulatorOnClock } from '../plan-clock.ts';
import { pointsOf } from '../points-of.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const IamRoleArn = 'arn:aws:iam::123456789012:role/backup';
const outsideLock = (kind: string) =>
  `${kind} job failed. The retention specified in the job is not within the range specified for the target Backup Vault.`;

async function onClock(region = 'us-east-1') {
  const { emulator, clock } = await emulatorOnClock(noon);
  const { backup } = clientsOf(emulator, region);
  const { Results = [] } = await backup.send(new ListProtectedResourcesCommand({}));
  const arnOf = (name: string) => Results.find(({ ResourceName }) => ResourceName === name)?.ResourceArn ?? '';
  const start = (name: string, more: Partial<StartBackupJobInput> = {}) =>
    backup.send(new StartBackupJobCommand({ BackupVaultName: 'prod', ResourceArn: arnOf(name), IamRoleArn, ...more }));
  const jobOf = (BackupJobId: string | undefined) => backup.send(new DescribeBackupJobCommand({ BackupJobId }));
  const planOf = async (name: string, ...rules: Partial<BackupRuleInput>[]) => {
    const Rules = rules.map((rule, index) => ({ RuleName: `rule-${index}`, TargetBackupVaultName: 'prod', ...rule }));
    const made = await backup.send(new CreateBackupPlanCommand({ BackupPlan: { BackupPlanName: 'own', Rules } }));
    const BackupSelection = { SelectionName: 'one', IamRoleArn, Resources: [arnOf(name)] };
    await backup.send(new CreateBackupSelectionCommand({ BackupPlanId: made.BackupPlanId, BackupSelection }));
    return made.BackupPlanId;
  };
  const jobsOf = async (BackupPlanId: string | undefined) =>
    ((await backup.send(new ListBackupJobsCommand({}))).BackupJobs ?? []).filter(
      ({ CreatedBy, ParentJobId }) => CreatedBy?.BackupPlanId === BackupPlanId && ParentJobId === undefined,
    );
  return { emulator, clock, backup, arnOf, start, jobOf, planOf, jobsOf };
}

const lock = (MinRetentionDays: number) =>
  new PutBackupVaultLockConfigurationCommand({ BackupVaultName: 'prod', MinRetentionDays });

test('a backup that its vault would keep too shortly fails', async () => {
  const { clock, backup, start, jobOf } = await onClock();
  await backup.send(lock(7));
  const short = await start('mail-store', { Lifecycle: { DeleteAfterDays: 6 } });
  const long = await start('warehouse-vol', { Lifecycle: { DeleteAfterDays: 7 } });
  clock.advance(8 * hourMs);
  expect(await jobOf(short.BackupJobId)).toMatchObject({ State: 'FAILED', StatusMessage: outsideLock('Backup') });
  expect((await jobOf(long.BackupJobId)).State).toBe('COMPLETED');
});

test('scheduled backups fail for as long as the lock is on, and not before', async () => {
  const { clock, backup, planOf, jobsOf } = await onClock();
  const hourly = { ScheduleExpression: 'cron(0 * * * ? *)', Lifecycle: { DeleteAfterDays: 5 }, StartWindowMinutes: 60 };
  const plan = await planOf('mail-store', hourly);
  clock.advance(3 * hourMs);
  await backup.send(lock(7));
  clock.advance(3 * hourMs);
  await backup.send(new DeleteBackupVaultLockConfigurationCommand({ BackupVaultName: 'prod' }));
  clock.advance(6 * hourMs);
  const jobs = (await jobsOf(plan)).sort((a, b) => Number(a.CreationDate) - Number(b.CreationDate));
  const failed = jobs.filter(({ State }) => State === 'FAILED');
  expect(failed.map(({ StatusMessage }) => StatusMessage)).toEqual(Array(failed.length).fill(outsideLock('Backup')));
  const since = failed.map(({ CreationDate }) => (Number(CreationDate) - noon) / hourMs);
  expect(since.length).toBeGreaterThanOrEqual(2);
  expect([Math.min(...since) >= 3, Math.max(...since) <= 6.1]).toEqual([true, true]);
  expect(jobs.slice(0, 2).map(({ State }) => State)).toEqual(['COMPLETED', 'COMPLETED']);
});

test('a backup that does not end in its completion window expires', async () => {
  const { clock, start, jobOf, planOf, jobsOf } = await onClock();
  const cut = { State: 'EXPIRED', StatusMessage: 'Backup job expired before completion.' };
  const ids: (string | undefined)[] = [];
  for (let count = 0; count < 8; count += 1) {
    ids.push((await start('acme-datalake', { CompleteWindowMinutes: 60 })).BackupJobId);
  }
  const minutely = { ScheduleExpression: 'cron(0 * * * ? *)', CompletionWindowMinutes: 60, StartWindowMinutes: 60 };
  const plan = await planOf('acme-datalake', minutely);
  clock.advance(10 * hourMs);
  const jobs = await Promise.all(ids.map(jobOf));
  expect(jobs.find(({ State }) => State === 'EXPIRED')).toMatchObject({ ...cut, InitiationDate: expect.any(Date) });
  expect((await jobsOf(plan)).find(({ State }) => State === 'EXPIRED')).toMatchObject(cut);
});

test('of rules whose start windows meet, the one that keeps longer runs, and the preview says so', async () => {
  const { clock, backup, planOf, jobsOf } = await onClock();
  const plan = await planOf(
    'mail-store',
    { ScheduleExpression: 'cron(0 0/4 ? * * *)', StartWindowMinutes: 60, Lifecycle: { DeleteAfterDays: 7 } },
    { ScheduleExpression: 'cron(30 4 ? * * *)', StartWindowMinutes: 60, Lifecycle: { DeleteAfterDays: 35 } },
  );
  const { ScheduledRunsPreview = [] } = await backup.send(
    new GetBackupPlanCommand({ BackupPlanId: plan, MaxScheduledRunsPreview: 6 }),
  );
  const expected = ScheduledRunsPreview.map(({ ExecutionTime }) => (Number(ExecutionTime) - noon) / hourMs);
  expect(expected).toEqual([4, 8, 12, 16.5, 20, 24]);
  clock.advance(24.5 * hourMs);
  const created = (await jobsOf(plan)).map(({ CreationDate }) => (Number(CreationDate) - noon) / hourMs);
  expect(created.sort((a, b) => a - b).map((hours) => Math.floor(hours * 10) / 10)).toEqual([0, ...expected]);
});

test('copies that a rule asks for fail where the type cannot cross, or the lock does not allow them', async () => {
  const { clock, backup, planOf } = await onClock();
  const copyTo = (vault: string, DeleteAfterDays: number) => ({
    ScheduleExpression: 'cron(0 14 ? * * *)',
    CopyActions: [
      {
        DestinationBackupVaultArn: `arn:aws:backup:eu-west-1:123456789012:backup-vault:${vault}`,
        Lifecycle: { DeleteAfterDays },
      },
    ],
  });
  await planOf('bi-warehouse', copyTo('eu-prod', 30));
  await planOf('mail-store', copyTo('dr-locked', 3));
  clock.advance(12 * hourMs);
  const { CopyJobs = [] } = await backup.send(
    new ListCopyJobsCommand({ ByState: 'FAILED', ByCreatedAfter: new Date(noon + 2 * hourMs) }),
  );
  const told = new Map(CopyJobs.map(({ ResourceName, StatusMessage }) => [ResourceName, StatusMessage]));
  expect(told.get('bi-warehouse')).toBe('Feature is not supported for provided resource type.');
  expect(told.get('mail-store')).toBe(outsideLock('Copy'));
});

test('a stack that is backed up by hand has a job for each of its members', async () => {
  const { clock, backup, start, jobOf } = await onClock('eu-west-1');
  const { BackupJobId, IsParent } = await start('eu-shop', { BackupVaultName: 'eu-prod' });
  expect(IsParent).toBe(true);
  clock.advance(4 * hourMs);
  expect(await jobOf(BackupJobId)).toMatchObject({ State: 'COMPLETED', NumberOfChildJobs: 2 });
  const { BackupJobs } = await backup.send(new ListBackupJobsCommand({ ByParentJobId: BackupJobId }));
  expect(BackupJobs).toHaveLength(2);
});

test('a token holds in its Region', async () => {
  const { emulator, start } = await onClock();
  const first = await start('mail-store', { IdempotencyToken: 'once' });
  expect((await start('mail-store', { IdempotencyToken: 'once' })).BackupJobId).toBe(first.BackupJobId);
  const { backup } = clientsOf(emulator, 'eu-west-1');
  const { Results = [] } = await backup.send(new ListProtectedResourcesCommand({}));
  const ResourceArn = Results.find(({ ResourceName }) => ResourceName === 'eu-web-01')?.ResourceArn;
  const other = await backup.send(
    new StartBackupJobCommand({ BackupVaultName: 'eu-prod', ResourceArn, IamRoleArn, IdempotencyToken: 'once' }),
  );
  expect(other.BackupJobId).not.toBe(first.BackupJobId);
});

test.each<[string, Partial<StartBackupJobInput>, string]>([
  [
    'less than 90 days in cold storage',
    { Lifecycle: { MoveToColdStorageAfterDays: 30, DeleteAfterDays: 119 } },
    'InvalidParameterValueException',
  ],
  ['a start window of half an hour', { StartWindowMinutes: 30 }, 'InvalidParameterValueException'],
  ['a completion window of half an hour', { CompleteWindowMinutes: 30 }, 'InvalidParameterValueException'],
  ['a role that is none', { IamRoleArn: 'backup' }, 'InvalidParameterValueException'],
  ['a resource that is not there', { ResourceArn: 'arn:aws:s3:::nothing' }, 'InvalidParameterValueException'],
])('refuses to back up with %s', async (_what, more, name) => {
  const { start } = await onClock();
  await expect(start('mail-store', more)).rejects.toMatchObject({ name });
});

test('a copy into another account founders where the organization, the settings or the vault do not let it in', async () => {
  let now = noon;
  const emulator = await emulatorAt({ estate: 'medium', clock: { now: () => now } });
  const { backup } = clientsOf(emulator);
  const { organization } = createEstate({ seed: 'vaultop', account: '123456789012', now: noon, size: 'medium' });
  const account = organization.accounts[1]?.account ?? '';
  const member = await clientsIn(emulator, account);
  const [point] = (await pointsOf(backup, 'primary')).filter(({ Status }) => Status === 'COMPLETED');
  const copyTo = async (owner: string) => {
    const { CopyJobId } = await backup.send(
      new StartCopyJobCommand({
        RecoveryPointArn: point?.RecoveryPointArn,
        SourceBackupVaultName: 'primary',
        IamRoleArn,
        DestinationBackupVaultArn: `arn:aws:backup:us-east-1:${owner}:backup-vault:primary`,
      }),
    );
    now += 3 * hourMs;
    const { CopyJob } = await backup.send(new DescribeCopyJobCommand({ CopyJobId }));
    return CopyJob?.StatusMessage ?? CopyJob?.State;
  };
  expect(await copyTo('999999999999')).toBe(
    'Copy job failed. Both source and destination account must be a member of the same organization.',
  );
  expect(await copyTo(account)).toBe('Access Denied trying to call AWS Backup service');
  const Statement = [{ Effect: 'Allow', Principal: '*', Action: 'backup:CopyIntoBackupVault', Resource: '*' }];
  const policy = { BackupVaultName: 'primary', Policy: JSON.stringify({ Version: '2012-10-17', Statement }) };
  await member.backup.send(new PutBackupVaultAccessPolicyCommand(policy));
  expect(await copyTo(account)).toBe('COMPLETED');
  await backup.send(new UpdateGlobalSettingsCommand({ GlobalSettings: { isCrossAccountBackupEnabled: 'false' } }));
  expect(await copyTo(account)).toBe(
    'Copy job failed. Cross-account copy feature is not enabled for the current organization.',
  );
  expect(now).toBeLessThan(noon + dayMs);
});
