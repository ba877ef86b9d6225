import { describe, expect, test } from 'vitest';
import { jobHistoryMs } from '../../config/polling.ts';
import type { Job } from '../../src/domain/job.ts';
import { isActive } from '../../src/domain/job-state.ts';
import { resources } from '../../src/resources/index.ts';
import { askAnswering, collect, noon, rowsOf, withEmbeddedAws } from './embedded-aws.ts';

const aws = withEmbeddedAws();
const kinds = ['backup-jobs', 'copy-jobs', 'restore-jobs'] as const;
const never = async function* () {};

describe.each(kinds)('%s', (id) => {
  const resource = resources[id];
  const changes = resource.changes ?? never;

  test('lists thirty days', async () => {
    const jobs: Job[] = await aws.rows(resource, 'us-east-1');
    expect(jobs.length).toBeGreaterThan(10);
    const oldest = Math.min(...jobs.map(({ createdAt }) => createdAt));
    expect(oldest).toBeGreaterThanOrEqual(noon - jobHistoryMs);
    expect(oldest).toBeLessThan(noon - jobHistoryMs / 2);
  });

  test('changes are the active ones and those made or ended since', async () => {
    const since = noon - 3_600_000;
    const jobs: Job[] = await aws.rows(resource, 'us-east-1');
    const wanted = jobs.filter(
      (job) => isActive(job) || job.createdAt >= since || (job.completedAt !== undefined && job.completedAt >= since),
    );
    const changed = await collect(changes(aws.ask('us-east-1'), since, new Map()));
    expect(new Set(changed.map(resource.key))).toEqual(new Set(wanted.map(resource.key)));
  });

  test('an active job that no list names is asked for by id, at most twenty in a turn', async () => {
    const jobs: Job[] = await aws.rows(resource, 'us-east-1');
    const ended = jobs.filter(
      (job) => !isActive(job) && job.completedAt !== undefined && job.completedAt < noon - 7_200_000,
    );
    const believed = ended.slice(0, 25).map((job) => ({ ...job, state: 'RUNNING' }));
    const known = new Map(believed.map((job) => [resource.key(job), job]));
    aws.served();
    const changed = await collect(changes(aws.ask('us-east-1'), noon - 60_000, known));
    expect(aws.served().filter((operation) => operation.startsWith('Describe'))).toHaveLength(
      Math.min(20, believed.length),
    );
    const [first] = believed;
    const again = changed.find((job) => first && resource.key(job) === resource.key(first));
    expect(again?.state).toBe(ended[0]?.state);
  });

  test('one by id, in any case', async () => {
    const [job] = await aws.rows(resource, 'us-east-1');
    const [one, ...more] = await rowsOf(resource, aws.ask('us-east-1', { id: job.id }));
    expect(more).toEqual([]);
    expect(resource.key(one)).toBe(resource.key(job));
    expect(resource.key({ ...job, id: job.id.toLowerCase() })).toBe(resource.key({ ...job, id: job.id.toUpperCase() }));
  });

  test('a job that AWS no longer lists is gone, unless it still runs', async () => {
    const [job] = await aws.rows(resource, 'us-east-1');
    const old = { ...job, state: 'COMPLETED', createdAt: noon - jobHistoryMs - 1 };
    expect(resource.isGone?.(old, noon)).toBe(true);
    expect(resource.isGone?.({ ...old, state: 'RUNNING' }, noon)).toBe(false);
    expect(resource.isGone?.({ ...old, createdAt: noon }, noon)).toBe(false);
    expect(resource.isBusy?.({ ...old, state: 'RUNNING' })).toBe(true);
  });
});

test('narrowed lists hold nothing else', async () => {
  const jobs = resources['backup-jobs'];
  const all: Job[] = await aws.rows(jobs, 'us-east-1');
  const planned = all.find(({ createdBy }) => createdBy);
  const planId = planned?.createdBy?.planId ?? '';
  const count = (test: (job: Job) => boolean) => all.filter(test).length;
  const listed = async (params: Record<string, string>) => (await rowsOf(jobs, aws.ask('us-east-1', params))).length;
  expect(await listed({ planId })).toBe(count(({ createdBy }) => createdBy?.planId === planId));
  expect(await listed({ vaultName: 'prod' })).toBe(count(({ vaultName }) => vaultName === 'prod'));
  expect(await listed({ state: 'FAILED' })).toBe(count(({ state }) => state === 'FAILED'));
  const resourceArn = planned?.resourceArn ?? '';
  expect(await listed({ resourceArn })).toBe(count((job) => job.resourceArn === resourceArn));
});

describe('answers that AWS gives now and then', () => {
  const listed = (job: object) =>
    rowsOf(resources['backup-jobs'], askAnswering({ ListBackupJobs: { BackupJobs: [job] } }));
  const text = (row: Job, id: string) =>
    resources['backup-jobs'].columns.find((column) => column.id === id)?.text(row, noon);

  test('COMPLETED without an end or a percentage', async () => {
    const [row] = await listed({
      BackupJobId: 'a',
      State: 'COMPLETED',
      CreationDate: new Date(noon),
      MessageCategory: 'SUCCESS',
    });
    expect(row).not.toHaveProperty('completedAt');
    expect(text(row, 'took')).toBe('');
    expect(text(row, 'percent')).toBe('');
  });

  test('a state unheard of', async () => {
    const [row] = await listed({ BackupJobId: 'a', State: 'HIBERNATING', CreationDate: new Date(noon) });
    expect(text(row, 'state')).toBe('HIBERNATING');
  });

  test('next to nothing', async () => {
    const [row] = await listed({});
    for (const column of resources['backup-jobs'].columns) expect(typeof column.text(row, noon)).toBe('string');
  });

  test('names that mean harm', async () => {
    const evil = '\u001b]0;pwned\u0007\u202eevil\r\n';
    const [row] = await listed({
      BackupJobId: evil,
      ResourceName: evil,
      StatusMessage: evil,
      CreatedBy: { BackupPlanId: evil },
    });
    expect(JSON.stringify(row)).not.toMatch(/\\u001b|\\u0007|\\r|\\n|\u202e/);
  });

  test('a copy that names nothing by name', async () => {
    const answer = {
      CopyJobs: [{ CopyJobId: 'c', ResourceArn: 'arn:aws:ec2:eu-west-1:1:volume/vol-1', State: 'RUNNING' }],
    };
    const [row] = await rowsOf(resources['copy-jobs'], askAnswering({ ListCopyJobs: answer }));
    expect(row).toMatchObject({ resourceName: 'vol-1', vaultName: '' });
    for (const { params } of resources['copy-jobs'].drillDowns.slice(0, 4)) expect(params(row)).toBeUndefined();
  });

  test('a copy into another account leads no way that these credentials cannot go', async () => {
    const copy = {
      CopyJobId: 'c',
      DestinationBackupVaultArn: 'arn:aws:backup:us-west-2:999999999999:backup-vault:dr',
      DestinationRecoveryPointArn: 'arn:aws:backup:us-west-2:999999999999:recovery-point:x',
    };
    const [row] = await rowsOf(resources['copy-jobs'], askAnswering({ ListCopyJobs: { CopyJobs: [copy] } }));
    expect(resources['copy-jobs'].drillDowns.filter((drill) => drill.params(row))).toEqual([]);
  });
});
