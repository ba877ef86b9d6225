// CloudTrail events that AWS Backup itself writes: jobs, recovery points, deletions.

import { vaultArn } from '../arn.ts';
import type { Estate } from '../estate.ts';
import type { SimulatedBackup } from '../jobs/simulated-backup.ts';
import { leavesPoint } from '../jobs/simulated-backup.ts';
import type { SimulatedCopy } from '../jobs/simulated-copy.ts';
import type { SimulatedRestore } from '../jobs/simulated-restore.ts';
import { type SimulatedScan, scansBetween } from '../jobs/simulated-scan.ts';
import { agedPoints } from '../points/aged-points.ts';
import type { EstatePoint } from '../points/estate-point.ts';
import { longestJobMs } from '../timeline.ts';
import { backupSource, type TrailEvent, toSecondsAndNanos, trailEvent } from './trail-event.ts';

/** Events from `from` (inclusive) to `to` (exclusive). All are computed, so some can be in the future. */
export function serviceEvents(estate: Estate, region: string, from: number, to: number): TrailEvent[] {
  const { timeline } = estate;
  const events: TrailEvent[] = [];
  // Filters first: the id costs more than the rest of the event, and most candidates are outside the interval.
  const add: AddEvent = (name, at, keys, details) => {
    if (at < from || at >= to) return;
    events.push(trailEvent([name, ...keys], { name, at, details: details(), readOnly: false, source: backupSource }));
  };
  for (const job of timeline.backups(region, from - longestJobMs, to)) addBackup(job, add);
  for (const job of timeline.copies(region, from - longestJobMs, to)) addCopy(job, add);
  for (const job of timeline.restores(region, from - longestJobMs, to)) addRestore(job, add);
  for (const point of deletedPoints(estate, region, from, to)) addDeletion(point, add);
  for (const point of coldPoints(estate, region, from, to)) addColdTransition(point, add);
  for (const scan of scansBetween(estate, region, from - longestJobMs, to)) addScan(scan, add);
  for (const report of reportsIn(estate, region)) addReport(report, add);
  return events;
}

type AddEvent = (name: string, at: number, keys: string[], details: () => Record<string, unknown>) => void;

function addBackup(job: SimulatedBackup, add: AddEvent): void {
  const details = () => ({
    backupJobId: job.id,
    backupVaultName: job.vault,
    backupVaultArn: vaultArn(job.region, job.account, job.vault),
    resourceArn: job.resource.arn,
    resourceType: job.resource.type,
    iamRoleArn: job.roleArn,
    creationDate: toSecondsAndNanos(job.createdAt),
    backupSizeInBytes: job.sizeBytes ?? 0,
  });
  if (job.startsAt !== undefined) {
    add('BackupJobStarted', job.startsAt, [job.id], () => ({ ...details(), state: 'RUNNING' }));
  }
  add('BackupJobCompleted', job.endsAt, [job.id], () => ({
    ...details(),
    completionDate: toSecondsAndNanos(job.endsAt),
    state: job.outcome,
    percentDone: leavesPoint(job) ? 100 : 0,
    ...(job.reason && { statusMessage: job.reason.message }),
    ...(leavesPoint(job) && { recoveryPointArn: job.pointArn }),
  }));
  if (leavesPoint(job)) addNewPoint(job, add);
}

function addNewPoint({ pointArn, vault, region, resource, account, id, endsAt }: SimulatedBackup, add: AddEvent): void {
  add('RecoveryPointCreated', endsAt + 400, [pointArn, id], () => ({
    recoveryPointArn: pointArn,
    backupVaultName: vault,
    backupVaultArn: vaultArn(region, account, vault),
    resourceArn: resource.arn,
    resourceType: resource.type,
  }));
}

function addCopy({ id, backup, to, startsAt, endsAt, outcome, reason, pointArn }: SimulatedCopy, add: AddEvent): void {
  const details = () => ({
    copyJobId: id,
    resourceArn: backup.resource.arn,
    resourceType: backup.resource.type,
    sourceBackupVaultArn: vaultArn(backup.region, backup.account, backup.vault),
    sourceRecoveryPointArn: backup.pointArn,
    destinationBackupVaultArn: to.vaultArn,
  });
  add('CopyJobStarted', startsAt, [id], () => ({ ...details(), state: 'RUNNING' }));
  add('CopyJobCompleted', endsAt, [id], () => ({
    ...details(),
    state: outcome,
    completionDate: toSecondsAndNanos(endsAt),
    ...(reason ? { statusMessage: reason.message } : { destinationRecoveryPointArn: pointArn }),
  }));
}

function addRestore(job: SimulatedRestore, add: AddEvent): void {
  const { id, backup, startsAt, endsAt, outcome, reason, createdResourceArn } = job;
  const details = () => ({
    restoreJobId: id,
    recoveryPointArn: backup.pointArn,
    resourceType: backup.resource.type,
  });
  add('RestoreStarted', startsAt, [id], () => ({ ...details(), status: 'RUNNING' }));
  add('RestoreCompleted', endsAt, [id], () => ({
    ...details(),
    status: outcome,
    completionDate: toSecondsAndNanos(endsAt),
    ...(reason ? { statusMessage: reason.message } : { createdResourceArn }),
  }));
}

/** Recovery points whose lifecycle ends in the interval. */
const deletedPoints = (estate: Estate, region: string, from: number, to: number): EstatePoint[] =>
  agedPoints(estate, region, [from, to], ({ deleteAfterDays }) => deleteAfterDays).flatMap(({ completedAt, at }) => {
    const point = at(completedAt);
    return point?.deleteAt !== undefined && point.goneAt === point.triedAt ? [point] : [];
  });

const coldPoints = (estate: Estate, region: string, from: number, to: number): EstatePoint[] =>
  agedPoints(estate, region, [from, to], ({ coldAfterDays }) => coldAfterDays).flatMap(({ completedAt, at }) => {
    const point = at(completedAt);
    return point?.coldAt === undefined || point.coldAt >= point.goneAt ? [] : [point];
  });

const aboutPoint = ({ arn, account, vault, region, backup }: EstatePoint) => ({
  recoveryPointArn: arn,
  backupVaultName: vault,
  backupVaultArn: vaultArn(region, account, vault),
  resourceArn: backup.resource.arn,
  resourceType: backup.resource.type,
});

const addDeletion = (point: EstatePoint, add: AddEvent) =>
  add('BackupDeleted', point.goneAt, [point.arn], () => aboutPoint(point));

function addColdTransition(point: EstatePoint, add: AddEvent): void {
  if (point.coldAt === undefined) return;
  add('BackupTransitionedToCold', point.coldAt, [point.arn], () => aboutPoint(point));
}

function addScan(scan: SimulatedScan, add: AddEvent): void {
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
  add('ScanJobCreated', createdAt, [id], () => ({ ...details(), state: 'CREATED' }));
  add('ScanJobStarted', startsAt, [id], () => ({ ...details(), state: 'RUNNING' }));
  add(end, endsAt, [id], () => ({
    ...details(),
    completionDate: toSecondsAndNanos(endsAt),
    state: outcome,
    statusMessage: message,
    ...(result !== undefined && { scanResult: { scanResultStatus: result } }),
  }));
}

/** Report jobs are recorded when a caller starts them. */
const reportsIn = ({ overlay }: Estate, region: string) =>
  overlay.planOverlay.collection<StartedReport>('report-job', region).values();

function addReport({ id, planArn, template, startsAt, endsAt }: StartedReport, add: AddEvent): void {
  const details = { reportJobId: id, reportPlanArn: planArn, reportTemplate: template };
  const completionDate = toSecondsAndNanos(endsAt);
  add('ReportJobStarted', startsAt, [id], () => ({ ...details, status: 'RUNNING' }));
  add('ReportJobCompleted', endsAt, [id], () => ({ ...details, status: 'COMPLETED', completionDate }));
}

interface StartedReport {
  id: string;
  planArn: string;
  template: string | undefined;
  startsAt: number;
  endsAt: number;
}

/**
 * Events that AWS writes without a caller.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/logging-using-cloudtrail.html
 */
export const isServiceEvent = (name: string): boolean => serviceNames.has(name);

const serviceNames: ReadonlySet<string> = new Set([
  'BackupJobStarted',
  'BackupJobCompleted',
  'RecoveryPointCreated',
  'BackupDeleted',
  'BackupTransitionedToCold',
  'CopyJobStarted',
  'CopyJobCompleted',
  'RestoreStarted',
  'RestoreCompleted',
  'ScanJobCreated',
  'ScanJobStarted',
  'ScanJobCompleted',
  'ScanJobFailed',
  'ReportJobStarted',
  'ReportJobCompleted',
]);
