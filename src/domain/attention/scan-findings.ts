// What the newest malware scan of each resource found.
import { forEach, type Steps } from '../../lib/steps.ts';
import type { ScanJob } from '../scan-job.ts';
import { scopeKey } from '../scope.ts';
import type { ScopeFacts } from './facts.ts';
import type { Finding } from './finding.ts';

export function* scanFindings({ scanJobs }: ScopeFacts): Steps<Finding[]> {
  const newest = new Map<string, ScanJob>();
  yield* forEach(scanJobs?.rows ?? [], (job) => {
    const known = newest.get(job.resourceArn);
    if (isOver(job) && (known === undefined || scannedAt(known) < scannedAt(job))) newest.set(job.resourceArn, job);
  });
  return [...newest.values()].flatMap((job) => assess(job));
}

const overStates: ReadonlySet<string> = new Set(['COMPLETED', 'COMPLETED_WITH_ISSUES', 'FAILED', 'CANCELED']);

/** It has an end, or a state that is one: a CompletionDate may be null all the same. */
const isOver = ({ completedAt, state }: ScanJob): boolean => completedAt !== undefined || overStates.has(state);

const scannedAt = ({ completedAt, createdAt }: ScanJob): number => completedAt ?? createdAt;

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
      since: scannedAt(job),
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
