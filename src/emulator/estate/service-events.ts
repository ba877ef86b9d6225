// Events that AWS Backup itself leaves in CloudTrail: jobs, points, deletions.
import { vaultArn } from './arn.ts';
import type { BackupFate } from './backup-fate.ts';
import { leavesPoint } from './backup-fate.ts';
import type { Estate } from './estate.ts';
import type { CopyFate, RestoreFate } from './follow-fates.ts';
import { pointOfBackup, pointOfCopy, type RecoveryPoint } from './recovery-point.ts';
import { longestLifeMs } from './timeline.ts';
import { backupSource, type TrailEvent, toSecondsAndNanos, trailEvent } from './trail-event.ts';

const dayMs = 86_400_000;

/** Those that happen from `from` up to, not including, `to`; they are all computed, so some may lie in the future. */
export function serviceEvents(estate: Estate, region: string, from: number, to: number): TrailEvent[] {
  const { timeline } = estate;
  const events = [
    ...timeline.backups(region, from - longestLifeMs, to).flatMap(backupEvents),
    ...timeline.copies(region, from - longestLifeMs, to).flatMap(copyEvents),
    ...timeline.restores(region, from - longestLifeMs, to).flatMap(restoreEvents),
    ...deletions(estate, region, from, to),
  ];
  return events.filter(({ at }) => at >= from && at < to);
}

const byAws = (keys: (string | number)[], name: string, at: number, details: Record<string, unknown>) =>
  trailEvent([name, ...keys], { name, at, details, readOnly: false, source: backupSource });

function backupEvents(fate: BackupFate): TrailEvent[] {
  const details = {
    backupJobId: fate.id,
    backupVaultName: fate.vault,
    backupVaultArn: vaultArn(fate.region, fate.account, fate.vault),
    resourceArn: fate.resource.arn,
    resourceType: fate.resource.type,
    iamRoleArn: fate.roleArn,
    creationDate: toSecondsAndNanos(fate.createdAt),
    backupSizeInBytes: fate.sizeBytes ?? 0,
  };
  const started =
    fate.startsAt === undefined
      ? []
      : [byAws([fate.id], 'BackupJobStarted', fate.startsAt, { ...details, state: 'RUNNING' })];
  const completed = byAws([fate.id], 'BackupJobCompleted', fate.endsAt, {
    ...details,
    completionDate: toSecondsAndNanos(fate.endsAt),
    state: fate.outcome,
    percentDone: leavesPoint(fate) ? 100 : 0,
    ...(fate.verdict && { statusMessage: fate.verdict.message }),
    ...(leavesPoint(fate) && { recoveryPointArn: fate.pointArn }),
  });
  const point = leavesPoint(fate) ? [pointCreated(fate.pointArn, fate.vault, fate.region, fate, fate.endsAt)] : [];
  return [...started, completed, ...point];
}

const pointCreated = (arn: string, vault: string, region: string, { resource, account, id }: BackupFate, at: number) =>
  byAws([arn, id], 'RecoveryPointCreated', at + 400, {
    recoveryPointArn: arn,
    backupVaultName: vault,
    backupVaultArn: vaultArn(region, account, vault),
    resourceArn: resource.arn,
    resourceType: resource.type,
  });

function copyEvents({ id, backup, to, startsAt, endsAt, outcome, verdict, pointArn }: CopyFate): TrailEvent[] {
  const details = {
    copyJobId: id,
    resourceArn: backup.resource.arn,
    resourceType: backup.resource.type,
    sourceBackupVaultArn: vaultArn(backup.region, backup.account, backup.vault),
    sourceRecoveryPointArn: backup.pointArn,
    destinationBackupVaultArn: to.vaultArn,
  };
  return [
    byAws([id], 'CopyJobStarted', startsAt, { ...details, state: 'RUNNING' }),
    byAws([id], 'CopyJobCompleted', endsAt, {
      ...details,
      state: outcome,
      completionDate: toSecondsAndNanos(endsAt),
      ...(verdict ? { statusMessage: verdict.message } : { destinationRecoveryPointArn: pointArn }),
    }),
  ];
}

function restoreEvents({
  id,
  backup,
  startsAt,
  endsAt,
  outcome,
  verdict,
  createdResourceArn,
}: RestoreFate): TrailEvent[] {
  const details = { restoreJobId: id, recoveryPointArn: backup.pointArn, resourceType: backup.resource.type };
  return [
    byAws([id], 'RestoreStarted', startsAt, { ...details, status: 'RUNNING' }),
    byAws([id], 'RestoreCompleted', endsAt, {
      ...details,
      status: outcome,
      completionDate: toSecondsAndNanos(endsAt),
      ...(verdict ? { statusMessage: verdict.message } : { createdResourceArn }),
    }),
  ];
}

/** Points whose lifecycle ends in the stretch. */
function deletions(estate: Estate, region: string, from: number, to: number): TrailEvent[] {
  const { timeline, overlay } = estate;
  const born = (days: number) => [from - (days + 1) * dayMs, to - days * dayMs] as const;
  const gone = (point: RecoveryPoint | undefined) =>
    point?.deleteAt !== undefined && point.goneAt === point.triedAt ? [deleted(point)] : [];
  return timeline.series.flatMap((series) => {
    const { lifecycle, copies } = series.rule;
    const own =
      series.region === region && lifecycle.deleteAfterDays !== undefined
        ? timeline
            .ofSeries(series, ...born(lifecycle.deleteAfterDays))
            .filter(leavesPoint)
            .flatMap((fate) => gone(pointOfBackup(fate, fate.endsAt, overlay.vaultSide.points)))
        : [];
    const copied = copies
      .filter((copy) => copy.region === region && copy.lifecycle.deleteAfterDays !== undefined)
      .flatMap((copy) =>
        timeline
          .ofSeries(series, ...born(copy.lifecycle.deleteAfterDays ?? 0))
          .flatMap(timeline.copiesOf)
          .filter((fate) => fate.to === copy && fate.outcome === 'COMPLETED')
          .flatMap((fate) => gone(pointOfCopy(fate, fate.endsAt, overlay.vaultSide.points))),
      );
    return [...own, ...copied];
  });
}

const deleted = ({ arn, vault, region, backup, goneAt }: RecoveryPoint) =>
  byAws([arn], 'BackupDeleted', goneAt, {
    recoveryPointArn: arn,
    backupVaultName: vault,
    backupVaultArn: vaultArn(region, backup.account, vault),
    resourceArn: backup.resource.arn,
    resourceType: backup.resource.type,
  });
