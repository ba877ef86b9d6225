import { describe, expect, test } from 'vitest';
import { jobHistoryMs } from '../../config/polling.ts';
import type { Job } from '../../src/domain/jobs/job.ts';
import { isActive } from '../../src/domain/jobs/job-state.ts';
import { resources } from '../../src/resources/index.ts';
import { knownRows } from '../support/known-rows.ts';
import { askAnswering, collect, noon, rowsOf, withEmbeddedAws } from './embedded-aws.ts';

const aws = withEmbeddedAws();
const kinds = ['backup-jobs', 'copy-jobs', 'restore-jobs'] as const;
const never = async function* () {};
const knownIn = (jobs: ReadonlyMap<string, Job>) =>
  knownRows<Job>(() => jobs.values(), { isBusy: isActive, at: ({ createdAt }) => createdAt });

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

  test('changes make what was known an hour ago what is listed now, in one question', async () => {
    const since = noon - 3_600_000;
    const jobs: Job[] = await aws.rows(resource, 'us-east-1');
    const movedOn = (job: Job) => isActive(job) || (job.completedAt ?? 0) >= since;
    const then = jobs
      .filter(({ createdAt }) => createdAt < since)
      .map((job) => (movedOn(job) ? { ...job, state: 'RUNNING' } : job));
    const known = new Map(then.map((job) => [resource.key(job), job]));
    aws.served();
    for (const job of await collect(changes(aws.ask('us-east-1'), since, knownIn(known))))
      known.set(resource.key(job), job);
    const states = (list: Iterable<Job>) => new Map([...list].map((job) => [resource.key(job), job.state]));
    expect(states(known.values())).toEqual(states(jobs));
    expect(aws.served()).toHaveLength(1);
  });

  test('where very many were made lately, the moving ones are asked for by state, the others by when they were made and ended', async () => {
    const [job]: Job[] = await aws.rows(resource, 'us-east-1');
    const many = Array.from({ length: 501 }, (_, index) => ({ ...job, id: `many-${index}`, createdAt: noon - index }));
    const known = new Map(many.map((one) => [resource.key(one), { ...one, state: 'COMPLETED' }]));
    aws.served();
    await collect(changes(aws.ask('us-east-1'), noon - 600_000, knownIn(known as unknown as Map<string, Job>)));
    expect(aws.served()).toHaveLength(3);
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
    const response = {
      CopyJobs: [{ CopyJobId: 'c', ResourceArn: 'arn:aws:ec2:eu-west-1:1:volume/vol-1', State: 'RUNNING' }],
    };
    const [row] = await rowsOf(resources['copy-jobs'], askAnswering({ ListCopyJobs: response }));
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
