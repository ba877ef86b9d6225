// Results of the newest malware scan of each resource.
import type { ScanJob } from '../../jobs/scan-job.ts';
import { scopeKey } from '../../scope.ts';
import type { Finding } from '../findings/finding.ts';
import { isNewerScan, scannedAt } from '../points/usable-point.ts';
import type { RuleContext } from '../rule-context.ts';

export function badScans({ view }: RuleContext): Finding[] {
  const newest = new Map<string, ScanJob>();
  for (const job of view.facts.scanJobs?.rows ?? []) {
    const known = newest.get(job.resourceArn);
    if (isOver(job) && (known === undefined || isNewerScan(job, known))) newest.set(job.resourceArn, job);
  }
  return [...newest.values()].flatMap((job) => assess(job));
}

const overStates: ReadonlySet<string> = new Set(['COMPLETED', 'COMPLETED_WITH_ISSUES', 'FAILED', 'CANCELED']);

/** The scan has an end time, or an end state: CompletionDate may be null for a scan that is over. */
const isOver = ({ completedAt, state }: ScanJob): boolean => completedAt !== undefined || overStates.has(state);

function assess(job: ScanJob): Finding[] {
  const { scope, id, state, result, resourceArn, resourceName, resourceType, message } = job;
  const found = result === 'THREATS_FOUND';
  if (!found && state !== 'COMPLETED_WITH_ISSUES' && state !== 'FAILED') return [];
  const about = {
    id: `${scopeKey(scope)}/scan/${resourceArn}`,
    scope,
    resourceArn,
    resourceType,
    subject: resourceName,
    since: scannedAt(job),
    evidence: { list: 'scan-jobs', params: { id }, scope } as const,
    ...(message ? { message } : {}),
  };
  return [
    found
      ? { ...about, kind: 'malware', severity: 'critical' }
      : { ...about, kind: 'scan-issues', severity: 'notice', state },
  ];
}
