// What AWS Backup reports to CloudWatch, told as stretches of time: the same jobs, counted.
import { type BackupFate, backupState } from './backup-fate.ts';
import type { Estate } from './estate.ts';
import type { CopyFate, RestoreFate } from './follow-fates.ts';
import type { RecoveryPoint } from './recovery-point.ts';
import { longestLifeMs } from './timeline.ts';

/** AWS Backup reports every five minutes. */
export const cellMs = 300_000;

export interface Contribution {
  metric: string;
  vault: string;
  type: string;
  /** Adds one to each cell it touches from `from` up to, not including, `to`; a count touches one cell. */
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

/** Everything reported for `region` that touches the stretch, as far as it has happened by `now`. */
export function contributionsOf(estate: Estate, region: string, from: number, to: number, now: number): Contribution[] {
  const until = Math.min(to, now);
  const told: Contribution[] = [];
  const tell = (metric: string, { vault, type }: Where, starts: number, ends = starts + 1) => {
    if (starts < until && ends > from) told.push({ metric, vault, type, from: starts, to: Math.min(ends, now) });
  };
  tellBackups(estate.timeline.backups(region, from - longestLifeMs, until), tell);
  tellCopies(estate.timeline.copies(region, from - longestLifeMs, until), tell);
  tellRestores(estate.timeline.restores(region, from - longestLifeMs, until), tell);
  for (const { name } of estate.vaults(region)) tellPoints(estate.vaultPoints.unsorted(region, name, now), tell);
  return told;
}

type Where = Pick<Contribution, 'vault' | 'type'>;
/** A count without an end happens at once. */
type Tell = (metric: string, where: Where, starts: number, ends?: number) => void;

function tellBackups(fates: readonly BackupFate[], tell: Tell): void {
  for (const fate of fates) {
    const where = { vault: fate.vault, type: fate.resource.type };
    const startsAt = fate.startsAt ?? fate.endsAt;
    const end = backupState(fate, fate.endsAt) ?? fate.outcome;
    tell('NumberOfBackupJobsCreated', where, fate.createdAt);
    tell('NumberOfBackupJobsPending', where, fate.createdAt, startsAt);
    tell('NumberOfBackupJobsRunning', where, startsAt, fate.endsAt);
    tell(`NumberOfBackupJobs${completions[end]}`, where, fate.endsAt);
  }
}

/** Copies count under the vault they go to. */
function tellCopies(fates: readonly CopyFate[], tell: Tell): void {
  for (const fate of fates) {
    const where = { vault: fate.to.vault, type: fate.backup.resource.type };
    tell('NumberOfCopyJobsCreated', where, fate.createdAt);
    tell('NumberOfCopyJobsRunning', where, fate.startsAt, fate.endsAt);
    tell(`NumberOfCopyJobs${completions[fate.outcome]}`, where, fate.endsAt);
  }
}

function tellRestores(fates: readonly RestoreFate[], tell: Tell): void {
  for (const fate of fates) {
    const where = { vault: fate.backup.vault, type: fate.backup.resource.type };
    tell('NumberOfRestoreJobsPending', where, fate.createdAt, fate.startsAt);
    tell('NumberOfRestoreJobsRunning', where, fate.startsAt, fate.endsAt);
    tell(`NumberOfRestoreJobs${completions[fate.outcome]}`, where, fate.endsAt);
  }
}

function tellPoints(points: readonly RecoveryPoint[], tell: Tell): void {
  for (const point of points) {
    const where = { vault: point.vault, type: point.backup.resource.type };
    tell('NumberOfRecoveryPointsCompleted', where, point.completedAt);
    if (point.status === 'EXPIRED' && point.triedAt !== undefined) {
      tell('NumberOfRecoveryPointsExpired', where, point.triedAt, point.goneAt);
    }
    if (point.storageClass === 'COLD' && point.coldAt !== undefined) {
      tell('NumberOfRecoveryPointsCold', where, point.coldAt, point.goneAt);
    }
  }
}
