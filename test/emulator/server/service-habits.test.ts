// Behaviour of the real service that its model does not describe, from other projects' tests and from reports by users.
import {
  CreateBackupSelectionCommand,
  CreateBackupVaultCommand,
  CreateFrameworkCommand,
  DeleteBackupSelectionCommand,
  DescribeBackupVaultCommand,
  DescribeCopyJobCommand,
  DescribeRecoveryPointCommand,
  GetBackupPlanCommand,
  GetBackupSelectionCommand,
  ListBackupPlansCommand,
  ListBackupVaultsCommand,
  PutBackupVaultAccessPolicyCommand,
  PutBackupVaultLockConfigurationCommand,
  PutBackupVaultNotificationsCommand,
  StartCopyJobCommand,
  UpdateFrameworkCommand,
} from '@aws-sdk/client-backup';
import { GetMetricDataCommand, GetMetricStatisticsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { expect, test } from 'vitest';
import { clientsOf, emulatorAt, noon } from '../clients.ts';
import { clientsIn } from '../clients-in.ts';
import { pointsOf } from '../points-of.ts';
import { callsOf } from '../wire-calls.ts';

const IamRoleArn = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';
const nowhere = '00000000-0000-4000-8000-000000000000';
const clients = async () => clientsOf(await emulatorAt());

async function planOf(backup: Awaited<ReturnType<typeof clients>>['backup'], name = 'prod-daily') {
  const { BackupPlansList = [] } = await backup.send(new ListBackupPlansCommand({}));
  return BackupPlansList.find(({ BackupPlanName }) => BackupPlanName === name)?.BackupPlanId;
}

test('the list of vaults gives neither the date of a lock nor a state; describing one does', async () => {
  const { backup } = await clients();
  const vault = { BackupVaultName: 'made' };
  await backup.send(new CreateBackupVaultCommand(vault));
  await backup.send(
    new PutBackupVaultLockConfigurationCommand({ ...vault, MinRetentionDays: 3, ChangeableForDays: 5 }),
  );
  const { BackupVaultList = [] } = await backup.send(new ListBackupVaultsCommand({}));
  const listed = BackupVaultList.find(({ BackupVaultName }) => BackupVaultName === 'made');
  expect([listed?.Locked, listed?.LockDate, listed?.VaultState]).toEqual([true, undefined, undefined]);
  expect(await backup.send(new DescribeBackupVaultCommand(vault))).toMatchObject({
    LockDate: new Date(noon + 5 * 86_400_000),
    VaultState: 'AVAILABLE',
  });
});

test('advanced settings are outside of the plan document', async () => {
  const { backup } = await clients();
  const plan = await backup.send(new GetBackupPlanCommand({ BackupPlanId: await planOf(backup) }));
  expect(plan.AdvancedBackupSettings).toHaveLength(1);
  expect(plan.BackupPlan?.AdvancedBackupSettings).toBeUndefined();
});

test.each([
  ['GetBackupSelection', new GetBackupSelectionCommand({ BackupPlanId: nowhere, SelectionId: nowhere })],
  ['DeleteBackupSelection', new DeleteBackupSelectionCommand({ BackupPlanId: nowhere, SelectionId: nowhere })],
  [
    'CreateBackupSelection',
    new CreateBackupSelectionCommand({
      BackupPlanId: nowhere,
      BackupSelection: { SelectionName: 'one', IamRoleArn, Resources: ['*'] },
    }),
  ],
])('%s of a plan that is gone', async (_operation, command) => {
  const { backup } = await clients();
  await expect(backup.send(command as GetBackupSelectionCommand)).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: expect.stringContaining('Cannot find Backup plan'),
  });
});

test.each([
  'arn:aws:iam::999999999999:role/backup',
  'arn:aws:iam::123456789012:role/nobody',
  'arn:aws:iam::123456789012:role/backups/nobody',
])('the role %s of a selection', async (role) => {
  const { backup } = await clients();
  const BackupSelection = { SelectionName: 'one', IamRoleArn: role, Resources: ['*'] };
  const requested = new CreateBackupSelectionCommand({ BackupPlanId: await planOf(backup), BackupSelection });
  await expect(backup.send(requested)).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: expect.stringContaining('cannot be assumed by AWS Backup'),
  });
});

test('a selection that is gone is deleted as an invalid parameter', async () => {
  const { backup } = await clients();
  const requested = new DeleteBackupSelectionCommand({ BackupPlanId: await planOf(backup), SelectionId: nowhere });
  await expect(backup.send(requested)).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
});

test('a framework that is being deployed: a conflict, with status 400', async () => {
  const { backup } = await clients();
  const FrameworkControls = [{ ControlName: 'BACKUP_RECOVERY_POINT_ENCRYPTED' }];
  await backup.send(new CreateFrameworkCommand({ FrameworkName: 'ours', FrameworkControls }));
  await expect(backup.send(new UpdateFrameworkCommand({ FrameworkName: 'ours' }))).rejects.toMatchObject({
    name: 'ConflictException',
    $metadata: { httpStatusCode: 400 },
  });
});

test('events of vaults that nobody is told any more are taken all the same', async () => {
  const { backup } = await clients();
  const SNSTopicArn = 'arn:aws:sns:us-east-1:123456789012:backup-alerts';
  const BackupVaultEvents = ['BACKUP_JOB_FAILED' as const, 'COPY_JOB_SUCCESSFUL' as const];
  const requested = { BackupVaultName: 'prod', SNSTopicArn, BackupVaultEvents };
  await expect(backup.send(new PutBackupVaultNotificationsCommand(requested))).resolves.toBeDefined();
});

test('a point that cannot be deleted says why', async () => {
  const { backup } = await clients();
  const { BackupVaultList = [] } = await backup.send(new ListBackupVaultsCommand({}));
  for (const { BackupVaultName = '' } of BackupVaultList) {
    const expired = (await pointsOf(backup, BackupVaultName)).find(({ Status }) => Status === 'EXPIRED');
    if (expired === undefined) continue;
    const { RecoveryPointArn } = expired;
    const point = await backup.send(new DescribeRecoveryPointCommand({ BackupVaultName, RecoveryPointArn }));
    expect(point.StatusMessage).toMatch(/\w/);
    return;
  }
  throw new Error('no point is EXPIRED');
});

test('a copy into a vault whose policy does not allow it', async () => {
  let now = noon;
  const emulator = await emulatorAt({ estate: 'medium', clock: { now: () => now } });
  const { backup } = clientsOf(emulator);
  const { output } = await callsOf(emulator).organizations('ListAccounts');
  const member = output.Accounts.find(({ Id }: { Id: string }) => Id !== '123456789012').Id as string;
  const other = await clientsIn(emulator, member);
  await other.backup.send(new CreateBackupVaultCommand({ BackupVaultName: 'vault-of-copies' }));
  const allow = (Principal: object | string) =>
    JSON.stringify({
      Statement: [{ Effect: 'Allow', Principal, Action: 'backup:CopyIntoBackupVault', Resource: '*' }],
    });
  const { BackupVaultList = [] } = await backup.send(new ListBackupVaultsCommand({}));
  const filled = BackupVaultList.find(({ NumberOfRecoveryPoints = 0 }) => NumberOfRecoveryPoints > 0);
  const SourceBackupVaultName = filled?.BackupVaultName ?? '';
  const [point] = (await pointsOf(backup, SourceBackupVaultName)).filter(
    ({ Status, ResourceType }) => Status === 'COMPLETED' && ResourceType === 'EBS',
  );
  const copy = async () => {
    const { CopyJobId } = await backup.send(
      new StartCopyJobCommand({
        SourceBackupVaultName,
        RecoveryPointArn: point?.RecoveryPointArn,
        IamRoleArn,
        DestinationBackupVaultArn: `arn:aws:backup:us-east-1:${member}:backup-vault:vault-of-copies`,
      }),
    );
    now += 3_600_000;
    const { CopyJob } = await backup.send(new DescribeCopyJobCommand({ CopyJobId }));
    return CopyJob?.StatusMessage ?? CopyJob?.State;
  };
  expect(await copy()).toContain('Access Denied trying to call AWS Backup service');
  const Policy = allow({ AWS: 'arn:aws:iam::123456789012:root' });
  await other.backup.send(new PutBackupVaultAccessPolicyCommand({ BackupVaultName: 'vault-of-copies', Policy }));
  expect(await copy()).not.toContain('Access Denied');
});

const custom = { Namespace: 'mine', MetricName: 'size' };
async function measured() {
  const { cloudwatch } = await clients();
  const Values = Array.from({ length: 100 }, (_, index) => index + 1);
  const Timestamp = new Date(noon - 60_000);
  const { Namespace, MetricName } = custom;
  await cloudwatch.send(new PutMetricDataCommand({ Namespace, MetricData: [{ MetricName, Timestamp, Values }] }));
  return cloudwatch;
}
const stretch = { StartTime: new Date(noon - 120_000), EndTime: new Date(noon) };

test.each([
  ['p50', 50],
  ['p99', 99],
  ['p99.9', 100],
  ['p100', 100],
])('the percentile %s of a metric', async (Stat, value) => {
  const cloudwatch = await measured();
  const MetricStat = { Metric: custom, Stat, Period: 60 };
  const data = await cloudwatch.send(
    new GetMetricDataCommand({ ...stretch, MetricDataQueries: [{ Id: 'm1', MetricStat }] }),
  );
  expect(data.MetricDataResults?.[0]?.Values).toEqual([value]);
  const ExtendedStatistics = [Stat];
  const told = await cloudwatch.send(
    new GetMetricStatisticsCommand({ ...custom, ...stretch, Period: 60, ExtendedStatistics }),
  );
  expect(told.Datapoints).toMatchObject([{ ExtendedStatistics: { [Stat]: value } }]);
});

test.each([
  [1, true],
  [5, true],
  [10, true],
  [20, true],
  [30, true],
  [60, true],
  [300, true],
  [2, false],
  [45, false],
  [90, false],
  [-60, false],
])('a period of %i seconds', async (Period, isTaken) => {
  const { cloudwatch } = await clients();
  const MetricDataQueries = [{ Id: 'm1', MetricStat: { Metric: custom, Stat: 'Sum', Period } }];
  const data = cloudwatch.send(new GetMetricDataCommand({ ...stretch, MetricDataQueries }));
  const statistics = cloudwatch.send(
    new GetMetricStatisticsCommand({ ...custom, ...stretch, Period, Statistics: ['Sum'] }),
  );
  const ends = (await Promise.allSettled([data, statistics])).map(({ status }) => status === 'fulfilled');
  expect(ends).toEqual([isTaken, isTaken]);
});

test('datapoints beyond those asked for come with the next token', async () => {
  const { cloudwatch } = await clients();
  const Metric = { Namespace: 'AWS/Backup', MetricName: 'NumberOfBackupJobsCompleted' };
  const Dimensions = [{ Name: 'BackupVaultName', Value: 'prod' }];
  const MetricStat = { Metric: { ...Metric, Dimensions }, Stat: 'Sum', Period: 300 };
  const input = {
    StartTime: new Date(noon - 86_400_000),
    EndTime: new Date(noon),
    MetricDataQueries: [{ Id: 'm1', MetricStat }],
  };
  const all = (await cloudwatch.send(new GetMetricDataCommand(input))).MetricDataResults?.[0]?.Values ?? [];
  expect(all.length).toBeGreaterThan(3);
  const found: number[] = [];
  let NextToken: string | undefined;
  do {
    const page = await cloudwatch.send(new GetMetricDataCommand({ ...input, MaxDatapoints: 3, NextToken }));
    const values = page.MetricDataResults?.[0]?.Values ?? [];
    expect(values.length).toBeLessThanOrEqual(3);
    found.push(...values);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  expect(found).toEqual(all);
});
