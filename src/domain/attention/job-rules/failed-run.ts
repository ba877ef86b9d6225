// Backup jobs that ended badly and that no later job made up for.
import { defined } from '../../../lib/defined.ts';
import { dayMs } from '../../../lib/duration.ts';
import type { Job } from '../../jobs/job.ts';
import { endOf, isActive } from '../../jobs/job-state.ts';
import { endedBadly, isDone, jobEvidence } from '../findings/about-job.ts';
import type { ResourceContext } from '../rule-context.ts';
import { aboutResource } from '../rules/about.ts';
import type { RunRecord } from '../runs/expected-runs.ts';
import { causedEnd } from '../runs/job-end.ts';
import { keepsAsLong } from '../runs/merged-runs.ts';
import type { FailedRun } from '../runs/unmet-run.ts';
import type { ResourceCase, ScopeView } from '../scope-view.ts';
import type { RunTrouble } from './absent-run.ts';

/** A failed job that no plan repeats is a finding for this time. */
const onDemandMs = 3 * dayMs;
const abortedMs = dayMs;

export const failedTroubles = (
  resource: ResourceCase,
  records: readonly RunRecord[],
  context: ResourceContext,
): RunTrouble[] => unresolved(resource, records, context).map((job) => failedTrouble(resource, job, context.view));

/**
 * The last ended job of each rule, and the last one without a rule, if it ended badly and no later job made up for it.
 */
function unresolved({ backups }: ResourceCase, records: readonly RunRecord[], { view, time }: ResourceContext): Job[] {
  // For most resources all jobs completed.
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
    if (!isRepeated && time.passed(endOf(job) + patience)) return [];
    return backups.some((later) => makesUpFor(later, job, view)) ? [] : [job];
  });
}

function makesUpFor(later: Job, failed: Job, { rules }: ScopeView): boolean {
  if (!isDone(later) || !keptInstead(later, failed, rules)) return false;
  // Another job of the resource was running: when that job is completed, the data is backed up.
  if (/running job for the same resource/i.test(failed.message ?? '')) return endOf(later) > failed.createdAt;
  const sameRule = later.createdBy?.ruleId === failed.createdBy?.ruleId;
  return later.createdAt > failed.createdAt && (sameRule || !later.createdBy || !failed.createdBy);
}

/**
 * A later backup that is deleted sooner does not make up for the failed one. A manual backup does: its owner chose the
 * retention.
 */
function keptInstead(later: Job, failed: Job, rules: ScopeView['rules']): boolean {
  if (!later.createdBy || !failed.createdBy || later.createdBy.ruleId === failed.createdBy.ruleId) return true;
  const [rule, other] = [rules.get(later.createdBy.ruleId ?? ''), rules.get(failed.createdBy.ruleId ?? '')];
  return rule !== undefined && other !== undefined && keepsAsLong(rule, other);
}

function failedTrouble(resource: ResourceCase, job: Job, view: ScopeView): RunTrouble {
  const { ruleId, ruleName, planName } = job.createdBy ?? {};
  const run: FailedRun = {
    state: 'failed',
    ...causedEnd(job),
    ...defined({ ruleName, planName, stoppedBy: stoppedBy(job, view) }),
  };
  return {
    run,
    finding: {
      ...aboutResource(resource, view, 'backup'),
      kind: 'failed-run',
      severity: 'warning',
      since: endOf(job),
      run,
      evidence: jobEvidence(job),
      ...(ruleId === undefined ? {} : { rule: ruleId }),
      ...(job.message ? { message: job.message } : {}),
    },
  };
}

/** The person who stopped the job, if the trail has the call. */
function stoppedBy({ id, state }: Job, { facts }: ScopeView): string | undefined {
  if (state !== 'ABORTED') return undefined;
  return facts.audits?.rows.find(
    ({ name, touched }) => name === 'StopBackupJob' && touched.backupJobId?.toUpperCase() === id.toUpperCase(),
  )?.actor;
}
