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
  const addFor: AddFor =
    (vault, type) =>
    (metric, starts, ends = starts + 1) => {
      if (starts < until && ends > from)
        contributions.push({ metric, vault, type, from: starts, to: Math.min(ends, now) });
    };
  addBackups(estate.timeline.backups(region, from - longestJobMs, until), addFor);
  addCopies(estate.timeline.copies(region, from - longestJobMs, until), addFor);
  addRestores(estate.timeline.restores(region, from - longestJobMs, until), addFor);
  for (const { name } of estate.vaults(region))
    addPoints(estate.vaultPoints.unsorted({ region, vault: name, now }), addFor);
  return contributions;
}

/**
 * Returns the function that adds contributions to metrics with these dimensions. Without an end a contribution covers one
 * moment.
 */
type AddFor = (vault: string, type: string) => (metric: string, starts: number, ends?: number) => void;

function addBackups(jobs: readonly SimulatedBackup[], addFor: AddFor): void {
  for (const job of jobs) {
    const add = addFor(job.vault, job.resource.type);
    const startsAt = job.startsAt ?? job.endsAt;
    const end = backupState(job, job.endsAt) ?? job.outcome;
    add('NumberOfBackupJobsCreated', job.createdAt);
    add('NumberOfBackupJobsPending', job.createdAt, startsAt);
    add('NumberOfBackupJobsRunning', startsAt, job.endsAt);
    add(`NumberOfBackupJobs${completions[end]}`, job.endsAt);
  }
}

/** A copy counts for its destination vault. */
function addCopies(jobs: readonly SimulatedCopy[], addFor: AddFor): void {
  for (const job of jobs) {
    const add = addFor(job.to.vault, job.backup.resource.type);
    add('NumberOfCopyJobsCreated', job.createdAt);
    add('NumberOfCopyJobsRunning', job.startsAt, job.endsAt);
    add(`NumberOfCopyJobs${completions[job.outcome]}`, job.endsAt);
  }
}

function addRestores(jobs: readonly SimulatedRestore[], addFor: AddFor): void {
  for (const job of jobs) {
    const add = addFor(job.backup.vault, job.backup.resource.type);
    add('NumberOfRestoreJobsPending', job.createdAt, job.startsAt);
    add('NumberOfRestoreJobsRunning', job.startsAt, job.endsAt);
    add(`NumberOfRestoreJobs${completions[job.outcome]}`, job.endsAt);
  }
}

function addPoints(points: readonly EstatePoint[], addFor: AddFor): void {
  for (const point of points) {
    const add = addFor(point.vault, point.backup.resource.type);
    add('NumberOfRecoveryPointsCompleted', point.completedAt);
    if (point.status === 'EXPIRED' && point.triedAt !== undefined) {
      add('NumberOfRecoveryPointsExpired', point.triedAt, point.goneAt);
    }
    if (point.storageClass === 'COLD' && point.coldAt !== undefined) {
      add('NumberOfRecoveryPointsCold', point.coldAt, point.goneAt);
    }
  }
}
