// Did it get backed up? One line a resource: the age of its newest point, or what went wrong with its last runs.
import { defined } from '../../lib/defined.ts';
import type { Job } from '../job.ts';
import { endOf, isActive, isCompletedWithIssues } from '../job-state.ts';
import { isContinuous } from '../point-status.ts';
import { scopeKey } from '../scope.ts';
import { endedBadly, isDone, jobEvidence } from './about-job.ts';
import { about, absentTrouble, type RunTrouble } from './absent-runs.ts';
import { earlyMs } from './coverage.ts';
import type { Evidence } from './evidence.ts';
import { lateAfterMs, type RunRecord, runRecords } from './expected-runs.ts';
import type { Finding } from './finding.ts';
import { causedEnd } from './job-end.ts';
import { keepsAsLong } from './merged-runs.ts';
import { type NewestPoint, newestPoint } from './newest-point.ts';
import { type AgePromise, promiseFor } from './objective.ts';
import type { ScheduleBook } from './schedule-book.ts';
import { activeBackup, type ResourceCase, type ScopeView } from './scope-view.ts';
import type { AttentionSettings } from './settings.ts';
import type { FailedRun } from './unmet-run.ts';

export interface AssessContext {
  readonly view: ScopeView;
  readonly book: ScheduleBook;
  readonly settings: AttentionSettings;
  readonly now: number;
  readonly missedPlans: ReadonlySet<string>;
}

/** A failed job that no plan repeats is told for this long. */
const onDemandMs = 3 * 86_400_000;
const abortedMs = 86_400_000;

export function resourceFindings(resource: ResourceCase, context: AssessContext): Finding[] {
  const { view, book, settings, now, missedPlans } = context;
  const records = runRecords(view, resource, book, now, missedPlans);
  const newest = newestPoint(view, resource);
  const promise = promiseFor(view, resource, records, settings.objectives, book, now);
  const trouble = worstRun(resource, records, context);
  const found = tooOld(resource, newest, promise, records, trouble, context) ?? trouble?.finding;
  const others = [...stopped(resource, view), ...issues(resource)];
  return found ? [found, ...others] : others;
}

function worstRun(
  resource: ResourceCase,
  records: readonly RunRecord[],
  context: AssessContext,
): RunTrouble | undefined {
  const absent = records.flatMap((record) => absentTrouble(resource, record, context.view));
  const failed = unresolved(resource, records, context).map((job) => failedTrouble(resource, job, context.view));
  if (failed.length === 0 && absent.length === 0) return undefined;
  // A job that failed says more than one that never was, unless none came since; the newest of each counts.
  const byAge = (a: RunTrouble, b: RunTrouble) => (b.finding.since ?? 0) - (a.finding.since ?? 0);
  const away = absent.filter(({ run }) => run.state === 'away');
  return [...away.toSorted(byAge), ...failed.toSorted(byAge), ...absent.toSorted(byAge)][0];
}

/** The last ended job of each rule, and of nobody's rule, where it went badly and nothing made up for it. */
function unresolved({ backups }: ResourceCase, records: readonly RunRecord[], { view, now }: AssessContext): Job[] {
  // Of most resources all ended well.
  if (!backups.some(endedBadly)) return [];
  const groups = new Map<string, Job>();
  for (const job of backups) {
    const group = job.createdBy?.ruleId ?? '';
    if (!groups.has(group) && !isActive(job)) groups.set(group, job);
  }
  const current = new Set(records.map(({ rule }) => rule.id));
  return [...groups].flatMap(([ruleId, job]) => {
    if (!endedBadly(job)) return [];
    const isRepeated = ruleId !== '' && (current.has(ruleId) || view.facts.rules === undefined);
    const patience = job.state === 'ABORTED' ? abortedMs : onDemandMs;
    if (!isRepeated && now - endOf(job) > patience) return [];
    return backups.some((later) => makesUpFor(later, job, view)) ? [] : [job];
  });
}

function makesUpFor(later: Job, failed: Job, { rules }: ScopeView): boolean {
  if (!isDone(later) || !keptInstead(later, failed, rules)) return false;
  // Another job was in the way: when that one is done, the data is there.
  if (/running job for the same resource/i.test(failed.message ?? '')) return endOf(later) > failed.createdAt;
  const sameRule = later.createdBy?.ruleId === failed.createdBy?.ruleId;
  return later.createdAt > failed.createdAt && (sameRule || !later.createdBy || !failed.createdBy);
}

/** What is deleted sooner is no backup in its place. Whoever backs it up by hand knows how long that is kept. */
function keptInstead(later: Job, failed: Job, rules: ScopeView['rules']): boolean {
  if (!later.createdBy || !failed.createdBy || later.createdBy.ruleId === failed.createdBy.ruleId) return true;
  const [rule, other] = [rules.get(later.createdBy.ruleId ?? ''), rules.get(failed.createdBy.ruleId ?? '')];
  return rule !== undefined && other !== undefined && keepsAsLong(rule, other);
}

function failedTrouble(resource: ResourceCase, job: Job, view: ScopeView): RunTrouble {
  const { ruleId, ruleName } = job.createdBy ?? {};
  const run: FailedRun = {
    ...{ state: 'failed', ...causedEnd(job) },
    ...defined({ ruleName, stoppedBy: stoppedBy(job, view) }),
  };
  return {
    run,
    finding: {
      ...about(resource, view, 'backup'),
      ...{ kind: 'failed-run', severity: 'warning', since: endOf(job), run, evidence: jobEvidence(job) },
      ...(ruleId === undefined ? {} : { rule: ruleId }),
      ...(job.message ? { message: job.message } : {}),
    },
  };
}

/** Where the trail tells who stopped it. */
function stoppedBy({ id, state }: Job, { facts }: ScopeView): string | undefined {
  if (state !== 'ABORTED') return undefined;
  return facts.audits?.rows.find(
    ({ name, touched }) => name === 'StopBackupJob' && touched.backupJobId?.toUpperCase() === id.toUpperCase(),
  )?.actor;
}

function tooOld(
  resource: ResourceCase,
  newest: NewestPoint | undefined,
  promise: AgePromise | undefined,
  records: readonly RunRecord[],
  trouble: RunTrouble | undefined,
  { view, now, missedPlans }: AssessContext,
): Finding | undefined {
  if (!promise || newest?.continuous || (!newest && !isSureOfNone(view, resource))) return undefined;
  const { everyMs, source } = promise;
  const running = activeBackup(resource);
  const age = newest ? now - newest.at : undefined;
  if (source === 'configured' ? age !== undefined && age <= everyMs : !isOverdue()) return undefined;
  const ofData = age ?? Number.POSITIVE_INFINITY;
  return {
    ...about(resource, view, 'backup'),
    kind: 'point-age',
    severity: ofData > 2 * everyMs && !(source === 'derived' && trouble?.mayHaveLeft) ? 'critical' : 'warning',
    ...{ everyMs, evidence: trouble?.finding.evidence ?? pointsEvidence(resource, view) },
    ...defined({
      since: newest ? newest.at + everyMs : trouble?.finding.since,
      newestAt: newest?.at,
      run: trouble?.run,
      isUnderWay: running && !trouble ? (true as const) : undefined,
      message: trouble?.finding.message,
    }),
  };

  /** By its own cadence: a promised run is over, its point is not there, and nobody is about to make it. */
  function isOverdue(): boolean {
    const knownUntil = Math.min(now, view.facts.backupJobs?.at ?? 0);
    const slack = Math.max(3_600_000, everyMs / 8);
    if (age !== undefined && age <= everyMs + slack) return false;
    // A plan that did not run at all is one line.
    return records.some(({ rule, promised }) => {
      if (missedPlans.has(rule.planId)) return false;
      const due = promised.filter((at) => at + lateAfterMs <= knownUntil);
      // The newest due run may still keep its promise while its job goes on.
      const next = promised[due.length] ?? Number.POSITIVE_INFINITY;
      const isItsJob = (at: number) => at >= (due.at(-1) ?? 0) - earlyMs && at < next - earlyMs;
      const underWay = running && isItsJob(running.createdAt) ? 1 : 0;
      const last = due.at(-1 - underWay);
      return last !== undefined && (newest === undefined ? underWay === 0 : newest.at < last - earlyMs);
    });
  }
}

/** Only who was asked about points and jobs alike can say that there is none. */
const isSureOfNone = ({ facts }: ScopeView, { backups, listed }: ResourceCase): boolean =>
  facts.points !== undefined && facts.backupJobs !== undefined && (backups.length > 0 || listed !== undefined);

const pointsEvidence = (resource: ResourceCase, { facts }: ScopeView): Evidence => ({
  list: 'recovery-points',
  params: { resourceArn: resource.arn, resourceType: resource.type, resourceName: resource.name },
  scope: facts.scope,
});

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html */
function stopped(resource: ResourceCase, view: ScopeView): Finding[] {
  const continuous = resource.points.filter(isContinuous);
  const point = continuous.find(({ status }) => status === 'STOPPED');
  if (!point || continuous.some(({ status }) => status === 'AVAILABLE')) return [];
  return [
    {
      ...about(resource, view, 'continuous'),
      kind: 'continuous-stopped',
      severity: 'critical',
      since: point.completedAt ?? point.createdAt,
      evidence: { list: 'recovery-points', params: { vaultName: point.vaultName, arn: point.arn }, scope: point.scope },
      ...(point.statusMessage ? { message: point.statusMessage } : {}),
    },
  ];
}

/** https://github.com/ministryofjustice/modernisation-platform/issues/10069: such a job may be so every night. */
function issues({ backups }: ResourceCase): Finding[] {
  const last = backups.find((job) => !isActive(job));
  if (!last || !isCompletedWithIssues(last)) return [];
  return [
    {
      id: `${scopeKey(last.scope)}/issues/${last.resourceArn}`,
      kind: 'issues',
      severity: 'notice',
      scope: last.scope,
      subject: last.resourceName,
      resourceArn: last.resourceArn,
      resourceType: last.resourceType,
      since: endOf(last),
      ...causedEnd(last),
      evidence: jobEvidence(last),
      ...(last.message ? { message: last.message } : {}),
    },
  ];
}
