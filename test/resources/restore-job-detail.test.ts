import { expect, test } from 'vitest';
import type { Job } from '../../src/domain/jobs/job.ts';
import { resources } from '../../src/resources/index.ts';
import type { DetailSection } from '../../src/resources/resource.ts';
import { askAnswering, noon, scopeOf } from './embedded-aws.ts';

const { 'restore-jobs': restoreJobs } = resources;
const job: Job = {
  kind: 'restore',
  id: 'JOB',
  scope: scopeOf('eu-west-1'),
  state: 'RUNNING',
  resourceArn: 'arn:aws:rds:eu-west-1:123456789012:db:orders',
  resourceName: 'orders',
  resourceType: 'RDS',
  vaultName: 'prod',
  createdAt: noon - 600_000,
} as Job;
const textOf = (sections: readonly DetailSection[]) =>
  sections
    .flatMap((section) => (section.kind === 'fields' ? section.fields : []))
    .map(({ label, text }) => `${label}: ${text}`)
    .join('\n');

test('a restore job shows what it was started with, without passwords', async () => {
  const responses = {
    DescribeRestoreJob: { RestoreJobId: 'JOB', Status: 'RUNNING' },
    GetRestoreJobMetadata: { Metadata: { DBInstanceIdentifier: 'orders-2', TdeCredentialPassword: 'hunter2' } },
  };
  const document = await restoreJobs.describe(askAnswering(responses), job);
  const text = textOf(restoreJobs.detail(job, document, noon));
  expect(text).toContain('DBInstanceIdentifier: orders-2');
  expect(text).toContain('TdeCredentialPassword: (not shown)');
  expect(JSON.stringify(document)).not.toContain('hunter2');
});

test('metadata that AWS does not return is unknown, and the rest of the job is shown', async () => {
  const responses = { DescribeRestoreJob: { RestoreJobId: 'JOB', ValidationStatus: 'VALIDATING' } };
  const document = await restoreJobs.describe(askAnswering(responses), job);
  const text = textOf(restoreJobs.detail(job, document, noon));
  expect(text).toContain('Unknown: AWS did not return it');
  expect(text).toContain('Validation: VALIDATING');
});

test('a running restore says how long such restores took', () => {
  const took = (minutes: number, more: Partial<Job> = {}): Job => ({
    ...job,
    id: `OTHER-${minutes}`,
    state: 'COMPLETED',
    createdAt: 0,
    completedAt: minutes * 60_000,
    resourceArn: 'arn:aws:rds:eu-west-1:123456789012:db:other',
    ...more,
  });
  const sections = (one: Job, ...jobs: readonly Job[]) => textOf(restoreJobs.knownSections?.(one, () => jobs) ?? []);
  expect(sections(job, took(10), took(20), took(90))).toBe('Usually takes: 20m00s, by 3 earlier restores of RDS');
  expect(sections(job, took(10), took(40, { resourceArn: job.resourceArn }))).toBe(
    'Usually takes: 40m00s, by one earlier restore of this resource',
  );
  expect(sections(job, took(10, { resourceType: 'EBS' }), took(5, { state: 'FAILED' }))).toBe('');
  expect(sections({ ...job, state: 'COMPLETED' }, took(10))).toBe('');
});
