// What the overview tells of all jobs, kept up to date by those that change: of 500,000 jobs a page of 1,000 is looked at,
// and where more has changed, so much at a time that a key never waits for it.
import type { Job } from '../domain/job.ts';
import { endOf, isActive, isCompletedWithIssues } from '../domain/job-state.ts';
import { minuteOf } from '../lib/clock.ts';
import { dayMs, hourMs } from '../lib/duration.ts';
import type { Sequence } from '../lib/sequence.ts';
import { tableOf } from '../lib/table.ts';
import { TextMap } from '../lib/text-map.ts';
import { nameColumn, vaultColumn } from '../resources/job-columns.ts';
import { createAnswerFollower } from './answer-follower.ts';
import type { AnySnapshot } from './data.ts';
import { createListNames } from './list-names.ts';
import { createSortedPart, type OrderedJobs } from './sorted-part.ts';

/** Of the last 24 hours, over backup, copy and restore jobs. */
export interface DayCounts {
  readonly completed: number;
  readonly withIssues: number;
  readonly failed: number;
  readonly expired: number;
  readonly aborted: number;
  readonly running: number;
}

export interface JobTally {
  /** What runs first, then what waits; the newest first. */
  readonly running: OrderedJobs;
  /** What ended badly in the last 24 hours, the newest first. */
  readonly bad: Sequence<Job>;
  readonly counts: DayCounts;
  /** When the newest job of each vault that is over ended, by vault ARN. */
  readonly vaultActivity: ReadonlyMap<string, number>;
  /** Not all jobs have been looked at: the next call goes on. */
  readonly isBehind: boolean;
}

type Answers = readonly (AnySnapshot | undefined)[];

/**
 * Jobs that are active or ended in the last 24 hours, out of all there are. `atOnce`: of how many changed jobs one call
 * takes in at most.
 */
export function createJobTally(atOnce = Number.POSITIVE_INFINITY): (answers: Answers, now: number) => JobTally {
  let day = createDay();
  const follower = createAnswerFollower();
  let minute = 0;
  /** Everything is counted anew; what was told before stands until that is done. */
  let isRecounting = false;
  let told = { ...day.tell(), isBehind: false };

  return (answers, now) => {
    if (!follower.catchUp(answers)) {
      isRecounting = true;
      day = createDay();
      follower.beginAnew(answers);
    }
    if (minuteOf(now) !== minute) {
      minute = minuteOf(now);
      follower.add(day.endedBefore(now - dayMs), day.jobOf);
    }
    follower.take(atOnce, (key, job) => day.look(key, job, now));
    const isBehind = follower.waiting() > 0;
    if (isRecounting && isBehind) return { ...told, isBehind };
    isRecounting = false;
    told = { ...day.tell(), isBehind };
    return told;
  };
}

/** The jobs of the day, one by one. */
function createDay() {
  const jobs = new TextMap<Job>();
  /** Keys by the hour in which their jobs ended: what is over is found without a look at the others. */
  const hours = new Map<number, TextMap<true>>();
  const counts = { ...noCounts };
  const running = createSortedPart(
    (job) => (isActive(job) ? startOf(job) : undefined),
    createListNames([nameColumn, vaultColumn]),
  );
  const bad = createSortedPart((job) => (endedBadly(job) ? endOf(job) : undefined));
  const vaultActivity = new Map<string, number>();
  let toldActivity: ReadonlyMap<string, number> | undefined;

  const count = (key: string, job: Job, by: 1 | -1) => {
    const ended = endStates[job.state];
    if (ended) counts[ended] += by;
    // One that completed with issues is both.
    if (ended !== 'withIssues' && isCompletedWithIssues(job)) counts.withIssues += by;
    if (isActive(job)) counts.running += by;
    const hour = Math.floor(endOf(job) / hourMs);
    const keys = hours.get(hour) ?? new TextMap<true>();
    if (by === 1) hours.set(hour, keys.set(key, true));
    else if (keys.delete(key) && keys.size === 0) hours.delete(hour);
  };

  const take = (key: string, job: Job | undefined) => {
    const before = jobs.get(key);
    if (before) count(key, before, -1);
    if (job) count(key, job, 1);
    if (job) jobs.set(key, job);
    else jobs.delete(key);
    running.put(key, job);
    bad.put(key, job);
  };

  const heardOf = (job: Job) => {
    const { vaultArn } = job;
    if (vaultArn === undefined || isActive(job)) return;
    const endedAt = endOf(job);
    if ((vaultActivity.get(vaultArn) ?? 0) >= endedAt) return;
    vaultActivity.set(vaultArn, endedAt);
    toldActivity = undefined;
  };

  return {
    look(key: string, job: Job | undefined, now: number) {
      if (job && isLately(job, now)) take(key, job);
      else if (jobs.has(key)) take(key, undefined);
      if (job) heardOf(job);
    },
    jobOf: (key: string) => jobs.get(key),
    /** All that ended before then, and perhaps some more. */
    endedBefore(time: number): readonly string[] {
      return [...hours].flatMap(([hour, keys]) => (hour * hourMs < time ? [...keys.keys()] : []));
    },
    tell() {
      toldActivity ??= new Map(vaultActivity);
      const told = { running: running.jobs(), bad: bad.jobs().rows };
      return { ...told, counts: { ...counts }, vaultActivity: toldActivity };
    },
  };
}

const isLately = (job: Job, now: number): boolean => isActive(job) || endOf(job) >= now - dayMs;
/** Later than any time: what runs stands before what waits. */
const aheadMs = 1e15;
const startOf = ({ state, startedAt, createdAt }: Job): number =>
  (state === 'RUNNING' ? aheadMs : 0) + (startedAt ?? createdAt);

const endedBadly = (job: Job): boolean =>
  ['FAILED', 'EXPIRED', 'ABORTED', 'PARTIAL'].includes(job.state) || isCompletedWithIssues(job);

const noCounts = { completed: 0, withIssues: 0, failed: 0, expired: 0, aborted: 0, running: 0 };

const endStates = tableOf<keyof DayCounts>({
  COMPLETED: 'completed',
  PARTIAL: 'withIssues',
  FAILED: 'failed',
  EXPIRED: 'expired',
  ABORTED: 'aborted',
});
