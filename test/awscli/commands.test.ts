import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { type AwsCli, createAwsCli } from './aws-cli.ts';

const now = Date.UTC(2026, 0, 15, 12, 7);
const role = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';

let emulator: Emulator;
let aws: AwsCli;

beforeAll(async () => {
  emulator = await startEmulator({ now });
  aws = createAwsCli(emulator.url);
});

afterAll(() => emulator.close());

test('sts get-caller-identity', async () => {
  expect(await aws('sts', 'get-caller-identity')).toMatchObject({ Account: '123456789012' });
});

test('a vault is made, described, listed and deleted', async () => {
  await aws('backup', 'create-backup-vault', '--backup-vault-name', 'from-the-cli');
  expect(await aws('backup', 'describe-backup-vault', '--backup-vault-name', 'from-the-cli')).toMatchObject({
    BackupVaultName: 'from-the-cli',
    NumberOfRecoveryPoints: 0,
  });
  const { BackupVaultList } = (await aws('backup', 'list-backup-vaults')) as { BackupVaultList: object[] };
  expect(BackupVaultList).toHaveLength(4);
  await aws('backup', 'delete-backup-vault', '--backup-vault-name', 'from-the-cli');
  await expect(aws('backup', 'describe-backup-vault', '--backup-vault-name', 'from-the-cli')).rejects.toMatchObject({
    stderr: expect.stringContaining('AccessDeniedException'),
  });
});

test('all pages of a list are followed', async () => {
  const { BackupJobs } = (await aws('backup', 'list-backup-jobs', '--page-size', '200')) as {
    BackupJobs: { BackupJobId: string; CreationDate: string }[];
  };
  expect(new Set(BackupJobs.map(({ BackupJobId }) => BackupJobId)).size).toBe(BackupJobs.length);
  expect(BackupJobs.length).toBeGreaterThan(200);
  expect(Date.parse(BackupJobs[0]?.CreationDate ?? '')).toBeLessThanOrEqual(now);
});

test('a job is started, described and stopped', async () => {
  const { Results } = (await aws('backup', 'list-protected-resources')) as {
    Results: { ResourceArn: string }[];
  };
  const volume =
    Results.map(({ ResourceArn }) => ResourceArn).find((arn) => /^arn:aws:ec2:us-east-1:.*volume/.test(arn)) ?? '';
  const start = ['--backup-vault-name', 'prod', '--resource-arn', volume, '--iam-role-arn', role];
  const { BackupJobId } = (await aws('backup', 'start-backup-job', ...start)) as { BackupJobId: string };
  const described = await aws('backup', 'describe-backup-job', '--backup-job-id', BackupJobId);
  expect(described).toMatchObject({
    BackupJobId,
    ResourceArn: volume,
    State: expect.stringMatching(/^(CREATED|PENDING)$/),
  });
  await aws('backup', 'stop-backup-job', '--backup-job-id', BackupJobId);
  expect(await aws('backup', 'describe-backup-job', '--backup-job-id', BackupJobId)).toMatchObject({
    State: expect.stringMatching(/^ABORT/),
  });
});

test('a plan is read with its rules', async () => {
  const { BackupPlansList } = (await aws('backup', 'list-backup-plans')) as {
    BackupPlansList: { BackupPlanId: string }[];
  };
  const plan = await aws('backup', 'get-backup-plan', '--backup-plan-id', BackupPlansList[0]?.BackupPlanId ?? '');
  expect(plan).toMatchObject({ BackupPlan: { Rules: [expect.objectContaining({ RuleName: expect.any(String) })] } });
});

test('cloudtrail lookup-events', async () => {
  const attribute = 'AttributeKey=EventSource,AttributeValue=backup.amazonaws.com';
  const words = ['--lookup-attributes', attribute, '--max-items', '60'];
  const { Events } = (await aws('cloudtrail', 'lookup-events', ...words)) as { Events: { CloudTrailEvent: string }[] };
  expect(Events).toHaveLength(60);
  for (const { CloudTrailEvent } of Events) expect(JSON.parse(CloudTrailEvent)).toHaveProperty('eventName');
});

test('a plan is made from a file, kept, and deleted', async () => {
  const rule = { RuleName: 'nightly', TargetBackupVaultName: 'prod', ScheduleExpression: 'cron(0 3 ? * * *)' };
  const document = JSON.stringify({ BackupPlanName: 'from-the-cli', Rules: [rule] });
  const made = (await aws('backup', 'create-backup-plan', '--backup-plan', document)) as { BackupPlanId: string };
  const id = ['--backup-plan-id', made.BackupPlanId];
  expect(await aws('backup', 'get-backup-plan', ...id)).toMatchObject({
    BackupPlan: { BackupPlanName: 'from-the-cli', Rules: [rule] },
  });
  await aws('backup', 'delete-backup-plan', ...id);
});

test('sqs: a message is sent, received and deleted', async () => {
  const { QueueUrl } = (await aws('sqs', 'create-queue', '--queue-name', 'from-the-cli')) as { QueueUrl: string };
  const queue = ['--queue-url', QueueUrl];
  await aws('sqs', 'send-message', ...queue, '--message-body', 'hello');
  const { Messages } = (await aws('sqs', 'receive-message', ...queue)) as {
    Messages: { Body: string; ReceiptHandle: string }[];
  };
  expect(Messages.map(({ Body }) => Body)).toEqual(['hello']);
  await aws('sqs', 'delete-message', ...queue, '--receipt-handle', Messages[0]?.ReceiptHandle ?? '');
});

test('a restore is started and described', async () => {
  const vault = ['--backup-vault-name', 'prod', '--by-resource-type', 'EBS', '--max-items', '1'];
  const { RecoveryPoints } = (await aws('backup', 'list-recovery-points-by-backup-vault', ...vault)) as {
    RecoveryPoints: { RecoveryPointArn: string }[];
  };
  const point = ['--recovery-point-arn', RecoveryPoints[0]?.RecoveryPointArn ?? ''];
  const metadata = JSON.stringify({ availabilityZone: 'us-east-1a', encrypted: 'true' });
  const start = [...point, '--iam-role-arn', role, '--metadata', metadata];
  const { RestoreJobId } = (await aws('backup', 'start-restore-job', ...start)) as { RestoreJobId: string };
  expect(await aws('backup', 'describe-restore-job', '--restore-job-id', RestoreJobId)).toMatchObject({
    RestoreJobId,
    Status: expect.stringMatching(/^(PENDING|RUNNING)$/),
  });
});

test('cloudwatch get-metric-data, which this CLI asks in query/XML', async () => {
  const Metric = {
    Namespace: 'AWS/Backup',
    MetricName: 'NumberOfBackupJobsCompleted',
    Dimensions: [{ Name: 'BackupVaultName', Value: 'prod' }],
  };
  const queries = JSON.stringify([{ Id: 'a', MetricStat: { Metric, Period: 3600, Stat: 'Sum' } }]);
  const span = ['--start-time', new Date(now - 86_400_000).toISOString(), '--end-time', new Date(now).toISOString()];
  const { MetricDataResults } = (await aws(
    'cloudwatch',
    'get-metric-data',
    '--metric-data-queries',
    queries,
    ...span,
  )) as {
    MetricDataResults: { Id: string; Values: number[] }[];
  };
  expect(MetricDataResults[0]?.Id).toBe('a');
  expect(MetricDataResults[0]?.Values.some((value) => value > 0)).toBe(true);
});

test('cloudwatch put-metric-data, listed and read back', async () => {
  const metric = ['--namespace', 'Acme', '--metric-name', 'Restored'];
  const when = new Date(now - 60_000).toISOString();
  await aws('cloudwatch', 'put-metric-data', ...metric, '--value', '3', '--timestamp', when);
  expect(await aws('cloudwatch', 'list-metrics', '--namespace', 'Acme')).toMatchObject({
    Metrics: [{ MetricName: 'Restored' }],
  });
  const span = ['--start-time', new Date(now - 3_600_000).toISOString(), '--end-time', new Date(now).toISOString()];
  const read = ['get-metric-statistics', ...metric, ...span, '--period', '60', '--statistics', 'Sum'];
  expect(await aws('cloudwatch', ...read)).toMatchObject({ Datapoints: [{ Sum: 3 }] });
});

test('resource-explorer-2: indexes, views and all pages of a list', async () => {
  const { Indexes } = (await aws('resource-explorer-2', 'list-indexes')) as { Indexes: { Type: string }[] };
  expect(Indexes.map(({ Type }) => Type).sort()).toEqual(['AGGREGATOR', 'LOCAL']);
  expect(await aws('resource-explorer-2', 'get-index')).toMatchObject({ State: 'ACTIVE', Type: 'AGGREGATOR' });
  const { Views } = (await aws('resource-explorer-2', 'list-views')) as { Views: string[] };
  const [view = ''] = Views;
  expect(await aws('resource-explorer-2', 'get-view', '--view-arn', view)).toMatchObject({
    View: { ViewArn: view, IncludedProperties: [{ Name: 'tags' }] },
  });
  // This CLI is older than ListResources.
  const buckets = ['--view-arn', view, '--query-string', 'region:eu-west-1 resourcetype:s3:bucket'];
  const { Resources } = (await aws('resource-explorer-2', 'search', ...buckets, '--page-size', '2')) as {
    Resources: { Arn: string; ResourceType: string }[];
  };
  expect(Resources.map(({ Arn }) => Arn)).toContain('arn:aws:s3:::acme-eu-raw-uploads');
  expect(new Set(Resources.map(({ ResourceType }) => ResourceType))).toEqual(new Set(['s3:bucket']));
  const search = ['--view-arn', view, '--query-string', 'eu-payments-db'];
  expect(await aws('resource-explorer-2', 'search', ...search)).toMatchObject({
    Count: { TotalResources: 1, Complete: true },
  });
  await expect(
    aws('resource-explorer-2', 'get-view', '--view-arn', view.replaceAll('us-east-1', 'eu-west-1')),
  ).rejects.toMatchObject({
    stderr: expect.stringContaining('UnauthorizedException'),
  });
});

test('resourcegroupstaggingapi: all pages of resources, and what cannot be tagged', async () => {
  const { ResourceTagMappingList } = (await aws('resourcegroupstaggingapi', 'get-resources', '--page-size', '5')) as {
    ResourceTagMappingList: { ResourceARN: string; Tags: object[] }[];
  };
  expect(ResourceTagMappingList.length).toBeGreaterThan(5);
  expect(ResourceTagMappingList.every(({ Tags }) => Array.isArray(Tags))).toBe(true);
  const words = ['--resource-arn-list', 'arn:aws:s3:::not-there', '--tags', 'env=prod'];
  expect(await aws('resourcegroupstaggingapi', 'tag-resources', ...words)).toMatchObject({
    FailedResourcesMap: { 'arn:aws:s3:::not-there': { StatusCode: 400 } },
  });
});

test('kms describe-key', async () => {
  const { EncryptionKeyArn = '' } = (await aws('backup', 'describe-backup-vault', '--backup-vault-name', 'prod')) as {
    EncryptionKeyArn?: string;
  };
  expect(await aws('kms', 'describe-key', '--key-id', EncryptionKeyArn)).toMatchObject({
    KeyMetadata: { Arn: EncryptionKeyArn, KeyState: 'Enabled', Enabled: true },
  });
});

test('ec2, rds and cloudformation tell what contains what', async () => {
  const { Reservations } = (await aws('ec2', 'describe-instances', '--page-size', '5')) as {
    Reservations: { Instances: { InstanceId: string }[] }[];
  };
  expect(Reservations.flatMap(({ Instances }) => Instances)[0]?.InstanceId).toMatch(/^i-[0-9a-f]{17}$/);
  const { DBClusters } = (await aws('rds', 'describe-db-clusters')) as { DBClusters: { Engine: string }[] };
  expect(DBClusters[0]?.Engine).toBe('aurora-postgresql');
  const { DBInstances } = (await aws('rds', 'describe-db-instances')) as { DBInstances: object[] };
  expect(DBInstances.length).toBeGreaterThan(1);
  await expect(aws('cloudformation', 'list-stack-resources', '--stack-name', 'no-stack')).rejects.toMatchObject({
    stderr: expect.stringContaining('does not exist'),
  });
});
