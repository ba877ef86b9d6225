// The outcomes of the scheduled runs of one resource in a month.
import { endedBadly, isDone } from '../attention/findings/about-job.ts';
import { earlyMs } from '../attention/runs/coverage.ts';
import { lateAfterMs } from '../attention/runs/expected-runs.ts';
import { explainEnd, jobEnd } from '../attention/runs/job-end.ts';
import type { Job } from '../jobs/job.ts';
import { isActive, isCompletedWithIssues } from '../jobs/job-state.ts';
import type { ExpectedRun } from './expected-in-month.ts';
import type { MonthContext, MonthFacts } from './month-context.ts';
import type { MonthRunOutcome, UnknownReason } from './month-report.ts';

export interface RunResult {
  readonly at: number;
  readonly outcome: MonthRunOutcome;
  readonly hasIssues?: true;
  readonly cause?: string;
  readonly because?: UnknownReason;
}

type Facts = Pick<MonthFacts, 'arn' | 'backups' | 'selectedBy'>;

export function runResults(
  facts: Facts,
  expected: ReadonlyMap<string, readonly ExpectedRun[]>,
  context: MonthContext,
): RunResult[] {
  const byRule = Map.groupBy(facts.backups, ({ createdBy }) => createdBy?.ruleId);
  byRule.delete(undefined);
  const ids = new Set([...expected.keys(), ...byRule.keys()]);
  return [...ids].flatMap((ruleId) => {
    // Oldest first.
    const jobs = (byRule.get(ruleId) ?? []).toReversed();
    return resultsOfRule({ runs: expected.get(ruleId ?? '') ?? [], jobs, facts }, context);
  });
}

interface RuleRuns {
  readonly runs: readonly ExpectedRun[];
  /** Oldest first. */
  readonly jobs: readonly Job[];
  readonly facts: Facts;
}

function resultsOfRule({ runs, jobs, facts }: RuleRuns, context: MonthContext): RunResult[] {
  const { slots: all, others } = intoSlots(runs, jobs, context);
  const slots = all.filter(({ run, job }) => run.isDue || job);
  const results = slots.map(({ run, job }) => (job ? ofJob(job, run, context) : withoutJob(run, context)));
  return [...withoutSelection(slots, results, { facts, context }), ...ofOthers(others, context)];
}

interface Slot {
  readonly run: ExpectedRun;
  /** The newest job of the run. */
  readonly job: Job | undefined;
}

/** Each job belongs to the last run before it. */
function intoSlots(runs: readonly ExpectedRun[], jobs: readonly Job[], { book, from, to }: MonthContext) {
  const newest = new Map<ExpectedRun, Job>();
  const others: Job[] = [];
  const last = runs.at(-1);
  let known: number | undefined;
  // AWS allows a run an hour: the next one matters only to a job that came late.
  const end = () => (known ??= (last && book.firstAfter(last.rule, last.at)) ?? Number.POSITIVE_INFINITY);
  const isBeforeNext = (at: number) => at < (last?.at ?? 0) + 2 * lateAfterMs || at < end();
  let index = -1;
  for (const job of jobs) {
    const createdAt = job.createdAt + earlyMs;
    while ((runs[index + 1]?.at ?? Number.POSITIVE_INFINITY) <= createdAt) index += 1;
    const run = runs[index];
    if (run && isBeforeNext(createdAt)) newest.set(run, job);
    // A job after the next run of the last rule belongs to that run, unless the rule was gone by then.
    else if (job.createdAt >= from && job.createdAt < to && !(run && end() >= to)) others.push(job);
  }
  return { slots: runs.map((run): Slot => ({ run, job: newest.get(run) })), others };
}

function ofJob(job: Job, run: Pick<ExpectedRun, 'at' | 'slackMs'> | undefined, context: MonthContext): RunResult {
  const at = run?.at ?? job.createdAt;
  if (isDone(job) || isCompletedWithIssues(job)) {
    const isLate = run !== undefined && job.createdAt > at + lateAfterMs + run.slackMs;
    return { at, outcome: isLate ? 'late' : 'met', ...(isCompletedWithIssues(job) ? { hasIssues: true } : {}) };
  }
  if (endedBadly(job)) return { at, outcome: 'failed', cause: explainEnd(jobEnd(job), job.message).title };
  if (isActive(job) && isStillPossible(job, context)) return { at, outcome: 'open' };
  return { at, outcome: 'unknown', because: 'state-not-known' };
}

/** AWS cancels a job after its completion window, which is a week unless the rule says otherwise. */
const longestJobMs = 8 * 86_400_000;

const isStillPossible = ({ createdAt }: Job, { now }: MonthContext): boolean => now < createdAt + longestJobMs;

function withoutJob({ at, rule, slackMs, isAssumed }: ExpectedRun, { backupsKnown, now }: MonthContext): RunResult {
  const end = at + rule.startWindowMs + slackMs;
  if (!backupsKnown.covers(at - earlyMs, Math.min(end, now))) {
    // The last response is older than the end of the start window.
    if (now < end && backupsKnown.covers(at - earlyMs, at)) return { at, outcome: 'open' };
    return { at, outcome: 'unknown', because: 'jobs-not-known' };
  }
  if (isAssumed) return { at, outcome: 'unknown', because: 'schedule-not-known' };
  return { at, outcome: now < end ? 'open' : 'missed' };
}

interface SelectionContext {
  readonly facts: Facts;
  readonly context: MonthContext;
}

/**
 * AWS does not say which resources tags select. Two or more runs at the end without a job, in which the rule backed up
 * others, are those of a resource that is no longer selected, unless its tags show that it is.
 */
function withoutSelection(
  slots: readonly Slot[],
  results: readonly RunResult[],
  { facts: { arn, selectedBy }, context: { lastRunOf } }: SelectionContext,
): RunResult[] {
  const from = slots.findLastIndex(({ job }) => job !== undefined) + 1;
  const away = slots.slice(from);
  const [first] = away;
  if (!first || away.length < 2 || first.run.by !== 'tag' || selectedBy.has(first.run.rule.planId)) return [...results];
  const others = (lastRunOf.get(first.run.rule.id) ?? []).filter((one) => one.arn !== arn);
  const othersUntil = Math.max(...others.map(({ last }) => last), Number.NEGATIVE_INFINITY);
  return results.map((result, index) =>
    index >= from && result.outcome === 'missed' && result.at - earlyMs <= othersUntil
      ? { at: result.at, outcome: 'unknown', because: 'selection' }
      : result,
  );
}

/** Jobs of a rule that no known schedule explains: each group of jobs close together is a run. */
function ofOthers(jobs: readonly Job[], context: MonthContext): RunResult[] {
  const newest: Job[] = [];
  for (const job of jobs) {
    const last = newest.at(-1);
    if (last && job.createdAt - last.createdAt <= lateAfterMs) newest[newest.length - 1] = job;
    else newest.push(job);
  }
  return newest.map((job) => ofJob(job, undefined, context));
}
