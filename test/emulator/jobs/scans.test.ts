import {
  CreateBackupPlanCommand,
  CreateBackupSelectionCommand,
  DescribeRecoveryPointCommand,
  DescribeScanJobCommand,
  GetBackupPlanCommand,
  GetPITRMalwareScanResultsCommand,
  ListBackupPlansCommand,
  ListScanJobSummariesCommand,
  ListScanJobsCommand,
  type ListScanJobsInput,
  StartScanJobCommand,
  type StartScanJobInput,
} from '@aws-sdk/client-backup';
import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { expect, test } from 'vitest';
import { clientsOf, noon } from '../clients.ts';
import { emulatorOnClock } from '../plan-clock.ts';
import { pointsOf, refTo } from '../points-of.ts';

const hourMs = 3_600_000;
const IamRoleArn = 'arn:aws:iam::123456789012:role/backup';
const ScannerRoleArn = 'arn:aws:iam::123456789012:role/scanner';

async function withPoints(region = 'us-east-1', vault = 'prod', sinceDays = 9) {
  const { emulator, clock } = await emulatorOnClock(noon);
  const { backup, cloudtrail } = clientsOf(emulator, region);
  const points = (await pointsOf(backup, vault, { ByCreatedAfter: new Date(noon - sinceDays * 24 * hourMs) })).filter(
    ({ Status }) => Status === 'COMPLETED' || Status === 'AVAILABLE',
  );
  const ofType = (type: string) => points.filter(({ ResourceType }) => ResourceType === type);
  const start = (more: Partial<StartScanJobInput>) =>
    backup.send(
      new StartScanJobCommand({
        BackupVaultName: vault,
        RecoveryPointArn: ofType('EBS')[0]?.RecoveryPointArn,
        IamRoleArn,
        ScannerRoleArn,
        MalwareScanner: 'GUARDDUTY',
        ScanMode: 'FULL_SCAN',
        ...more,
      }),
    );
  const list = async (filters: ListScanJobsInput = {}) =>
    (await backup.send(new ListScanJobsCommand(filters))).ScanJobs ?? [];
  const describe = (ScanJobId: string | undefined) => backup.send(new DescribeScanJobCommand({ ScanJobId }));
  return { emulator, clock, backup, cloudtrail, ofType, start, list, describe };
}

test('scans that follow backups are found by each filter', async () => {
  const { list } = await withPoints();
  const all = await list();
  const found = all.filter(({ ScanResult }) => ScanResult?.ScanResultStatus === 'THREATS_FOUND');
  expect(found.length).toBeGreaterThan(0);
  expect(found.length).toBeLessThan(all.length / 5);
  const [one] = found;
  expect(one).toMatchObject({
    MalwareScanner: 'GUARDDUTY',
    ScanMode: 'INCREMENTAL_SCAN',
    ScanBaseRecoveryPointArn: expect.stringMatching(/^arn:/),
    CreatedBy: { BackupPlanId: expect.any(String), BackupRuleId: expect.any(String) },
    StatusMessage: expect.stringContaining('scan job'),
  });
  const ids = async (filters: ListScanJobsInput) => (await list(filters)).map(({ ScanJobId }) => ScanJobId).sort();
  const where = (isWanted: (job: (typeof all)[number]) => boolean) =>
    all
      .filter(isWanted)
      .map(({ ScanJobId }) => ScanJobId)
      .sort();
  const middle = new Date(noon - 10 * 24 * hourMs);
  const table: [ListScanJobsInput, (job: (typeof all)[number]) => boolean][] = [
    [{ ByScanResultStatus: 'THREATS_FOUND' }, (job) => found.includes(job)],
    [{ ByState: 'COMPLETED_WITH_ISSUES' }, ({ State }) => State === 'COMPLETED_WITH_ISSUES'],
    [{ ByResourceType: 'S3' }, ({ ResourceType }) => ResourceType === 'S3'],
    [{ ByResourceArn: one?.ResourceArn }, ({ ResourceArn }) => ResourceArn === one?.ResourceArn],
    [{ ByRecoveryPointArn: one?.RecoveryPointArn }, ({ ScanJobId }) => ScanJobId === one?.ScanJobId],
    [{ ByBackupVaultName: 'prod', ByMalwareScanner: 'GUARDDUTY', ByAccountId: '*' }, () => true],
    [{ ByCompleteAfter: middle }, ({ CompletionDate }) => CompletionDate !== undefined && CompletionDate > middle],
    [{ ByCompleteBefore: middle }, ({ CompletionDate }) => CompletionDate !== undefined && CompletionDate < middle],
    [{ ByBackupVaultName: 'elsewhere' }, () => false],
  ];
  for (const [filters, isWanted] of table) expect(await ids(filters)).toEqual(where(isWanted));
});

test('a scan waits, runs and ends; its point tells of it', async () => {
  const { clock, backup, ofType, start, describe } = await withPoints();
  const { ScanJobId, CreationDate } = await start({});
  expect(CreationDate).toEqual(new Date(noon));
  const created = await describe(ScanJobId);
  expect(created).toMatchObject({ State: 'CREATED', ScannerRoleArn, IamRoleArn, ResourceType: 'EBS' });
  expect([created.CreatedBy, created.ScanResult, created.CompletionDate]).toEqual([undefined, undefined, undefined]);
  clock.advance(5 * 60_000);
  expect((await describe(ScanJobId)).State).toBe('RUNNING');
  clock.advance(hourMs);
  const done = await describe(ScanJobId);
  expect(done).toMatchObject({ State: 'COMPLETED', ScanResult: { ScanResultStatus: 'NO_THREATS_FOUND' } });
  const point = await backup.send(new DescribeRecoveryPointCommand(refTo(ofType('EBS')[0])));
  expect(point.ScanResults).toMatchObject([{ ScanJobState: 'COMPLETED', LastScanTimestamp: done.CompletionDate }]);
});

test('what a scan finds can be made to happen, and CloudTrail tells of it', async () => {
  const { emulator, clock, backup, cloudtrail, ofType, start, describe } = await withPoints();
  const { ScanJobId } = await start({});
  const happen = (outcome: string) =>
    fetch(`${emulator.url}/_vaultop/happen`, { method: 'POST', body: JSON.stringify({ job: ScanJobId, outcome }) });
  expect(await (await happen('EXPIRED')).json()).toMatchObject({
    message: expect.stringContaining('only COMPLETED, COMPLETED_WITH_ISSUES, THREATS_FOUND'),
  });
  clock.advance(5 * 60_000);
  expect(await (await happen('THREATS_FOUND')).json()).toMatchObject({ kind: 'scan', was: 'RUNNING' });
  expect(await describe(ScanJobId)).toMatchObject({
    State: 'COMPLETED',
    ScanResult: { ScanResultStatus: 'THREATS_FOUND' },
  });
  const { AggregatedScanResult } = (await pointsOf(backup, 'prod', { ByResourceType: 'EBS' })).find(
    ({ RecoveryPointArn }) => RecoveryPointArn === ofType('EBS')[0]?.RecoveryPointArn,
  ) ?? { AggregatedScanResult: undefined };
  expect(AggregatedScanResult).toMatchObject({ FailedScan: false, Findings: ['MALWARE'] });
  clock.advance(10 * 60_000);
  const names = ['ScanJobCreated', 'ScanJobStarted', 'ScanJobCompleted'];
  for (const AttributeValue of names) {
    const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue }];
    const { Events = [] } = await cloudtrail.send(new LookupEventsCommand({ LookupAttributes }));
    const record = Events.map(({ CloudTrailEvent = '' }) => JSON.parse(CloudTrailEvent)).find(
      ({ serviceEventDetails }) => serviceEventDetails.scanJobId === ScanJobId,
    );
    expect(record).toMatchObject({ eventType: 'AwsServiceEvent', userIdentity: { invokedBy: 'backup.amazonaws.com' } });
  }
});

test('summaries count scans by what they found', async () => {
  const { backup, list } = await withPoints();
  const midnight = Math.floor(noon / (24 * hourMs)) * 24 * hourMs;
  const { ScanJobSummaries = [] } = await backup.send(
    new ListScanJobSummariesCommand({
      AccountId: 'ANY',
      State: 'ANY',
      ResourceType: 'ANY',
      MalwareScanner: 'ANY' as never,
      ScanResultStatus: 'THREATS_FOUND',
      AggregationPeriod: 'FOURTEEN_DAYS',
    }),
  );
  const threats = (await list({ ByScanResultStatus: 'THREATS_FOUND' })).filter(
    ({ CreationDate }) => CreationDate && +CreationDate < midnight && +CreationDate >= midnight - 14 * 24 * hourMs,
  );
  expect(ScanJobSummaries.reduce((sum, { Count = 0 }) => sum + Count, 0)).toBe(threats.length);
  expect(new Set(ScanJobSummaries.map(({ MalwareScanner }) => MalwareScanner))).toEqual(new Set(['GUARDDUTY']));
});

test('a continuous point is asked what was found up to a moment', async () => {
  const { clock, backup, ofType, start } = await withPoints('eu-west-1', 'eu-prod', 500);
  const continuous = ofType('S3').find(({ Status }) => Status === 'AVAILABLE');
  const ref = refTo(continuous);
  const ask = (ScanEndTime: Date) =>
    backup.send(new GetPITRMalwareScanResultsCommand({ ...ref, ScanEndTime, MalwareScanner: 'GUARDDUTY' }));
  expect((await ask(new Date(noon))).ScanResult).toEqual({ ScanResultStatus: 'UNKNOWN' });
  const ContinuousScanEndTime = new Date(noon - 60_000);
  await start({ RecoveryPointArn: continuous?.RecoveryPointArn, ContinuousScanEndTime });
  clock.advance(2 * hourMs);
  expect(await ask(ContinuousScanEndTime)).toMatchObject({
    ScanResult: { ScanResultStatus: 'NO_THREATS_FOUND' },
    LastScanJobTime: expect.any(Date),
    ScanMode: 'FULL_SCAN',
  });
  expect((await ask(new Date(noon + hourMs))).ScanResult).toEqual({ ScanResultStatus: 'UNKNOWN' });
  await expect(ask(new Date(noon + 9 * hourMs))).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
});

test('a plan that asks for scans gets them after its backups', async () => {
  const { clock, backup, ofType, list } = await withPoints();
  const rule = {
    RuleName: 'hourly',
    TargetBackupVaultName: 'prod',
    ScheduleExpression: 'cron(10 * * * ? *)',
    ScanActions: [{ MalwareScanner: 'GUARDDUTY' as const, ScanMode: 'FULL_SCAN' as const }],
  };
  const setting = { MalwareScanner: 'GUARDDUTY' as const, ResourceTypes: ['EBS'], ScannerRoleArn };
  const make = (ScanSettings: (typeof setting)[]) =>
    backup.send(
      new CreateBackupPlanCommand({ BackupPlan: { BackupPlanName: 'scanned', Rules: [rule], ScanSettings } }),
    );
  await expect(make([])).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  const { BackupPlanId } = await make([setting]);
  const Resources = [ofType('EBS')[0]?.ResourceArn ?? ''];
  const BackupSelection = { SelectionName: 'one', IamRoleArn, Resources };
  await backup.send(new CreateBackupSelectionCommand({ BackupPlanId, BackupSelection }));
  clock.advance(4 * hourMs);
  const scans = (await list()).filter(({ CreatedBy }) => CreatedBy?.BackupPlanId === BackupPlanId);
  expect(scans.length).toBeGreaterThan(0);
  expect(scans.every((scan) => scan.ScannerRoleArn === ScannerRoleArn && scan.ResourceArn === Resources[0])).toBe(true);
});

test('a plan that the estate was born with says what it scans', async () => {
  const { backup } = await withPoints();
  const { BackupPlansList = [] } = await backup.send(new ListBackupPlansCommand({}));
  const BackupPlanId = BackupPlansList.find((plan) => plan.BackupPlanName === 'prod-daily')?.BackupPlanId;
  const { BackupPlan } = await backup.send(new GetBackupPlanCommand({ BackupPlanId }));
  expect(BackupPlan?.ScanSettings).toMatchObject([
    { MalwareScanner: 'GUARDDUTY', ResourceTypes: ['EBS', 'EC2', 'S3'] },
  ]);
  expect(BackupPlan?.Rules?.[0]?.ScanActions).toEqual([{ MalwareScanner: 'GUARDDUTY', ScanMode: 'INCREMENTAL_SCAN' }]);
});

test('a token is answered as before', async () => {
  const { start } = await withPoints();
  const first = await start({ IdempotencyToken: 'once' });
  expect((await start({ IdempotencyToken: 'once' })).ScanJobId).toBe(first.ScanJobId);
  expect((await start({})).ScanJobId).not.toBe(first.ScanJobId);
});

test('a resource has at most five scans running', async () => {
  const { start } = await withPoints();
  for (let count = 0; count < 5; count += 1) await start({});
  await expect(start({})).rejects.toMatchObject({ name: 'LimitExceededException' });
});

const invalid = 'InvalidParameterValueException';
test.each<[string, Partial<StartScanJobInput>, string]>([
  ['no point', { RecoveryPointArn: 'arn:aws:ec2:us-east-1::snapshot/none' }, 'ResourceNotFoundException'],
  ['no vault', { BackupVaultName: 'nowhere' }, 'ResourceNotFoundException'],
  ['another scanner', { MalwareScanner: 'CLAMAV' as never }, invalid],
  ['another mode', { ScanMode: 'HALF_SCAN' as never }, invalid],
  ['a role that is none', { ScannerRoleArn: 'scanner' }, invalid],
  ['no base for what is incremental', { ScanMode: 'INCREMENTAL_SCAN' }, 'MissingParameterValueException'],
  ['a base for what is full', { ScanBaseRecoveryPointArn: 'arn:aws:ec2:us-east-1::snapshot/none' }, invalid],
  ['an end of a snapshot', { ContinuousScanEndTime: new Date(noon) }, invalid],
])('refuses a scan with %s', async (_what, more, name) => {
  const { start } = await withPoints();
  await expect(start(more)).rejects.toMatchObject({ name });
});

test('refuses to scan what cannot be scanned, or from a base of another resource', async () => {
  const { ofType, start } = await withPoints();
  const RecoveryPointArn = ofType('RDS')[0]?.RecoveryPointArn;
  await expect(start({ RecoveryPointArn })).rejects.toMatchObject({ name: 'InvalidRequestException' });
  const ScanBaseRecoveryPointArn = ofType('EC2')[0]?.RecoveryPointArn;
  await expect(start({ ScanMode: 'INCREMENTAL_SCAN', ScanBaseRecoveryPointArn })).rejects.toMatchObject({
    name: invalid,
  });
});
