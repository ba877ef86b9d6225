// The last backup completed with issues.
import { endOf, isActive, isCompletedWithIssues } from '../../jobs/job-state.ts';
import { scopeKey } from '../../scope.ts';
import { aboutJob, jobEvidence } from '../findings/about-job.ts';
import type { Finding } from '../findings/finding.ts';
import { causedEnd } from '../runs/job-end.ts';
import type { ResourceCase } from '../scope-view.ts';

/** Such a job may occur every night: https://github.com/ministryofjustice/modernisation-platform/issues/10069 */
export function issues({ backups }: ResourceCase): Finding[] {
  const last = backups.find((job) => !isActive(job));
  if (!last || !isCompletedWithIssues(last)) return [];
  return [
    {
      id: `${scopeKey(last.scope)}/issues/${last.resourceArn}`,
      kind: 'issues',
      severity: 'notice',
      ...aboutJob(last),
      since: endOf(last),
      ...causedEnd(last),
      evidence: jobEvidence(last),
      ...(last.message ? { message: last.message } : {}),
    },
  ];
}
