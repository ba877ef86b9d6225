// Runs that a rule's schedule promised, matched with the jobs that came.
import type { Job } from '../job.ts';
import type { PlanRule } from '../plan-rule.ts';
import { type Coverage, coverageOf, earlyMs } from './coverage.ts';
import type { ScheduleBook } from './schedule-book.ts';
import type { ResourceCase, ScopeView } from './scope-view.ts';

/** AWS makes the jobs of a run within minutes. */
export const lateAfterMs = 15 * 60_000;

export interface RunRecord {
  readonly rule: PlanRule;
  /** Epoch ms: the newest runs that are this rule's own to make, oldest first. */
  readonly promised: readonly number[];
  /** The newest job of the rule for this resource. */
  readonly lastJob?: Job;
  /** The newest run that should have made a job by now, and did not. */
  readonly absent?: AbsentRun;
}

export interface AbsentRun {
  readonly state: 'late' | 'missed';
  /** Epoch ms of the first of the runs in a row that made no job. */
  readonly since: number;
  /** Epoch ms of the newest of them. */
  readonly at: number;
  readonly count: number;
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
  const covering: Covering[] = [];
  for (const rule of view.rules.values()) {
    const runs = book.recent(rule, now);
    const coverage = coverageOf(view, rule, resource, runs);
    if (coverage) covering.push({ rule, runs, coverage, next: book.next(rule, now) });
  }
  return covering.map((covered) => {
    const { rule } = covered;
    const lastJob = resource.backups.find(({ createdBy }) => createdBy?.ruleId === rule.id);
    const isOwn = (at: number) =>
      !covering.some((other) => other !== covered && isMergedInto(at, rule, other, resource));
    const promised = covered.runs.filter((at) => at > (rule.versionAt ?? Number.POSITIVE_INFINITY) && isOwn(at));
    const known = { rule, promised, ...(lastJob ? { lastJob } : {}) };
    if (missedPlans.has(rule.planId)) return known;
    const absent = absentRun(view, resource, covered, promised, now);
    return absent ? { ...known, absent } : known;
  });
}

interface Covering {
  readonly rule: PlanRule;
  readonly runs: readonly number[];
  readonly coverage: Coverage;
  /** Epoch ms of the run to come. */
  readonly next: number | undefined;
}

function absentRun(
  view: ScopeView,
  resource: ResourceCase,
  { rule, runs, coverage }: Covering,
  promised: readonly number[],
  now: number,
): AbsentRun | undefined {
  // Without the plan's version nobody knows whether a run was promised at all.
  if (view.facts.backupJobs === undefined || rule.versionAt === undefined) return undefined;
  const knownUntil = Math.min(now, view.facts.backupJobs.at);
  const hasJob = (from: number, to: number) =>
    resource.backups.some(
      ({ createdAt, createdBy }) => createdAt >= from && createdAt <= to && createdBy?.ruleId === rule.id,
    );
  let found: AbsentRun | undefined;
  for (let index = runs.length - 1; index >= 0; index -= 1) {
    const at = runs[index] ?? 0;
    if (at <= coverage.since || at < rule.versionAt) break;
    if (at + lateAfterMs > knownUntil) continue;
    const end = Math.min(at + rule.startWindowMs, (runs[index + 1] ?? Number.POSITIVE_INFINITY) - earlyMs);
    if (hasJob(at - earlyMs, end)) break;
    if (!promised.includes(at)) continue;
    const state = knownUntil > at + rule.startWindowMs ? 'missed' : 'late';
    found = found ? { ...found, since: at, count: found.count + 1 } : { state, since: at, at, count: 1 };
  }
  return found;
}

const retention = ({ deleteAfterDays }: PlanRule): number => deleteAfterDays ?? Number.POSITIVE_INFINITY;

/**
 * Where the windows of two rules overlap, AWS runs the one that keeps longer; of two that keep as long, one.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html
 */
function isMergedInto(
  at: number,
  rule: PlanRule,
  { rule: other, runs, next }: Covering,
  { backups }: ResourceCase,
): boolean {
  // The one that keeps longer may be still to come.
  const overlapping = [...runs, ...(next === undefined ? [] : [next])].filter(
    (run) => run < at + rule.startWindowMs && at < run + other.startWindowMs,
  );
  if (overlapping.length === 0 || retention(other) < retention(rule)) return false;
  if (retention(other) > retention(rule)) return true;
  return overlapping.some((run) =>
    backups.some(
      ({ createdBy, createdAt }) =>
        createdBy?.ruleId === other.id && createdAt >= run - earlyMs && createdAt <= run + other.startWindowMs,
    ),
  );
}
