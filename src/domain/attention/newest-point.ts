// The newest recovery point that a resource could be restored from.
import type { Job } from '../jobs/job.ts';
import { isContinuous } from '../vaults/point-status.ts';
import { isDone } from './about-job.ts';
import type { EvaluationTime } from './evaluation-time.ts';
import type { ScopeFacts } from './facts.ts';
import type { ScheduleContext } from './rule-context.ts';
import type { ResourceCase } from './scope-view.ts';
import { isLivePoint, isUsablePoint } from './usable-point.ts';

export interface NewestPoint {
  /** Epoch ms of its data. */
  readonly at: number;
  readonly arn?: string;
  readonly vaultName?: string;
  /** It follows the resource by itself: its age says nothing. */
  readonly continuous: boolean;
}

/** A list may lack a point that was made while it was being read. */
const listLagMs = 5 * 60_000;

export function newestPoint(
  resource: ResourceCase,
  { view: { facts, infected }, time }: Pick<ScheduleContext, 'view' | 'time'>,
): NewestPoint | undefined {
  const live = resource.points.find((point) => isLivePoint(point, infected));
  if (live && facts.points) return { at: facts.points.at, arn: live.arn, vaultName: live.vaultName, continuous: true };
  const listedAt = facts.points?.at;
  const isUsableJob = (job: Job) => isDone(job) && !infected.has(job.recoveryPointArn ?? '');
  let best: NewestPoint | undefined;
  for (const point of resource.points) {
    const { createdAt: at, arn, vaultName } = point;
    if (isNewer(at, best) && isUsablePoint(point, infected) && !isContinuous(point))
      best = { at, arn, vaultName, continuous: false };
  }
  for (const job of resource.backups) {
    // They come newest first.
    if (!isNewer(job.createdAt, best)) break;
    // What was done before the points were listed and is not among them was deleted since.
    const isNews = () => !time.reached((job.completedAt ?? job.createdAt) + listLagMs, listedAt);
    if (isUsableJob(job) && (listedAt === undefined || isNews())) best = ofJob(job);
  }
  const { lastBackupAt, lastVaultName: vaultName } = resource.listed ?? {};
  if (lastBackupAt !== undefined && isNewer(lastBackupAt, best) && mayBeUnlisted(lastBackupAt, facts, time)) {
    best = { at: lastBackupAt, continuous: false, ...(vaultName === undefined ? {} : { vaultName }) };
  }
  return best;
}

function mayBeUnlisted(backupAt: number, { points, pointsSince }: ScopeFacts, time: EvaluationTime): boolean {
  if (points === undefined) return true;
  // So far back points are asked for.
  return pointsSince !== undefined && time.passed(backupAt + points.at - pointsSince, points.at);
}

const isNewer = (at: number, best: NewestPoint | undefined): boolean => best === undefined || at > best.at;

const ofJob = ({ createdAt, recoveryPointArn, vaultName }: Job): NewestPoint => ({
  at: createdAt,
  vaultName,
  continuous: false,
  ...(recoveryPointArn === undefined ? {} : { arn: recoveryPointArn }),
});
