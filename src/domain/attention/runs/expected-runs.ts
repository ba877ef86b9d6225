// Matches the scheduled runs of a rule with the jobs that started.
import { dayMs } from '../../../lib/duration.ts';
import type { PlanRule } from '../../plans/plan-rule.ts';
import type { EvaluationTime } from '../evaluation-time.ts';
import type { ScopeFacts } from '../facts.ts';
import type { RunContext, ScheduleContext } from '../rule-context.ts';
import type { ResourceCase, ScopeView } from '../scope-view.ts';
import { coverageOf, earlyMs, type PlanCoverage, rulesThatMayCover } from './coverage.ts';
import { isOwnRun } from './merged-runs.ts';

/** AWS starts the jobs of a run within minutes. */
export const lateAfterMs = 15 * 60_000;
/** AWS Backup lists jobs of the last 30 days. */
const jobsListedMs = 30 * dayMs;

export interface RunRecord {
  readonly rule: PlanRule;
  readonly coverage: PlanCoverage;
  /** Epoch ms: the newest runs that are the rule's own, oldest first. */
  readonly promised: readonly number[];
  /** The runs since the last job that should have made a job by now and did not. */
  readonly absent?: AbsentRun;
}

export interface AbsentRun {
  readonly state: 'late' | 'missed';
  /** Epoch ms of the first of the consecutive runs without a job. */
  readonly since: number;
  /** Epoch ms of the newest of these runs. */
  readonly at: number;
  /** The number of known runs without a job; there may be earlier ones. */
  readonly count: number;
  /** The rule has started jobs of other resources since. */
  readonly othersRan: boolean;
  /**
   * Set from the second consecutive run without a job, if other resources had jobs: the resource is no longer selected,
   * or AWS skips it.
   */
  readonly isAway: boolean;
}

interface ResourceRunsInput extends ScheduleContext {
  readonly resource: ResourceCase;
}

interface Unmet {
  readonly record: RunRecord;
  /** Epoch ms, oldest first; never empty. */
  readonly runs: readonly number[];
  /** Epoch ms of the first run without a job, which may be earlier than `runs`. */
  readonly first: number;
}

/** The recent runs of each rule that covers the resource. */
export function runRecords(resource: ResourceCase, { view, book, time, missedPlans }: RunContext): RunRecord[] {
  const input: ResourceRunsInput = { view, resource, book, time };
  const unmet = new Map<PlanRule, Unmet>();
  const records: RunRecord[] = [];
  for (const rule of rulesThatMayCover(view, resource)) {
    const coverage = coverageOf(view, rule, resource);
    if (!coverage) continue;
    const record = recordOf(rule, coverage, input);
    records.push(record);
    const runs = missedPlans.has(rule.planId) ? [] : unmetRuns(record, input);
    if (runs.length > 0) unmet.set(rule, { record, runs, first: firstUnmet(record, runs, input) });
  }
  if (unmet.size === 0) return records;
  return records.map((record) => {
    const found = unmet.get(record.rule);
    return found ? { ...record, absent: absentRun(found, [...unmet.values()], input) } : record;
  });
}

/**
 * Epoch ms up to which the jobs cover the runs, including runs that the next jobs may belong to. If AWS has not
 * responded for long, the last response stays valid for the runs of its time.
 */
export function runsKnownAt({ backupJobs }: ScopeFacts, { now }: EvaluationTime): number {
  return backupJobs ? Math.min(now, backupJobs.at + earlyMs) : now;
}

/** The next run of a rule changes its newest runs and the time between them. */
export function noteNextRuns(rules: Iterable<PlanRule>, { view, book, time }: ScheduleContext): void {
  const { backupJobs } = view.facts;
  const knownAt = runsKnownAt(view.facts, time);
  for (const rule of rules) {
    time.reached(book.recentUntil(rule, time.now));
    if (backupJobs) time.reached(book.recentUntil(rule, knownAt), backupJobs.at + earlyMs);
  }
}

function recordOf(rule: PlanRule, coverage: PlanCoverage, input: ResourceRunsInput): RunRecord {
  const { view, book, time } = input;
  // The first run that backed up the resource was due, too, although its job has a slightly later time.
  const first = coverage.by === 'tag' ? coverage.since - lateAfterMs : coverage.since;
  // Without the version of the plan it is unknown whether a run was due at all.
  const since = Math.max(first, rule.versionAt ?? Number.POSITIVE_INFINITY);
  const isOwn = (at: number) => isOwnRun(at, rule, input);
  const recent = book.recent(rule, runsKnownAt(view.facts, time));
  const promised = lastOwnRuns(recent, isOwn, (from, to) => book.between(rule, from, to));
  return { rule, coverage, promised: promised.filter((at) => at > since) };
}

/** The maximum number of steps back in search of the rule's own runs. Each step is as long as the newest runs span. */
const mostLooks = 6;

/**
 * The rule's own runs among the newest ones, and among earlier ones while rules with longer retention replace nearly
 * all.
 */
function lastOwnRuns(
  recent: readonly number[],
  isOwn: (at: number) => boolean,
  between: (from: number, to: number) => readonly number[],
): number[] {
  const own = recent.filter(isOwn);
  const [oldest = 0] = recent;
  const span = (recent.at(-1) ?? 0) - oldest;
  for (let input = 0, to = oldest; own.length < 2 && span > 0 && input < mostLooks; input += 1, to -= span) {
    own.unshift(...between(to - span, to).filter(isOwn));
  }
  return own;
}

/** The newest runs since the last job of the rule that should have made one by now, as far as that is known. */
function unmetRuns({ rule, coverage, promised }: RunRecord, input: ResourceRunsInput): number[] {
  const { view, book, time } = input;
  const { backupJobs } = view.facts;
  if (backupJobs === undefined) return [];
  const after = lastMet(rule, coverage, input);
  return promised.filter((at) => {
    if (at <= after || !time.reached(at + lateAfterMs, backupJobs.at)) return false;
    const slack = book.slack(rule, at);
    return slack !== undefined && time.reached(at + slack + lateAfterMs, backupJobs.at);
  });
}

/** Epoch ms: runs up to this time had a job, were not expected, or are too old to be known. */
function lastMet(rule: PlanRule, coverage: PlanCoverage, { view, resource }: ResourceRunsInput): number {
  const last = resource.taken.rules.get(rule.id)?.last;
  const met = last === undefined ? 0 : last + earlyMs;
  return Math.max(coverage.since, rule.versionAt ?? 0, met, knownFrom(rule, resource, view));
}

/**
 * Epoch ms: a backup of a later run would be visible. Lists of jobs end after 30 days; recovery points are listed as
 * long as the rule keeps them. AWS also returns the time at which the plan last ran, and at which the resource was last
 * backed up.
 */
export function knownFrom(
  { deleteAfterDays, planLastRunAt }: PlanRule,
  { listed }: Pick<ResourceCase, 'listed'>,
  { facts }: ScopeView,
): number {
  const { backupJobs, points, pointsSince = 0 } = facts;
  if (!backupJobs) return Number.POSITIVE_INFINITY;
  const jobsFrom = backupJobs.at - jobsListedMs;
  const kept = deleteAfterDays === undefined ? 0 : backupJobs.at - deleteAfterDays * dayMs;
  const pointsFrom = points ? Math.max(kept, pointsSince) : jobsFrom;
  const ranFrom = planLastRunAt === undefined ? jobsFrom : planLastRunAt + earlyMs;
  const from = Math.min(jobsFrom, pointsFrom, ranFrom);
  const isWhole = points !== undefined && pointsSince === 0;
  return isWhole ? from : Math.max(from, Math.min(jobsFrom, (listed?.lastBackupAt ?? 0) + earlyMs));
}

function absentRun({ record, runs, first }: Unmet, all: readonly Unmet[], input: ResourceRunsInput): AbsentRun {
  const { rule } = record;
  const { view, resource, book, time } = input;
  const askedAt = view.facts.backupJobs?.at ?? 0;
  const isOver = (at: number) => time.passed(at + rule.startWindowMs + (book.slack(rule, at) ?? 0), askedAt);
  const missed = runs.filter(isOver);
  const counted = missed.length > 0 ? missed : runs.slice(-1);
  const inPlan = all.filter((one) => one.record.rule.planId === rule.planId);
  const takenAt = (resource.taken.plans.get(rule.planId)?.last ?? 0) + earlyMs;
  const planRuns = new Set(inPlan.flatMap((one) => [one.first, ...one.runs]).filter((at) => at > takenAt));
  const othersRan = hasOthers(rule, first, input);
  const planRan = inPlan.some((one) => hasOthers(one.record.rule, Math.min(...planRuns), input));
  return {
    state: missed.length > 0 ? 'missed' : 'late',
    since: first,
    at: counted.at(-1) ?? first,
    count: counted.length,
    othersRan: othersRan || planRan,
    isAway: (runs.length > 1 && othersRan) || (planRuns.size > 1 && planRan),
  };
}

/** If all runs in memory had no job, the first such run was earlier. */
function firstUnmet(
  { rule, coverage, promised }: RunRecord,
  runs: readonly number[],
  input: ResourceRunsInput,
): number {
  const { book } = input;
  const [oldest = 0] = runs;
  if (oldest !== promised[0]) return forgottenLater(oldest, rule, input);
  let at = book.firstAfter(rule, lastMet(rule, coverage, input));
  while (at !== undefined && at < oldest && !isOwnRun(at, rule, input)) at = book.firstAfter(rule, at);
  return forgottenLater(at ?? oldest, rule, input);
}

/** The time range that AWS's responses cover advances with time: later it no longer includes the run. */
function forgottenLater(run: number, rule: PlanRule, { view, resource, time }: ResourceRunsInput): number {
  const { backupJobs, points } = view.facts;
  const askedAt = Math.min(backupJobs?.at ?? 0, points?.at ?? Number.POSITIVE_INFINITY);
  time.reached(askedAt + run - knownFrom(rule, resource, view), askedAt);
  return run;
}

function hasOthers(rule: PlanRule, since: number, { view, resource }: ResourceRunsInput): boolean {
  const last = view.lastRuns().get(rule.id);
  const at = last?.arn === resource.arn ? last.otherAt : last?.at;
  return at !== undefined && at >= since - earlyMs;
}
