// Has a restore of the resource been proven within its objective? AWS remembers restore jobs for 30 days only.
import { jobHistoryMs } from '../../../config/polling.ts';
import { dayMs } from '../../lib/duration.ts';
import type { Job } from '../job.ts';
import { scopeKey } from '../scope.ts';
import { runRecords } from './expected-runs.ts';
import type { Finding } from './finding.ts';
import { objectiveFits } from './objective.ts';
import type { AssessContext } from './resource-findings.ts';
import { lastProof } from './restore-findings.ts';
import type { ResourceCase } from './scope-view.ts';

/** Ms that a configured objective allows between two proven restores; undefined: none is asked for. */
export function restoreObjective(resource: ResourceCase, context: AssessContext): number | undefined {
  const { view, book, settings, now, missedPlans } = context;
  const asking = settings.objectives.filter(({ restoreEveryMs }) => restoreEveryMs !== undefined);
  if (asking.length === 0) return undefined;
  const records = runRecords(view, resource, book, now, missedPlans);
  return asking.find((objective) => objectiveFits(objective, view, resource, records))?.restoreEveryMs;
}

export function unprovenFindings(resource: ResourceCase, context: AssessContext): Finding[] {
  const { now, view } = context;
  const { restoreJobs, scope } = view.facts;
  const everyMs = restoreObjective(resource, context);
  if (everyMs === undefined || restoreJobs === undefined) return [];
  const proof = lastProof(restoresOf(resource, restoreJobs.rows));
  if (proof && now - proof.at <= everyMs) return [];
  const seenAt = firstSeen(resource);
  // Nothing could be restored before there was a backup.
  if (!proof && (seenAt === undefined || now - seenAt <= Math.min(everyMs, oldMs))) return [];
  const isForgotten = !proof && everyMs > jobHistoryMs;
  const since = (proof?.at ?? seenAt ?? now) + everyMs;
  return [
    {
      id: `${scopeKey(scope)}/restore-unproven/${resource.arn}`,
      kind: 'restore-unproven',
      severity: isForgotten ? 'notice' : 'warning',
      scope,
      subject: resource.name,
      resourceArn: resource.arn,
      resourceType: resource.type,
      ...{ everyMs, isForgotten },
      ...(proof ? { provenAt: proof.at } : {}),
      // It may not have been seen for as long as its objective.
      ...(since <= now ? { since } : {}),
      evidence: { list: 'restore-jobs', params: { resourceArn: resource.arn }, scope },
    },
  ];
}

/** Of a resource with a weekly backup the oldest job that AWS remembers is at least so old. */
const oldMs = jobHistoryMs - 7 * dayMs;

/** A restore job that does not name its resource names the recovery point. */
function restoresOf({ restores, points }: ResourceCase, jobs: readonly Job[]): readonly Job[] {
  const nameless = jobs.filter(({ resourceArn }) => resourceArn === '');
  if (nameless.length === 0) return restores;
  const own = new Set(points.map(({ arn }) => arn));
  const found = nameless.filter(({ recoveryPointArn = '' }) => own.has(recoveryPointArn));
  return [...restores, ...found].toSorted((a, b) => b.createdAt - a.createdAt);
}

/** Epoch ms of the oldest backup that is known. */
function firstSeen({ points, backups }: ResourceCase): number | undefined {
  const times = [...points, ...backups].map(({ createdAt }) => createdAt);
  return times.length === 0 ? undefined : Math.min(...times);
}
