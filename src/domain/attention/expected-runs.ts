// Runs that a rule's schedule promised, matched with the jobs that came.
import { dayMs } from '../../lib/duration.ts';
import type { Job } from '../job.ts';
import type { PlanRule } from '../plan-rule.ts';
import { type Coverage, coverageOf, earlyMs, type TakenBy, takenBy } from './coverage.ts';
import { isOwnRun } from './merged-runs.ts';
import type { ScheduleBook } from './schedule-book.ts';
import type { ResourceCase, ScopeView } from './scope-view.ts';

/** AWS makes the jobs of a run within minutes. */
export const lateAfterMs = 15 * 60_000;
/** AWS Backup lists jobs of the last 30 days. */
const jobsListedMs = 30 * dayMs;

export interface RunRecord {
  readonly rule: PlanRule;
  readonly coverage: Coverage;
  /** Epoch ms: the newest runs that are this rule's own to make, oldest first. */
  readonly promised: readonly number[];
  /** The newest job of the rule for this resource. */
  readonly lastJob?: Job;
  /** The runs since the last job, that should have made one by now and did not. */
  readonly absent?: AbsentRun;
}

export interface AbsentRun {
  readonly state: 'late' | 'missed';
  /** Epoch ms of the first of the runs in a row that made no job. */
  readonly since: number;
  /** Epoch ms of the newest of them. */
  readonly at: number;
  /** Of the newest runs; there may be more before them. */
  readonly count: number;
  /** The rule made jobs of other resources since. */
  readonly othersRan: boolean;
  /** From the second run in a row on, while others ran: no longer selected, or skipped by AWS. */
  readonly isAway: boolean;
}

interface Look {
  readonly view: ScopeView;
  readonly resource: ResourceCase;
  readonly book: ScheduleBook;
  readonly now: number;
  readonly taken: TakenBy;
}

interface Unmet {
  readonly record: RunRecord;
  /** Epoch ms, oldest first; never empty. */
  readonly runs: readonly number[];
  /** Epoch ms of the first of all, which may lie before them. */
  readonly first: number;
}

/** What each rule that covers the resource did of late. */
export function runRecords(
  view: ScopeView,
  resource: ResourceCase,
  book: ScheduleBook,
  now: number,
  /** Plans of which nothing ran at all: that is told once, for the plan. */
  missedPlans: ReadonlySet<string>,
): RunRecord[] {
  const look: Look = { view, resource, book, now, taken: takenBy(resource) };
  const unmet = new Map<PlanRule, Unmet>();
  const records: RunRecord[] = [];
  for (const rule of view.rules.values()) {
    const coverage = coverageOf(view, rule, resource, look.taken);
    if (!coverage) continue;
    const record = recordOf(rule, coverage, look);
    records.push(record);
    const runs = missedPlans.has(rule.planId) ? [] : unmetRuns(record, look);
    if (runs.length > 0) unmet.set(rule, { record, runs, first: firstUnmet(record, runs, look) });
  }
  if (unmet.size === 0) return records;
  return records.map((record) => {
    const found = unmet.get(record.rule);
    return found ? { ...record, absent: absentRun(found, [...unmet.values()], look) } : record;
  });
}

function recordOf(rule: PlanRule, coverage: Coverage, { resource, view, book, now }: Look): RunRecord {
  const lastJob = resource.backups.find(({ createdBy }) => createdBy?.ruleId === rule.id);
  // The first run that took it was promised too, though its job stands a little after it.
  const first = coverage.by === 'tag' ? coverage.since - lateAfterMs : coverage.since;
  // Without the plan's version nobody knows whether a run was promised at all.
  const since = Math.max(first, rule.versionAt ?? Number.POSITIVE_INFINITY);
  const isOwn = (at: number) => isOwnRun(at, rule, resource, { view, book });
  const promised = lastOwnRuns(book.recent(rule, now), isOwn, (from, to) => book.between(rule, from, to));
  return { rule, coverage, promised: promised.filter((at) => at > since), ...(lastJob ? { lastJob } : {}) };
}

/** So far back, in lengths of what is remembered of the schedule, a rule may have had no run of its own. */
const mostLooks = 6;

/** Of the newest runs, and of those before them while rules that keep longer took over nearly all. */
function lastOwnRuns(
  recent: readonly number[],
  isOwn: (at: number) => boolean,
  between: (from: number, to: number) => readonly number[],
): number[] {
  const own = recent.filter(isOwn);
  const [oldest = 0] = recent;
  const span = (recent.at(-1) ?? 0) - oldest;
  for (let look = 0, to = oldest; own.length < 2 && span > 0 && look < mostLooks; look += 1, to -= span) {
    own.unshift(...between(to - span, to).filter(isOwn));
  }
  return own;
}

/** The newest runs since the last job of the rule that should have made one by now, as far as that can be known. */
function unmetRuns({ rule, coverage, promised }: RunRecord, look: Look): number[] {
  const { view, book, now } = look;
  if (view.facts.backupJobs === undefined) return [];
  const knownUntil = Math.min(now, view.facts.backupJobs.at);
  const after = lastMet(rule, coverage, look);
  return promised.filter((at) => {
    if (at <= after || at + lateAfterMs > knownUntil) return false;
    const slack = book.slack(rule, at);
    return slack !== undefined && at + slack + lateAfterMs <= knownUntil;
  });
}

/** Epoch ms: runs up to it were met, were not expected, or are too long ago to be known. */
function lastMet(rule: PlanRule, coverage: Coverage, { view, resource, taken }: Look): number {
  const last = taken.rules.get(rule.id)?.last;
  const met = last === undefined ? 0 : last + earlyMs;
  return Math.max(coverage.since, rule.versionAt ?? 0, met, knownFrom(rule, resource, view));
}

/**
 * Epoch ms: a backup of a run since then would show. Lists of jobs end after 30 days; recovery points stay as long as the
 * rule keeps them, and AWS says when the plan last ran, and when the resource was last backed up.
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

function absentRun({ record, runs, first }: Unmet, all: readonly Unmet[], look: Look): AbsentRun {
  const { rule } = record;
  const { view, resource, book, now, taken } = look;
  const knownUntil = Math.min(now, view.facts.backupJobs?.at ?? 0);
  const isOver = (at: number) => knownUntil > at + rule.startWindowMs + (book.slack(rule, at) ?? 0);
  const missed = runs.filter(isOver);
  const told = missed.length > 0 ? missed : runs.slice(-1);
  const inPlan = all.filter((one) => one.record.rule.planId === rule.planId);
  const takenAt = (taken.plans.get(rule.planId)?.last ?? 0) + earlyMs;
  const planRuns = new Set(inPlan.flatMap((one) => [one.first, ...one.runs]).filter((at) => at > takenAt));
  const othersRan = hasOthers(view, rule, resource, first);
  const planRan = inPlan.some((one) => hasOthers(view, one.record.rule, resource, Math.min(...planRuns)));
  return {
    state: missed.length > 0 ? 'missed' : 'late',
    since: first,
    at: told.at(-1) ?? first,
    count: told.length,
    othersRan: othersRan || planRan,
    isAway: (runs.length > 1 && othersRan) || (planRuns.size > 1 && planRan),
  };
}

/** Where all that is remembered of the schedule was unmet, it began before. */
function firstUnmet({ rule, coverage, promised }: RunRecord, runs: readonly number[], look: Look): number {
  const { view, resource, book } = look;
  const [first = 0] = runs;
  if (first !== promised[0]) return first;
  let at = book.firstAfter(rule, lastMet(rule, coverage, look));
  while (at !== undefined && at < first && !isOwnRun(at, rule, resource, { view, book }))
    at = book.firstAfter(rule, at);
  return at ?? first;
}

function hasOthers(view: ScopeView, rule: PlanRule, { arn }: ResourceCase, since: number): boolean {
  const last = view.lastRuns().get(rule.id);
  const at = last?.arn === arn ? last.otherAt : last?.at;
  return at !== undefined && at >= since - earlyMs;
}
