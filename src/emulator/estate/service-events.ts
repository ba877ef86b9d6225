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
  const events: TrailEvent[] = [];
  // An id costs more than all the rest of an event, and most of what is looked at happens at another time.
  const tell: Tell = (name, at, keys, details) => {
    if (at < from || at >= to) return;
    events.push(trailEvent([name, ...keys], { name, at, details: details(), readOnly: false, source: backupSource }));
  };
  for (const fate of timeline.backups(region, from - longestLifeMs, to)) tellBackup(fate, tell);
  for (const fate of timeline.copies(region, from - longestLifeMs, to)) tellCopy(fate, tell);
  for (const fate of timeline.restores(region, from - longestLifeMs, to)) tellRestore(fate, tell);
  for (const point of deletedPoints(estate, region, from, to)) tellDeletion(point, tell);
  for (const point of coldPoints(estate, region, from, to)) tellCold(point, tell);
  for (const scan of scansBetween(estate, region, from - longestLifeMs, to)) tellScan(scan, tell);
  for (const report of reportsIn(estate, region)) tellReport(report, tell);
  return events;
}

type Tell = (name: string, at: number, keys: string[], details: () => Record<string, unknown>) => void;

function tellBackup(fate: BackupFate, tell: Tell): void {
  const details = () => ({
    backupJobId: fate.id,
    backupVaultName: fate.vault,
    backupVaultArn: vaultArn(fate.region, fate.account, fate.vault),
    resourceArn: fate.resource.arn,
    resourceType: fate.resource.type,
    iamRoleArn: fate.roleArn,
    creationDate: toSecondsAndNanos(fate.createdAt),
    backupSizeInBytes: fate.sizeBytes ?? 0,
  });
  if (fate.startsAt !== undefined) {
    tell('BackupJobStarted', fate.startsAt, [fate.id], () => ({ ...details(), state: 'RUNNING' }));
  }
  tell('BackupJobCompleted', fate.endsAt, [fate.id], () => ({
    ...details(),
    completionDate: toSecondsAndNanos(fate.endsAt),
    state: fate.outcome,
    percentDone: leavesPoint(fate) ? 100 : 0,
    ...(fate.verdict && { statusMessage: fate.verdict.message }),
    ...(leavesPoint(fate) && { recoveryPointArn: fate.pointArn }),
  }));
  if (leavesPoint(fate)) tellNewPoint(fate, tell);
}

function tellNewPoint({ pointArn, vault, region, resource, account, id, endsAt }: BackupFate, tell: Tell): void {
  tell('RecoveryPointCreated', endsAt + 400, [pointArn, id], () => ({
    recoveryPointArn: pointArn,
    backupVaultName: vault,
    backupVaultArn: vaultArn(region, account, vault),
    resourceArn: resource.arn,
    resourceType: resource.type,
  }));
}

function tellCopy({ id, backup, to, startsAt, endsAt, outcome, verdict, pointArn }: CopyFate, tell: Tell): void {
  const details = () => ({
    copyJobId: id,
    resourceArn: backup.resource.arn,
    resourceType: backup.resource.type,
    sourceBackupVaultArn: vaultArn(backup.region, backup.account, backup.vault),
    sourceRecoveryPointArn: backup.pointArn,
    destinationBackupVaultArn: to.vaultArn,
  });
  tell('CopyJobStarted', startsAt, [id], () => ({ ...details(), state: 'RUNNING' }));
  tell('CopyJobCompleted', endsAt, [id], () => ({
    ...details(),
    state: outcome,
    completionDate: toSecondsAndNanos(endsAt),
    ...(verdict ? { statusMessage: verdict.message } : { destinationRecoveryPointArn: pointArn }),
  }));
}

function tellRestore(fate: RestoreFate, tell: Tell): void {
  const { id, backup, startsAt, endsAt, outcome, verdict, createdResourceArn } = fate;
  const details = () => ({
    restoreJobId: id,
    recoveryPointArn: backup.pointArn,
    resourceType: backup.resource.type,
  });
  tell('RestoreStarted', startsAt, [id], () => ({ ...details(), status: 'RUNNING' }));
  tell('RestoreCompleted', endsAt, [id], () => ({
    ...details(),
    status: outcome,
    completionDate: toSecondsAndNanos(endsAt),
    ...(verdict ? { statusMessage: verdict.message } : { createdResourceArn }),
  }));
}

/** Points whose lifecycle ends in the stretch. */
const deletedPoints = (estate: Estate, region: string, from: number, to: number): RecoveryPoint[] =>
  agedPoints(estate, region, [from, to], ({ deleteAfterDays }) => deleteAfterDays).flatMap(({ completedAt, at }) => {
    const point = at(completedAt);
    return point?.deleteAt !== undefined && point.goneAt === point.triedAt ? [point] : [];
  });

const coldPoints = (estate: Estate, region: string, from: number, to: number): RecoveryPoint[] =>
  agedPoints(estate, region, [from, to], ({ coldAfterDays }) => coldAfterDays).flatMap(({ completedAt, at }) => {
    const point = at(completedAt);
    return point?.coldAt === undefined || point.coldAt >= point.goneAt ? [] : [point];
  });

const aboutPoint = ({ arn, vault, region, backup }: RecoveryPoint) => ({
  recoveryPointArn: arn,
  backupVaultName: vault,
  backupVaultArn: vaultArn(region, backup.account, vault),
  resourceArn: backup.resource.arn,
  resourceType: backup.resource.type,
});

const tellDeletion = (point: RecoveryPoint, tell: Tell) =>
  tell('BackupDeleted', point.goneAt, [point.arn], () => aboutPoint(point));

function tellCold(point: RecoveryPoint, tell: Tell): void {
  if (point.coldAt === undefined) return;
  tell('BackupTransitionedToCold', point.coldAt, [point.arn], () => aboutPoint(point));
}

function tellScan(scan: ScanFate, tell: Tell): void {
  const { id, backup, createdAt, startsAt, endsAt, outcome, result, message } = scan;
  const details = () => ({
    scanJobId: id,
    malwareScanner: 'GUARDDUTY',
    backupVaultName: backup.vault,
    backupVaultArn: vaultArn(backup.region, backup.account, backup.vault),
    recoveryPointArn: backup.pointArn,
    resourceArn: backup.resource.arn,
    resourceType: backup.resource.type,
    creationDate: toSecondsAndNanos(createdAt),
  });
  const end = outcome === 'FAILED' ? 'ScanJobFailed' : 'ScanJobCompleted';
  tell('ScanJobCreated', createdAt, [id], () => ({ ...details(), state: 'CREATED' }));
  tell('ScanJobStarted', startsAt, [id], () => ({ ...details(), state: 'RUNNING' }));
  tell(end, endsAt, [id], () => ({
    ...details(),
    completionDate: toSecondsAndNanos(endsAt),
    state: outcome,
    statusMessage: message,
    ...(result !== undefined && { scanResult: { scanResultStatus: result } }),
  }));
}

/** Reports are written down when they are started. */
const reportsIn = ({ overlay }: Estate, region: string) =>
  overlay.planSide.shelf<StartedReport>('report-job', region).values();

function tellReport({ id, planArn, template, startsAt, endsAt }: StartedReport, tell: Tell): void {
  const details = { reportJobId: id, reportPlanArn: planArn, reportTemplate: template };
  const completionDate = toSecondsAndNanos(endsAt);
  tell('ReportJobStarted', startsAt, [id], () => ({ ...details, status: 'RUNNING' }));
  tell('ReportJobCompleted', endsAt, [id], () => ({ ...details, status: 'COMPLETED', completionDate }));
}

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
