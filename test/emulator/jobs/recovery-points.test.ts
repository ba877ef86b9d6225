import {
  DescribeCopyJobCommand,
  DescribeProtectedResourceCommand,
  DescribeRecoveryPointCommand,
  DescribeRestoreJobCommand,
  GetRecoveryPointRestoreMetadataCommand,
  ListBackupJobsCommand,
  ListCopyJobsCommand,
  ListProtectedResourcesByBackupVaultCommand,
  ListProtectedResourcesCommand,
  ListRecoveryPointsByBackupVaultCommand,
  ListRecoveryPointsByResourceCommand,
  ListRestoreJobsByProtectedResourceCommand,
  ListRestoreJobsCommand,
  ListTagsCommand,
  paginateListRecoveryPointsByBackupVault,
  type RecoveryPointByBackupVault,
} from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { clientsOf, emulatorAt, noon } from '../clients.ts';

const dayMs = 86_400_000;

async function pointsIn(client: ReturnType<typeof clientsOf>, vault: string) {
  const points: RecoveryPointByBackupVault[] = [];
  const pages = paginateListRecoveryPointsByBackupVault(
    { client: client.backup, pageSize: 100 },
    { BackupVaultName: vault },
  );
  for await (const { RecoveryPoints = [] } of pages) points.push(...RecoveryPoints);
  return points;
}

test('a completed job leads to its point, and the point to its resource', async () => {
  const { backup } = clientsOf(await emulatorAt());
  const { BackupJobs = [] } = await backup.send(
    new ListBackupJobsCommand({
      ByState: 'COMPLETED',
      ByBackupVaultName: 'prod',
      ByResourceType: 'EC2',
      MaxResults: 1,
    }),
  );
  const [job] = BackupJobs;
  const point = await backup.send(
    new DescribeRecoveryPointCommand({ BackupVaultName: 'prod', RecoveryPointArn: job?.RecoveryPointArn }),
  );
  expect(point).toMatchObject({ ResourceArn: job?.ResourceArn, Status: 'COMPLETED', StorageClass: 'WARM' });
  const metadata = await backup.send(
    new GetRecoveryPointRestoreMetadataCommand({ BackupVaultName: 'prod', RecoveryPointArn: job?.RecoveryPointArn }),
  );
  expect(metadata.RestoreMetadata).toHaveProperty('InstanceType');
  const { Tags } = await backup.send(new ListTagsCommand({ ResourceArn: job?.RecoveryPointArn }));
  expect(Tags).toHaveProperty('backup', 'daily');
  const ofResource = await backup.send(new ListRecoveryPointsByResourceCommand({ ResourceArn: job?.ResourceArn }));
  expect(ofResource.RecoveryPoints?.map(({ RecoveryPointArn }) => RecoveryPointArn)).toContain(job?.RecoveryPointArn);
});

test('points of a vault come once each, in pages, and live no longer than their lifecycle', async () => {
  const points = await pointsIn(clientsOf(await emulatorAt()), 'prod');
  expect(new Set(points.map(({ RecoveryPointArn }) => RecoveryPointArn)).size).toBe(points.length);
  for (const { Status, CalculatedLifecycle } of points) {
    const overdueMs = noon - (CalculatedLifecycle?.DeleteAt?.getTime() ?? noon);
    if (Status !== 'EXPIRED') expect(overdueMs).toBeLessThanOrEqual(8 * 3_600_000);
  }
  expect(points.some(({ Status }) => Status === 'EXPIRED')).toBe(true);
});

test('old monthly points are cold', async () => {
  const client = clientsOf(await emulatorAt());
  const cold = (await pointsIn(client, 'prod')).find(
    ({ ResourceType, CalculatedLifecycle }) =>
      ResourceType === 'EBS' && (CalculatedLifecycle?.MoveToColdStorageAt?.getTime() ?? noon) < noon,
  );
  const described = await client.backup.send(
    new DescribeRecoveryPointCommand({ BackupVaultName: 'prod', RecoveryPointArn: cold?.RecoveryPointArn }),
  );
  expect(described.StorageClass).toBe('COLD');
});

test('a continuous point is one, old and available', async () => {
  const points = await pointsIn(clientsOf(await emulatorAt(), 'eu-west-1'), 'eu-prod');
  const continuous = points.filter(({ RecoveryPointArn, ResourceType }) =>
    ResourceType === 'S3' ? RecoveryPointArn?.includes('continuous') : false,
  );
  expect(continuous).toHaveLength(1);
  expect(continuous[0]?.Status).toBe('AVAILABLE');
  expect(noon - (continuous[0]?.CreationDate?.getTime() ?? noon)).toBeGreaterThan(100 * dayMs);
});

test('points filter by resource, type, plan and date', async () => {
  const client = clientsOf(await emulatorAt());
  const all = await pointsIn(client, 'prod');
  const model = all.find(({ ResourceName }) => ResourceName === 'web-01-data');
  const after = new Date(noon - 3 * dayMs);
  const count = async (input: object) =>
    (await client.backup.send(new ListRecoveryPointsByBackupVaultCommand({ BackupVaultName: 'prod', ...input })))
      .RecoveryPoints?.length;
  expect(await count({ ByResourceArn: model?.ResourceArn })).toBe(
    all.filter(({ ResourceArn }) => ResourceArn === model?.ResourceArn).length,
  );
  expect(await count({ ByResourceType: 'RDS' })).toBe(all.filter(({ ResourceType }) => ResourceType === 'RDS').length);
  const planId = model?.CreatedBy?.BackupPlanId;
  expect(await count({ ByBackupPlanId: planId })).toBe(
    all.filter(({ CreatedBy }) => CreatedBy?.BackupPlanId === planId).length,
  );
  expect(await count({ ByCreatedAfter: after })).toBe(all.filter(({ CreationDate }) => CreationDate! > after).length);
});

test('a copy arrives in the other Region and keeps the date of its source', async () => {
  const emulator = await emulatorAt();
  const here = clientsOf(emulator);
  const { CopyJobs = [] } = await here.backup.send(new ListCopyJobsCommand({ ByState: 'COMPLETED', MaxResults: 1 }));
  const [copy] = CopyJobs;
  expect(copy?.DestinationBackupVaultArn).toBe('arn:aws:backup:eu-west-1:123456789012:backup-vault:dr-locked');
  const described = await here.backup.send(new DescribeCopyJobCommand({ CopyJobId: copy?.CopyJobId }));
  expect(described.CopyJob).toEqual(copy);
  const source = await here.backup.send(
    new DescribeRecoveryPointCommand({ BackupVaultName: 'prod', RecoveryPointArn: copy?.SourceRecoveryPointArn }),
  );
  const arrived = await clientsOf(emulator, 'eu-west-1').backup.send(
    new DescribeRecoveryPointCommand({
      BackupVaultName: 'dr-locked',
      RecoveryPointArn: copy?.DestinationRecoveryPointArn,
    }),
  );
  expect(arrived).toMatchObject({
    CreationDate: source.CreationDate,
    ResourceArn: copy?.ResourceArn,
    SourceBackupVaultArn: copy?.SourceBackupVaultArn,
  });
});

test('restore tests run on points that exist', async () => {
  const { backup } = clientsOf(await emulatorAt());
  const { RestoreJobs = [] } = await backup.send(new ListRestoreJobsCommand({ ByStatus: 'COMPLETED', MaxResults: 1 }));
  const [job] = RestoreJobs;
  expect(job).toMatchObject({
    PercentDone: '0.00%',
    CreatedBy: { RestoreTestingPlanArn: expect.stringContaining('restore-testing-plan') },
  });
  expect(await backup.send(new DescribeRestoreJobCommand({ RestoreJobId: job?.RestoreJobId }))).toMatchObject({
    ...job,
  });
  const name = job?.BackupVaultArn?.split(':').at(-1);
  const point = await backup.send(
    new DescribeRecoveryPointCommand({ BackupVaultName: name, RecoveryPointArn: job?.RecoveryPointArn }),
  );
  expect(point.CreationDate).toEqual(job?.RecoveryPointCreationDate);
  const ofResource = await backup.send(
    new ListRestoreJobsByProtectedResourceCommand({ ResourceArn: job?.SourceResourceArn, ByStatus: 'COMPLETED' }),
  );
  expect(ofResource.RestoreJobs?.map(({ RestoreJobId }) => RestoreJobId)).toContain(job?.RestoreJobId);
});

test('protected resources are those with points, and tell of the latest', async () => {
  const { backup } = clientsOf(await emulatorAt(), 'ap-southeast-2');
  const { Results = [] } = await backup.send(new ListProtectedResourcesCommand({}));
  expect(Results.map(({ ResourceName }) => ResourceName)).toContain('apac-orders-db');
  const [first] = Results;
  expect(await backup.send(new DescribeProtectedResourceCommand({ ResourceArn: first?.ResourceArn }))).toMatchObject({
    ...first,
  });
  const inVault = await backup.send(new ListProtectedResourcesByBackupVaultCommand({ BackupVaultName: 'apac-airgap' }));
  expect(inVault.Results?.length).toBeGreaterThan(0);
  expect(inVault.Results?.length).toBeLessThan(Results.length);
});
