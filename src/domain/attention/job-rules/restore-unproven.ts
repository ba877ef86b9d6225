// A resource without a successful restore within its objective. AWS keeps restore jobs for 30 days only.
import { jobHistoryMs } from '../../../../config/polling.ts';
import { dayMs } from '../../../lib/duration.ts';
import type { Job } from '../../jobs/job.ts';
import type { Finding } from '../findings/finding.ts';
import { objectiveFits } from '../points/objective.ts';
import { lastProof, newestProof } from '../points/restore-proof.ts';
import type { ResourceContext } from '../rule-context.ts';
import { aboutResource } from '../rules/about.ts';
import type { RunRecord } from '../runs/expected-runs.ts';
import { byNewest, type ResourceCase } from '../scope-view.ts';

export function restoreUnproven(
  resource: ResourceCase,
  records: readonly RunRecord[],
  { view, settings, time }: ResourceContext,
): Finding[] {
  const { restoreJobs, scope } = view.facts;
  if (!resource.isEvaluatedHere) return [];
  const asking = settings.objectives.filter(({ restoreEveryMs }) => restoreEveryMs !== undefined);
  const planned = { resource, rules: records.map(({ rule }) => rule) };
  const everyMs = asking.find((objective) => objectiveFits(objective, planned, view))?.restoreEveryMs;
  if (everyMs === undefined || restoreJobs === undefined) return [];
  const provenAt = newestProof(lastProof(restoresOf(resource, restoreJobs.rows)), resource);
  if (provenAt !== undefined && !time.passed(provenAt + everyMs)) return [];
  const seenAt = firstSeen(resource);
  // Nothing could be restored before the first backup.
  if (provenAt === undefined && (seenAt === undefined || !time.passed(seenAt + Math.min(everyMs, oldMs)))) return [];
  const isForgotten = provenAt === undefined && everyMs > jobHistoryMs;
  const since = (provenAt ?? seenAt ?? time.now) + everyMs;
  return [
    {
      ...aboutResource(resource, view, 'restore-unproven'),
      kind: 'restore-unproven',
      severity: isForgotten ? 'notice' : 'warning',
      everyMs,
      isForgotten,
      ...(provenAt === undefined ? {} : { provenAt }),
      // The resource may be known for less time than its objective.
      ...(time.reached(since) ? { since } : {}),
      evidence: { list: 'restore-jobs', params: { resourceArn: resource.arn }, scope },
    },
  ];
}

/** For a resource with a weekly backup the oldest job that AWS lists is at least this old. */
const oldMs = jobHistoryMs - 7 * dayMs;

/** A restore job that does not name its resource names the recovery point. */
function restoresOf({ restores, points }: ResourceCase, jobs: readonly Job[]): readonly Job[] {
  const nameless = jobs.filter(({ resourceArn }) => resourceArn === '');
  if (nameless.length === 0) return restores;
  const own = new Set(points.map(({ arn }) => arn));
  const found = nameless.filter(({ recoveryPointArn = '' }) => own.has(recoveryPointArn));
  return [...restores, ...found].toSorted(byNewest);
}

/** Epoch ms of the oldest known backup. */
function firstSeen({ points, backups }: ResourceCase): number | undefined {
  const times = [...points, ...backups].map(({ createdAt }) => createdAt);
  return times.length === 0 ? undefined : Math.min(...times);
}
