// The shown runs of a rule, each with its jobs: by the schedule, or by the jobs alone if the schedule is not known.
import { dayMs } from '../../../lib/duration.ts';
import type { Job } from '../../jobs/job.ts';
import type { PlanRule } from '../../plans/plan-rule.ts';
import type { ResourceCase } from '../scope-view.ts';
import { earlyMs } from './coverage.ts';
import { lateAfterMs } from './expected-runs.ts';
import type { ScheduleBook } from './schedule-book.ts';

/** Each run in this time is shown; for a rule that runs less often, the newest one. */
export const runsSinceMs = 7 * dayMs;
/** AWS lists jobs for this time: an older run is not known. */
const jobsListedMs = 30 * dayMs;
/** A day of hourly runs, and slightly more. */
const mostRuns = 26;

export interface RuleJob {
  readonly resource: ResourceCase;
  readonly job: Job;
}

/** One run; times are epoch ms. */
export interface RunSlot {
  readonly at: number;
  readonly basis: 'schedule' | 'jobs';
  readonly jobs: readonly RuleJob[];
  readonly clockChange?: 'skipped' | 'repeated';
}

type Times = Pick<RunSlot, 'at' | 'clockChange'>;

interface SlotContext {
  readonly book: ScheduleBook;
  /** Epoch ms. */
  readonly now: number;
}

/** Oldest first. `jobs`: those of the rule. */
export function slotsOfRule(rule: PlanRule, jobs: readonly RuleJob[], { book, now }: SlotContext): RunSlot[] {
  const from = rule.versionAt ?? Number.POSITIVE_INFINITY;
  const times = timesOf(rule, { book, now }).filter(({ at }) => at > from);
  const isReadable = rule.versionAt !== undefined && book.recentUntil(rule, now) !== Number.POSITIVE_INFINITY;
  const ofVersion = (one: RuleJob) => isReadable && one.job.createdAt + earlyMs > from;
  const byTime = Map.groupBy(jobs.filter(ofVersion), ({ job }) => lastBefore(times, job.createdAt + earlyMs));
  return [
    ...slotsOfJobs(
      jobs.filter((one) => !ofVersion(one)),
      now,
    ),
    ...times.map(
      (time): RunSlot => ({ at: time.at, basis: 'schedule', jobs: byTime.get(time) ?? [], ...changeOf(time) }),
    ),
  ];
}

/** The last of `slotsOfRule`, without the work for the earlier ones. */
export function newestSlotOfRule(rule: PlanRule, jobs: readonly RuleJob[], context: SlotContext): RunSlot | undefined {
  const newest = timesOf(rule, context).at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  const recent = newest > (rule.versionAt ?? Number.POSITIVE_INFINITY) ? newest : Number.NEGATIVE_INFINITY;
  return slotsOfRule(
    rule,
    jobs.filter(({ job }) => job.createdAt + earlyMs >= recent),
    context,
  ).at(-1);
}

const changeOf = ({ clockChange }: Times) => (clockChange ? { clockChange } : {});

/** Runs that are known by their jobs only. AWS starts the jobs of a run within minutes. */
export function slotsOfJobs(jobs: readonly RuleJob[], now: number): RunSlot[] {
  const slots: { at: number; last: number; jobs: RuleJob[] }[] = [];
  for (const one of jobs.toSorted((a, b) => a.job.createdAt - b.job.createdAt)) {
    const { createdAt } = one.job;
    const slot = slots.at(-1);
    if (createdAt < now - runsSinceMs) continue;
    if (slot && createdAt - slot.last <= lateAfterMs) {
      slot.jobs.push(one);
      slot.last = createdAt;
    } else slots.push({ at: createdAt, last: createdAt, jobs: [one] });
  }
  return slots.slice(-mostRuns).map(({ at, jobs: ofRun }) => ({ at, basis: 'jobs', jobs: ofRun }));
}

function timesOf(rule: PlanRule, { book, now }: SlotContext): Times[] {
  const real = book.between(rule, now - runsSinceMs, now + 1);
  const known = real.length > 0 ? real : book.recent(rule, now).slice(-1);
  const runs = known.flatMap((at): Times[] => {
    const slack = book.slack(rule, at);
    if (slack === undefined || at < now - jobsListedMs) return [];
    return [slack > 0 ? { at, clockChange: 'repeated' } : { at }];
  });
  const skipped = book.skipped(rule, now - runsSinceMs, now + 1).map((at): Times => ({ at, clockChange: 'skipped' }));
  return [...runs, ...skipped].toSorted((a, b) => a.at - b.at).slice(-mostRuns);
}

const lastBefore = (times: readonly Times[], at: number): Times | undefined => times.findLast((time) => time.at <= at);
