// Backup jobs that ended badly, and that nothing made up for since.
import { defined } from '../../../lib/defined.ts';
import { dayMs } from '../../../lib/duration.ts';
import type { Job } from '../../jobs/job.ts';
import { endOf, isActive } from '../../jobs/job-state.ts';
import { endedBadly, isDone, jobEvidence } from '../findings/about-job.ts';
import type { ResourceContext } from '../rule-context.ts';
import type { RunRecord } from '../runs/expected-runs.ts';
import { causedEnd } from '../runs/job-end.ts';
import { keepsAsLong } from '../runs/merged-runs.ts';
import type { FailedRun } from '../runs/unmet-run.ts';
import type { ResourceCase, ScopeView } from '../scope-view.ts';
import { aboutResource } from './about.ts';
import type { RunTrouble } from './absent-run.ts';

/** A failed job that no plan repeats is a finding for this long. */
const onDemandMs = 3 * dayMs;
const abortedMs = dayMs;

export const failedTroubles = (
  resource: ResourceCase,
  records: readonly RunRecord[],
  context: ResourceContext,
): RunTrouble[] => unresolved(resource, records, context).map((job) => failedTrouble(resource, job, context.view));

/** The last ended job of each rule, and the last one without a rule, where it went badly and nothing made up for it. */
function unresolved({ backups }: ResourceCase, records: readonly RunRecord[], { view, time }: ResourceContext): Job[] {
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
    if (!isRepeated && time.passed(endOf(job) + patience)) return [];
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

/** Where the trail tells who stopped it. */
function stoppedBy({ id, state }: Job, { facts }: ScopeView): string | undefined {
  if (state !== 'ABORTED') return undefined;
  return facts.audits?.rows.find(
    ({ name, touched }) => name === 'StopBackupJob' && touched.backupJobId?.toUpperCase() === id.toUpperCase(),
  )?.actor;
}
