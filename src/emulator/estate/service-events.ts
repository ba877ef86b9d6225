// Events that AWS Backup itself leaves in CloudTrail: jobs, points, deletions.
import { agedPoints } from './aged-points.ts';
import { vaultArn } from './arn.ts';
import type { BackupFate } from './backup-fate.ts';
import { leavesPoint } from './backup-fate.ts';
import type { Estate } from './estate.ts';
import type { CopyFate, RestoreFate } from './follow-fates.ts';
import type { RecoveryPoint } from './recovery-point.ts';
import { type ScanFate, scansBetween } from './scan-fates.ts';
import { longestLifeMs } from './timeline.ts';
import { backupSource, type TrailEvent, toSecondsAndNanos, trailEvent } from './trail-event.ts';

/** Those that happen from `from` up to, not including, `to`; they are all computed, so some may lie in the future. */
export function serviceEvents(estate: Estate, region: string, from: number, to: number): TrailEvent[] {
  const { timeline } = estate;
  const events = [
    ...timeline.backups(region, from - longestLifeMs, to).flatMap(backupEvents),
    ...timeline.copies(region, from - longestLifeMs, to).flatMap(copyEvents),
    ...timeline.restores(region, from - longestLifeMs, to).flatMap(restoreEvents),
    ...deletions(estate, region, from, to),
    ...toCold(estate, region, from, to),
    ...scansBetween(estate, region, from - longestLifeMs, to).flatMap(scanEvents),
    ...reportEvents(estate, region),
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
const deletions = (estate: Estate, region: string, from: number, to: number): TrailEvent[] =>
  agedPoints(estate, region, [from, to], ({ deleteAfterDays }) => deleteAfterDays).flatMap(({ completedAt, at }) => {
    const point = at(completedAt);
    return point?.deleteAt !== undefined && point.goneAt === point.triedAt ? [deleted(point)] : [];
  });

const toCold = (estate: Estate, region: string, from: number, to: number): TrailEvent[] =>
  agedPoints(estate, region, [from, to], ({ coldAfterDays }) => coldAfterDays).flatMap(({ completedAt, at }) => {
    const point = at(completedAt);
    if (point?.coldAt === undefined || point.coldAt >= point.goneAt) return [];
    return [byAws([point.arn], 'BackupTransitionedToCold', point.coldAt, aboutPoint(point))];
  });

const aboutPoint = ({ arn, vault, region, backup }: RecoveryPoint) => ({
  recoveryPointArn: arn,
  backupVaultName: vault,
  backupVaultArn: vaultArn(region, backup.account, vault),
  resourceArn: backup.resource.arn,
  resourceType: backup.resource.type,
});

const deleted = (point: RecoveryPoint) => byAws([point.arn], 'BackupDeleted', point.goneAt, aboutPoint(point));

function scanEvents(scan: ScanFate): TrailEvent[] {
  const { id, backup, createdAt, startsAt, endsAt, outcome, result, message } = scan;
  const details = {
    scanJobId: id,
    malwareScanner: 'GUARDDUTY',
    backupVaultName: backup.vault,
    backupVaultArn: vaultArn(backup.region, backup.account, backup.vault),
    recoveryPointArn: backup.pointArn,
    resourceArn: backup.resource.arn,
    resourceType: backup.resource.type,
    creationDate: toSecondsAndNanos(createdAt),
  };
  const end = outcome === 'FAILED' ? 'ScanJobFailed' : 'ScanJobCompleted';
  return [
    byAws([id], 'ScanJobCreated', createdAt, { ...details, state: 'CREATED' }),
    byAws([id], 'ScanJobStarted', startsAt, { ...details, state: 'RUNNING' }),
    byAws([id], end, endsAt, {
      ...details,
      completionDate: toSecondsAndNanos(endsAt),
      state: outcome,
      statusMessage: message,
      ...(result !== undefined && { scanResult: { scanResultStatus: result } }),
    }),
  ];
}

/** Reports are written down when they are started. */
const reportEvents = ({ overlay }: Estate, region: string): TrailEvent[] =>
  [...overlay.planSide.shelf<StartedReport>('report-job', region).values()].flatMap(
    ({ id, planArn, template, startsAt, endsAt }) => {
      const details = { reportJobId: id, reportPlanArn: planArn, reportTemplate: template };
      const completionDate = toSecondsAndNanos(endsAt);
      return [
        byAws([id], 'ReportJobStarted', startsAt, { ...details, status: 'RUNNING' }),
        byAws([id], 'ReportJobCompleted', endsAt, { ...details, status: 'COMPLETED', completionDate }),
      ];
    },
  );

interface StartedReport {
  id: string;
  planArn: string;
  template: string | undefined;
  startsAt: number;
  endsAt: number;
}

/** Events that AWS leaves by itself. https://docs.aws.amazon.com/aws-backup/latest/devguide/logging-using-cloudtrail.html */
export const isServiceEvent = (name: string): boolean => serviceNames.has(name);

const serviceNames: ReadonlySet<string> = new Set([
  ...['BackupJobStarted', 'BackupJobCompleted', 'RecoveryPointCreated', 'BackupDeleted', 'BackupTransitionedToCold'],
  ...['CopyJobStarted', 'CopyJobCompleted', 'RestoreStarted', 'RestoreCompleted'],
  ...['ScanJobCreated', 'ScanJobStarted', 'ScanJobCompleted', 'ScanJobFailed'],
  ...['ReportJobStarted', 'ReportJobCompleted'],
]);
