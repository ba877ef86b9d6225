import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createJobTally, type JobTally } from '../../src/app/job-tally.ts';
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
  const remove = (job: Job) => {
    rows.delete(jobKey(job));
    changes.add(jobKey(job));
    version += 1;
  };
  for (const job of all) put(job);
  return { put, remove, rows, changes, tell: () => [{ rows, version, changes }] as const };
}

const toValues = ({ running, bad, ...rest }: JobTally) => ({
  ...rest,
  running: Array.from(running.keys, (key, index) => [key, running.rows.at(index), running.indexOf.get(key)]),
  bad: [...bad],
});
const wholeLook = (answer: ReturnType<typeof answerOf>, at: number) => toValues(createJobTally()(answer.tell(), at));

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
  expect(toValues(after)).toEqual(wholeLook(answer, now));
  expect(after.counts.failed).toBe(before.counts.failed + 1);
  expect(after.counts.running).toBe(before.counts.running - 1);
  expect(after.bad.at(0)?.id).toBe(job.id);
});

test('what ended more than a day ago is no longer counted, a minute later at most', () => {
  const answer = answerOf(jobs);
  const tally = createJobTally();
  tally(answer.tell(), now);
  const later = now + 12 * hour;
  expect(toValues(tally(answer.tell(), later))).toEqual(wholeLook(answer, later));
});

test('an answer that is another altogether is counted from the start', () => {
  const tally = createJobTally();
  tally(answerOf(jobs).tell(), now);
  const other = answerOf(jobs.slice(0, 100));
  expect(toValues(tally(other.tell(), now))).toEqual(wholeLook(other, now));
});

test('what runs stands before what waits, each from the newest on, and what ended badly likewise', () => {
  const { running, bad } = createJobTally()(answerOf(jobs).tell(), now);
  const starts = Array.from(running.rows, ({ state, startedAt, createdAt }) => ({
    waits: state !== 'RUNNING',
    at: startedAt ?? createdAt,
  }));
  expect(starts).toEqual(starts.toSorted((one, other) => +one.waits - +other.waits || other.at - one.at));
  const ends = Array.from(bad, ({ completedAt }) => completedAt ?? 0);
  expect(ends).toEqual(ends.toSorted((one, other) => other - one));
});

const atOnce = 700;

test('no call takes in more jobs than its share, and what is told in the end is what one look tells', () => {
  const looked = new Set<Job>();
  const watched = jobs.map((job) => {
    const { state, ...rest } = job;
    return Object.defineProperty({ ...rest }, 'state', {
      enumerable: true,
      get() {
        looked.add(job);
        return state;
      },
    }) as Job;
  });
  const answer = answerOf(watched);
  const tally = createJobTally(atOnce);
  for (const at of [now, now + 12 * hour, now + 40 * hour]) {
    let told: JobTally;
    do {
      looked.clear();
      told = tally(answer.tell(), at);
      expect(looked.size).toBeLessThanOrEqual(atOnce);
    } while (told.isBehind);
    expect(toValues(told)).toEqual(wholeLook(answer, at));
  }
});

test('while all is counted anew, what was told before stands', () => {
  const answer = answerOf(jobs.slice(0, 500));
  const tally = createJobTally(atOnce);
  const { isBehind: _, ...before } = tally(answer.tell(), now);
  const other = answerOf(jobs);
  expect(tally(other.tell(), now)).toEqual({ ...before, isBehind: true });
  while (tally(other.tell(), now).isBehind);
  expect(toValues(tally(other.tell(), now))).toEqual(wholeLook(other, now));
});

test('whatever changes while there is more to take in, the end is that of one look', () => {
  const few = jobs.slice(0, 300);
  const pick = fc.nat({ max: few.length - 1 });
  const states = fc.constantFrom('RUNNING', 'CREATED', 'FAILED', 'COMPLETED', 'PARTIAL', 'ABORTED', 'NEW_STATE');
  const move = fc.tuple(fc.array(fc.tuple(pick, states, fc.boolean())), fc.nat({ max: 5 * hour }), fc.nat({ max: 3 }));
  fc.assert(
    fc.property(fc.array(move, { maxLength: 8 }), (moves) => {
      const answer = answerOf(few);
      const tally = createJobTally(40);
      let at = now;
      for (const [changes, passedMs, calls] of moves) {
        at += passedMs;
        for (const [index, state, isGone] of changes) {
          const { completedAt: _, ...job } = few[index] as Job;
          if (isGone) answer.remove(job);
          else answer.put({ ...job, state, ...(state === 'RUNNING' ? {} : { completedAt: at }) });
        }
        for (let call = 0; call < calls; call += 1) tally(answer.tell(), at);
      }
      at += 60_000;
      while (tally(answer.tell(), at).isBehind);
      const { vaultActivity: _, ...told } = toValues(tally(answer.tell(), at));
      const { vaultActivity: __, ...whole } = wholeLook(answer, at);
      expect(told).toEqual(whole);
    }),
    { numRuns: 100 },
  );
});

test('a job that is over without an end counts for its vault and its day, not for the close of its start window', () => {
  const [one] = jobs.filter(({ state, vaultArn }) => state === 'COMPLETED' && vaultArn !== undefined) as [Job];
  const { completedAt: _, ...open } = {
    ...one,
    createdAt: now - 2 * hour,
    startedAt: now - hour,
    startBy: now + 6 * hour,
  };
  const look = (job: Job) => createJobTally()(answerOf([job]).tell(), now);
  expect(look(open).vaultActivity).toEqual(new Map([[one.vaultArn, now - hour]]));
  expect(look({ ...open, state: 'RUNNING' }).vaultActivity.size).toBe(0);
  const old = { ...open, state: 'FAILED', createdAt: now - 26 * hour, startedAt: now - 25 * hour, startBy: now - hour };
  expect(look(old).counts.failed).toBe(0);
});
