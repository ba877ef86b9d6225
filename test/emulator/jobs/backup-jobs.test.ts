import {
  type BackupJob,
  DescribeBackupJobCommand,
  ListBackupJobSummariesCommand,
  ListBackupJobsCommand,
  type ListBackupJobsInput,
  paginateListBackupJobs,
  StartBackupJobCommand,
  StopBackupJobCommand,
} from '@aws-sdk/client-backup';
import { describe, expect, test } from 'vitest';
import { clientsOf, emulatorAt, noon } from '../clients.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const regions = ['us-east-1', 'eu-west-1', 'ap-southeast-2'];

async function allJobs(client: ReturnType<typeof clientsOf>, input: ListBackupJobsInput = {}, pageSize = 1000) {
  const jobs: BackupJob[] = [];
  for await (const page of paginateListBackupJobs({ client: client.backup, pageSize }, input)) {
    jobs.push(...(page.BackupJobs ?? []));
  }
  return jobs;
}

test('pages hold every job of 30 days once, newest first', async () => {
  const client = clientsOf(await emulatorAt());
  const jobs = await allJobs(client, {}, 97);
  expect(new Set(jobs.map(({ BackupJobId }) => BackupJobId)).size).toBe(jobs.length);
  expect(jobs.length).toBeGreaterThan(800);
  const dates = jobs.map(({ CreationDate }) => CreationDate?.getTime() ?? 0);
  expect(dates).toEqual(dates.toSorted((a, b) => b - a));
  expect(Math.min(...dates)).toBeGreaterThanOrEqual(noon - 30 * dayMs);
  expect(Math.max(...dates)).toBeLessThanOrEqual(noon);
});

test('a page read later neither repeats nor hides rows, though new ones have appeared', async () => {
  let now = noon;
  const client = clientsOf(await emulatorAt({ clock: { now: () => now } }));
  const first = await client.backup.send(new ListBackupJobsCommand({ MaxResults: 5 }));
  now += 12 * hourMs;
  const second = await client.backup.send(new ListBackupJobsCommand({ MaxResults: 5, NextToken: first.NextToken }));
  now = noon;
  const both = await client.backup.send(new ListBackupJobsCommand({ MaxResults: 10 }));
  const ids = (page: typeof first) => page.BackupJobs?.map(({ BackupJobId }) => BackupJobId) ?? [];
  expect([...ids(first), ...ids(second)]).toEqual(ids(both));
});

describe('filters', () => {
  const after = new Date(noon - 2 * dayMs);
  const before = new Date(noon - dayMs);
  test.each<[string, ListBackupJobsInput, (job: BackupJob) => boolean]>([
    ['state', { ByState: 'FAILED' }, ({ State }) => State === 'FAILED'],
    ['vault', { ByBackupVaultName: 'ledger-governed' }, ({ BackupVaultName }) => BackupVaultName === 'ledger-governed'],
    ['type', { ByResourceType: 'Storage Gateway' }, ({ ResourceType }) => ResourceType === 'Storage Gateway'],
    ['created after', { ByCreatedAfter: after }, ({ CreationDate }) => CreationDate! > after],
    ['created before', { ByCreatedBefore: before }, ({ CreationDate }) => CreationDate! < before],
    [
      'completed after',
      { ByCompleteAfter: after },
      ({ CompletionDate }) => CompletionDate !== undefined && CompletionDate > after,
    ],
    [
      'completed before',
      { ByCompleteBefore: before },
      ({ CompletionDate }) => CompletionDate !== undefined && CompletionDate < before,
    ],
    ['category', { ByMessageCategory: 'success' }, ({ MessageCategory }) => MessageCategory === 'SUCCESS'],
    ['own account', { ByAccountId: '123456789012' }, () => true],
    ['all accounts', { ByAccountId: '*' }, () => true],
    ['another account', { ByAccountId: '999999999999' }, () => false],
  ])('by %s gives those, and all of those', async (_name, input, isWanted) => {
    const client = clientsOf(await emulatorAt());
    const ids = (jobs: BackupJob[]) => jobs.map(({ BackupJobId }) => BackupJobId);
    expect(ids(await allJobs(client, input))).toEqual(ids((await allJobs(client)).filter(isWanted)));
  });

  test('by parent gives the members of a composite', async () => {
    const client = clientsOf(await emulatorAt(), 'eu-west-1');
    const parent = (await allJobs(client)).find(({ IsParent, State }) => IsParent && State === 'PARTIAL');
    const children = await allJobs(client, { ByParentJobId: parent?.BackupJobId });
    expect(children.map(({ State }) => State).sort()).toEqual(['COMPLETED', 'FAILED']);
    const described = await client.backup.send(new DescribeBackupJobCommand({ BackupJobId: parent?.BackupJobId }));
    expect(described).toMatchObject({ NumberOfChildJobs: 2, ChildJobsInState: { COMPLETED: 1, FAILED: 1 } });
  });
});

test.each(Array.from({ length: 24 }, (_, hour) => hour))(
  'at %i o’clock something runs in each Region',
  async (hour) => {
    const emulator = await emulatorAt({ now: Date.UTC(2026, 0, 15, hour, 13) });
    for (const region of regions) {
      const jobs = await allJobs(clientsOf(emulator, region), { ByState: 'RUNNING' });
      expect(jobs.length, region).toBeGreaterThanOrEqual(2);
    }
  },
);

test('thirty days hold between 1,000 and 4,000 jobs of every ending', async () => {
  const emulator = await emulatorAt();
  const all = (await Promise.all(regions.map((region) => allJobs(clientsOf(emulator, region))))).flat();
  expect(all.length).toBeGreaterThan(1_000);
  expect(all.length).toBeLessThan(4_000);
  const states = new Set(all.map(({ State }) => State));
  expect([...states]).toEqual(
    expect.arrayContaining(['RUNNING', 'COMPLETED', 'FAILED', 'EXPIRED', 'ABORTED', 'PARTIAL']),
  );
  expect(new Set(all.map(({ ResourceType }) => ResourceType)).size).toBeGreaterThanOrEqual(8);
  expect(all.some(({ State, MessageCategory }) => State === 'COMPLETED' && MessageCategory !== 'SUCCESS')).toBe(true);
});

test('jobs move on with the clock', async () => {
  let now = noon;
  const client = clientsOf(await emulatorAt({ clock: { now: () => now } }));
  const [job] = await allJobs(client, { ByState: 'RUNNING' });
  const describeJob = () => client.backup.send(new DescribeBackupJobCommand({ BackupJobId: job?.BackupJobId }));
  const early = Number((await describeJob()).PercentDone);
  now += 10 * 60_000;
  const later = await describeJob();
  expect(Number(later.PercentDone)).toBeGreaterThan(early);
  now += dayMs;
  expect((await describeJob()).CompletionDate).toBeInstanceOf(Date);
});

test('a started backup runs, leaves a point, and is started once per token', async () => {
  let now = noon;
  const client = clientsOf(await emulatorAt({ clock: { now: () => now } }));
  const [model] = await allJobs(client, { ByResourceType: 'EBS', ByState: 'COMPLETED' });
  const start = new StartBackupJobCommand({
    BackupVaultName: 'prod',
    ResourceArn: model?.ResourceArn,
    IamRoleArn: model?.IamRoleArn,
    IdempotencyToken: 'once',
  });
  const { BackupJobId } = await client.backup.send(start);
  expect((await client.backup.send(start)).BackupJobId).toBe(BackupJobId);
  const describeJob = () => client.backup.send(new DescribeBackupJobCommand({ BackupJobId }));
  const fresh = await describeJob();
  expect(fresh.State).toBe('CREATED');
  expect(fresh.CreatedBy).toBeUndefined();
  now += 2 * hourMs;
  const done = await describeJob();
  expect(done).toMatchObject({ State: 'COMPLETED', PercentDone: '100.0' });
  expect(done.RecoveryPointArn).toMatch(/:snapshot\/snap-/);
});

test('a stopped job aborts, and an unstoppable one says so', async () => {
  let now = noon;
  const client = clientsOf(await emulatorAt({ clock: { now: () => now } }));
  const running = await allJobs(client, { ByState: 'RUNNING' });
  const stoppable = running.find(({ ResourceType }) => ResourceType === 'EBS' || ResourceType === 'S3');
  await client.backup.send(new StopBackupJobCommand({ BackupJobId: stoppable?.BackupJobId }));
  const state = async () =>
    (await client.backup.send(new DescribeBackupJobCommand({ BackupJobId: stoppable?.BackupJobId }))).State;
  expect(await state()).toBe('ABORTING');
  now += 5 * 60_000;
  expect(await state()).toBe('ABORTED');
  const fsx = (await allJobs(client, { ByResourceType: 'FSx' }))[0];
  await expect(client.backup.send(new StopBackupJobCommand({ BackupJobId: fsx?.BackupJobId }))).rejects.toMatchObject({
    name: 'InvalidRequestException',
    message: expect.stringContaining('not supported'),
  });
});

test('summaries count days that are over, never today', async () => {
  const client = clientsOf(await emulatorAt());
  const { BackupJobSummaries = [] } = await client.backup.send(
    new ListBackupJobSummariesCommand({ State: 'ANY', AggregationPeriod: 'ONE_DAY' }),
  );
  const midnight = Math.floor(noon / dayMs) * dayMs;
  expect(Math.max(...BackupJobSummaries.map(({ EndTime }) => EndTime?.getTime() ?? 0))).toBe(midnight);
  const counted = BackupJobSummaries.filter(({ EndTime }) => EndTime?.getTime() === midnight)
    .map(({ Count = 0 }) => Count)
    .reduce((sum, count) => sum + count, 0);
  const created = await allJobs(client, {
    ByCreatedAfter: new Date(midnight - dayMs - 1),
    ByCreatedBefore: new Date(midnight),
  });
  expect(counted).toBe(created.length);
});
