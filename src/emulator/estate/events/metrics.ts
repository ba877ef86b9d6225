// The metrics that AWS Backup reports to CloudWatch, counted from the simulated jobs, as intervals of time.

import type { Estate } from '../estate.ts';
import { backupState, type SimulatedBackup } from '../jobs/simulated-backup.ts';
import type { SimulatedCopy } from '../jobs/simulated-copy.ts';
import type { SimulatedRestore } from '../jobs/simulated-restore.ts';
import type { EstatePoint } from '../points/estate-point.ts';
import { longestJobMs } from '../timeline.ts';

/** AWS Backup reports every five minutes. */
export const cellMs = 300_000;

export interface Contribution {
  metric: string;
  vault: string;
  type: string;
  /**
   * The interval adds one to each five-minute cell from `from` (inclusive) to `to` (exclusive). A count covers one
   * cell.
   */
  from: number;
  to: number;
}

const completions: Record<string, string> = {
  COMPLETED: 'Completed',
  FAILED: 'Failed',
  EXPIRED: 'Expired',
  ABORTED: 'Aborted',
  PARTIAL: 'Partial',
};

interface ReportedInterval {
  from: number;
  to: number;
  now: number;
}

/** All contributions of `region` that overlap the interval and begin before `now`. */
export function contributionsOf(estate: Estate, region: string, { from, to, now }: ReportedInterval): Contribution[] {
  const until = Math.min(to, now);
  const contributions: Contribution[] = [];
  const add = (metric: string, { vault, type }: MetricDimensions, starts: number, ends = starts + 1) => {
    if (starts < until && ends > from)
      contributions.push({ metric, vault, type, from: starts, to: Math.min(ends, now) });
  };
  addBackups(estate.timeline.backups(region, from - longestJobMs, until), add);
  addCopies(estate.timeline.copies(region, from - longestJobMs, until), add);
  addRestores(estate.timeline.restores(region, from - longestJobMs, until), add);
  for (const { name } of estate.vaults(region)) addPoints(estate.vaultPoints.unsorted(region, name, now), add);
  return contributions;
}

type MetricDimensions = Pick<Contribution, 'vault' | 'type'>;
/** Without an end the contribution covers one moment. */
type AddContribution = (metric: string, dimensions: MetricDimensions, starts: number, ends?: number) => void;

function addBackups(jobs: readonly SimulatedBackup[], add: AddContribution): void {
  for (const job of jobs) {
    const dimensions = { vault: job.vault, type: job.resource.type };
    const startsAt = job.startsAt ?? job.endsAt;
    const end = backupState(job, job.endsAt) ?? job.outcome;
    add('NumberOfBackupJobsCreated', dimensions, job.createdAt);
    add('NumberOfBackupJobsPending', dimensions, job.createdAt, startsAt);
    add('NumberOfBackupJobsRunning', dimensions, startsAt, job.endsAt);
    add(`NumberOfBackupJobs${completions[end]}`, dimensions, job.endsAt);
  }
}

/** A copy counts for its destination vault. */
function addCopies(jobs: readonly SimulatedCopy[], add: AddContribution): void {
  for (const job of jobs) {
    const dimensions = { vault: job.to.vault, type: job.backup.resource.type };
    add('NumberOfCopyJobsCreated', dimensions, job.createdAt);
    add('NumberOfCopyJobsRunning', dimensions, job.startsAt, job.endsAt);
    add(`NumberOfCopyJobs${completions[job.outcome]}`, dimensions, job.endsAt);
  }
}

function addRestores(jobs: readonly SimulatedRestore[], add: AddContribution): void {
  for (const job of jobs) {
    const dimensions = { vault: job.backup.vault, type: job.backup.resource.type };
    add('NumberOfRestoreJobsPending', dimensions, job.createdAt, job.startsAt);
    add('NumberOfRestoreJobsRunning', dimensions, job.startsAt, job.endsAt);
    add(`NumberOfRestoreJobs${completions[job.outcome]}`, dimensions, job.endsAt);
  }
}

function addPoints(points: readonly EstatePoint[], add: AddContribution): void {
  for (const point of points) {
    const dimensions = { vault: point.vault, type: point.backup.resource.type };
    add('NumberOfRecoveryPointsCompleted', dimensions, point.completedAt);
    if (point.status === 'EXPIRED' && point.triedAt !== undefined) {
      add('NumberOfRecoveryPointsExpired', dimensions, point.triedAt, point.goneAt);
    }
    if (point.storageClass === 'COLD' && point.coldAt !== undefined) {
      add('NumberOfRecoveryPointsCold', dimensions, point.coldAt, point.goneAt);
    }
  }
}
