import { expect, test } from 'vitest';
import { createJobTally } from '../../src/app/job-tally.ts';
import type { Job } from '../../src/domain/job.ts';
import { createChangeLog } from '../../src/polling/change-log.ts';
import { jobKey } from '../../src/resources/job-changes.ts';
import { now, scope } from '../components/fixtures.ts';
import { manyJobs } from '../support/many-jobs.ts';

const hour = 3_600_000;
const jobs = manyJobs(10_000, [scope('us-east-1')], now);

function answerOf(all: readonly Job[]) {
  const changes = createChangeLog();
  const rows = new Map<string, Job>();
  let version = 0;
  const put = (job: Job) => {
    rows.set(jobKey(job), job);
    changes.add(jobKey(job));
    version += 1;
  };
  for (const job of all) put(job);
  return { put, rows, changes, tell: () => [['backup-jobs', [{ rows, version, changes }]]] as const };
}

test('a change is counted as if all had been counted again, without looking at the others', () => {
  const answer = answerOf(jobs);
  const tally = createJobTally();
  const before = tally(answer.tell(), now);
  const job = jobs.find(({ state }) => state === 'RUNNING') as Job;
  answer.put({ ...job, state: 'FAILED', completedAt: now + hour });
  let walks = 0;
  const values = answer.rows[Symbol.iterator].bind(answer.rows);
  answer.rows[Symbol.iterator] = () => {
    walks += 1;
    return values();
  };
  const after = tally(answer.tell(), now);
  expect(walks).toBe(0);
  expect(after).toEqual(createJobTally()(answer.tell(), now));
  expect(after.counts.failed).toBe(before.counts.failed + 1);
  expect(after.counts.running).toBe(before.counts.running - 1);
  expect(after.bad[0]?.row.id).toBe(job.id);
});

test('what ended more than a day ago is no longer counted, a minute later at most', () => {
  const answer = answerOf(jobs);
  const tally = createJobTally();
  tally(answer.tell(), now);
  const later = now + 12 * hour;
  expect(tally(answer.tell(), later)).toEqual(createJobTally()(answer.tell(), later));
});

test('an answer that is another altogether is counted from the start', () => {
  const tally = createJobTally();
  tally(answerOf(jobs).tell(), now);
  const other = answerOf(jobs.slice(0, 100));
  expect(tally(other.tell(), now)).toEqual(createJobTally()(other.tell(), now));
});
