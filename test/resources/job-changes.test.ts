import { expect, test } from 'vitest';
import { AwsProblemError } from '../../src/aws/errors/errors.ts';
import type { Job } from '../../src/domain/jobs/job.ts';
import { isActive } from '../../src/domain/jobs/job-state.ts';
import { isJobGone, type JobRange, type JobSource, jobChanges } from '../../src/resources/jobs/job-changes.ts';
import { knownRows } from '../support/known-rows.ts';
import { collect, noon, scopeOf } from './embedded-aws.ts';

const minute = 60_000;
const job = (id: string, more: Partial<Job> = {}): Job => ({
  kind: 'backup',
  id,
  scope: scopeOf('us-east-1'),
  state: 'RUNNING',
  createdAt: noon - 30 * minute,
  resourceArn: '',
  resourceName: id,
  resourceType: 'EBS',
  vaultName: 'prod',
  isParent: false,
  ...more,
});

/** Returns no rows for a list, and the given response for a look-up. */
function askWith(known: readonly Job[], found: (job: Job) => Job | undefined | Error, now = noon) {
  const ranges: JobRange[] = [];
  const described: string[] = [];
  const rows = knownRows<Job>(() => known, { isBusy: isActive, at: ({ createdAt }) => createdAt });
  const source: JobSource = {
    now,
    isJudged: true,
    async *list(range) {
      ranges.push(range);
      yield [];
    },
    async describe(one) {
      described.push(one.id);
      const response = found(one);
      if (response instanceof Error) throw response;
      return response;
    },
  };
  const changes = jobChanges(source, now - 10 * minute, rows);
  return collect(changes).then((jobs: Job[]) => ({ jobs, ranges, described }));
}

const refusal = (kind: 'not-found' | 'denied') =>
  new AwsProblemError({ kind, message: 'No.', nextStep: 'ask', retryable: false });

test('one list from the oldest moving job on', async () => {
  const { ranges } = await askWith([job('A'), job('B', { createdAt: noon - 90 * minute })], (one) => one);
  expect(ranges).toEqual([{ createdAfter: new Date(noon - 90 * minute - 1_000) }]);
});

test('a job that vanished from all lists is looked up once, and what comes of it stands', async () => {
  const done = job('A', { state: 'FAILED', completedAt: noon - minute });
  const first = await askWith([job('A')], () => done);
  expect(first).toMatchObject({ described: ['A'], jobs: [done] });
  expect((await askWith(first.jobs, () => done)).described).toEqual([]);
});

test('a restore test that is still being judged is asked about, though its restore is over', async () => {
  const judged = job('R', { kind: 'restore', state: 'COMPLETED', validationStatus: 'VALIDATING' });
  expect((await askWith([judged], (one) => one)).described).toEqual(['R']);
});

test('a job that AWS no longer knows is gone', async () => {
  const { jobs } = await askWith([job('A')], () => refusal('not-found'));
  expect(jobs.map((one) => isJobGone(one, noon))).toEqual([true]);
});

test('a look-up that is refused keeps the job and waits before the next', async () => {
  const { jobs } = await askWith([job('A')], () => refusal('denied'));
  expect(jobs).toMatchObject([{ id: 'A', state: 'RUNNING', lookedUpAt: noon }]);
  expect((await askWith(jobs, () => refusal('denied'), noon + minute)).described).toEqual([]);
  expect((await askWith(jobs, () => refusal('denied'), noon + 6 * minute)).described).toEqual(['A']);
});

test('at most twenty are looked up in a turn', async () => {
  const many = Array.from({ length: 25 }, (_, index) => job(`J${index}`));
  expect((await askWith(many, (one) => one)).described).toHaveLength(20);
});
