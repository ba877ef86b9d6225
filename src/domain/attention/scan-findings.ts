// What the newest malware scan of each resource found.
import { forEach, type Steps } from '../../lib/steps.ts';
import type { ScanJob } from '../scan-job.ts';
import { scopeKey } from '../scope.ts';
import type { ScopeFacts } from './facts.ts';
import type { Finding } from './item.ts';

export function* scanFindings({ scanJobs }: ScopeFacts): Steps<Finding[]> {
  const newest = new Map<string, ScanJob>();
  yield* forEach(scanJobs?.rows ?? [], (job) => {
    const known = newest.get(job.resourceArn);
    if (job.completedAt !== undefined && (known?.completedAt ?? 0) < job.completedAt) newest.set(job.resourceArn, job);
  });
  return [...newest.values()].flatMap((job) => assess(job));
}

function assess(job: ScanJob): Finding[] {
  const { scope, id, state, result, resourceArn, resourceName, resourceType, message } = job;
  const found = result === 'THREATS_FOUND';
  if (!found && state !== 'COMPLETED_WITH_ISSUES' && state !== 'FAILED') return [];
  const why = message ? `: ${message.replace(/\.$/, '')}` : '';
  return [
    {
      id: `${scopeKey(scope)}/scan/${resourceArn}`,
      kind: found ? 'malware' : 'scan-issues',
      severity: found ? 'critical' : 'notice',
      ...{ scope, resourceArn, resourceType, subject: resourceName },
      since: job.completedAt ?? job.createdAt,
      say: () => {
        if (found) return 'malware was found in its newest scanned recovery point';
        return state === 'FAILED' ? `its last malware scan FAILED${why}` : `its last malware scan left parts out${why}`;
      },
      nextStep: found
        ? 'do not restore from it; look for the newest clean point, and at the resource itself'
        : 'see what GuardDuty could not read, and its rights to the key',
      evidence: { list: 'scan-jobs', params: { id }, scope },
      ...(message ? { message } : {}),
    },
  ];
}
