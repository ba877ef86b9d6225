// What AWS Backup reports to CloudWatch, told as stretches of time: the same jobs, counted.
import { backupState } from './backup-fate.ts';
import type { Estate } from './estate.ts';
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
  const touches = ({ from: starts, to: ends }: Contribution) => starts < until && ends > from;
  return [
    ...backupContributions(estate, region, from, until),
    ...copyContributions(estate, region, from, until),
    ...restoreContributions(estate, region, from, until),
    ...pointContributions(estate, region, now),
  ]
    .filter(touches)
    .map((one) => ({ ...one, to: Math.min(one.to, now) }));
}

const once = (at: number) => ({ from: at, to: at + 1 });

function backupContributions(estate: Estate, region: string, from: number, to: number): Contribution[] {
  return estate.timeline.backups(region, from - longestLifeMs, to).flatMap((fate) => {
    const where = { vault: fate.vault, type: fate.resource.type };
    const startsAt = fate.startsAt ?? fate.endsAt;
    const end = backupState(fate, fate.endsAt) ?? fate.outcome;
    return [
      { ...where, metric: 'NumberOfBackupJobsCreated', ...once(fate.createdAt) },
      { ...where, metric: 'NumberOfBackupJobsPending', from: fate.createdAt, to: startsAt },
      { ...where, metric: 'NumberOfBackupJobsRunning', from: startsAt, to: fate.endsAt },
      { ...where, metric: `NumberOfBackupJobs${completions[end]}`, ...once(fate.endsAt) },
    ];
  });
}

/** Copies count under the vault they go to. */
function copyContributions(estate: Estate, region: string, from: number, to: number): Contribution[] {
  return estate.timeline.copies(region, from - longestLifeMs, to).flatMap((fate) => {
    const where = { vault: fate.to.vault, type: fate.backup.resource.type };
    return [
      { ...where, metric: 'NumberOfCopyJobsCreated', ...once(fate.createdAt) },
      { ...where, metric: 'NumberOfCopyJobsRunning', from: fate.startsAt, to: fate.endsAt },
      { ...where, metric: `NumberOfCopyJobs${completions[fate.outcome]}`, ...once(fate.endsAt) },
    ];
  });
}

function restoreContributions(estate: Estate, region: string, from: number, to: number): Contribution[] {
  return estate.timeline.restores(region, from - longestLifeMs, to).flatMap((fate) => {
    const where = { vault: fate.backup.vault, type: fate.backup.resource.type };
    return [
      { ...where, metric: 'NumberOfRestoreJobsPending', from: fate.createdAt, to: fate.startsAt },
      { ...where, metric: 'NumberOfRestoreJobsRunning', from: fate.startsAt, to: fate.endsAt },
      { ...where, metric: `NumberOfRestoreJobs${completions[fate.outcome]}`, ...once(fate.endsAt) },
    ];
  });
}

function pointContributions(estate: Estate, region: string, now: number): Contribution[] {
  return estate.vaults(region).flatMap(({ name }) =>
    estate.points(region, name, now).flatMap((point) => {
      const where = { vault: name, type: point.backup.resource.type };
      const told: Contribution[] = [
        { ...where, metric: 'NumberOfRecoveryPointsCompleted', ...once(point.completedAt) },
      ];
      if (point.status === 'EXPIRED' && point.triedAt !== undefined) {
        told.push({ ...where, metric: 'NumberOfRecoveryPointsExpired', from: point.triedAt, to: point.goneAt });
      }
      if (point.storageClass === 'COLD' && point.coldAt !== undefined) {
        told.push({ ...where, metric: 'NumberOfRecoveryPointsCold', from: point.coldAt, to: point.goneAt });
      }
      return told;
    }),
  );
}
