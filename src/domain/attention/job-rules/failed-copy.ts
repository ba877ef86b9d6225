// Copy jobs that failed.
import { dayMs } from '../../../lib/duration.ts';
import type { Job } from '../../jobs/job.ts';
import { endOf, isActive } from '../../jobs/job-state.ts';
import { scopeKey } from '../../scope.ts';
import type { EvaluationTime } from '../evaluation-time.ts';
import { endedBadly, isDone, jobEvidence } from '../findings/about-job.ts';
import type { Finding } from '../findings/finding.ts';
import { causedEnd } from '../runs/job-end.ts';
import type { ResourceCase } from '../scope-view.ts';

/** A failed copy that no plan repeats is a finding for this time. */
const onDemandMs = 3 * dayMs;

export type AboutCopy = Pick<Finding, 'id' | 'scope' | 'subject' | 'evidence'> &
  Record<'resourceArn' | 'resourceType' | 'vaultArn', string>;

export const failedCopy = (common: AboutCopy, job: Job): Finding => ({
  ...common,
  kind: 'copy-failed',
  severity: 'warning',
  since: endOf(job),
  ...causedEnd(job),
  ...(job.message ? { message: job.message } : {}),
});

/** Copies on demand, and copies of rules that are not known here. */
export function failedElsewhere(
  { copies, arn, name, type }: ResourceCase,
  promised: ReadonlySet<string>,
  time: EvaluationTime,
): Finding[] {
  const newest = new Map<string, Job>();
  for (const job of copies) {
    const vaultArn = job.vaultArn ?? '';
    if (promised.has(vaultArn) || isActive(job) || newest.has(vaultArn)) continue;
    newest.set(vaultArn, job);
  }
  return [...newest.values()].flatMap((job) => {
    if (isDone(job) || !endedBadly(job) || time.passed(endOf(job) + onDemandMs)) return [];
    const id = `${scopeKey(job.scope)}/copy/${arn}/${job.vaultArn ?? ''}`;
    const common = { id, scope: job.scope, subject: name, resourceArn: arn, resourceType: type };
    const vaultArn = job.vaultArn ?? '';
    const evidence = jobEvidence(job);
    return [failedCopy({ ...common, vaultArn, evidence }, job)];
  });
}
