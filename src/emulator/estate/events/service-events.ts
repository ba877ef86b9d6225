// CloudTrail events that AWS Backup itself writes: jobs, recovery points, deletions.

import { vaultArn } from '../arn.ts';
import type { Interval } from '../backup-timeline.ts';
import type { Estate } from '../estate.ts';
import type { SimulatedBackup } from '../jobs/simulated-backup.ts';
import { leavesPoint } from '../jobs/simulated-backup.ts';
import type { SimulatedCopy } from '../jobs/simulated-copy.ts';
import type { SimulatedRestore } from '../jobs/simulated-restore.ts';
import { type SimulatedScan, scansBetween } from '../jobs/simulated-scan.ts';
import { coolingPoints, expiringPoints } from '../points/aged-points.ts';
import type { EstatePoint } from '../points/estate-point.ts';
import { longestJobMs } from '../timeline.ts';
import { backupSource, type TrailEvent, toSecondsAndNanos, trailEvent } from './trail-event.ts';

/** Events from `from` (inclusive) to `to` (exclusive). All are computed, so some can be in the future. */
export function serviceEvents(estate: Estate, region: string, interval: Interval): TrailEvent[] {
  const { from, to } = interval;
  const start = from - longestJobMs;
  const { timeline } = estate;
  const events: TrailEvent[] = [];
  // Filters first: the id costs more than the rest of the event, and most candidates are outside the interval.
  const addFor: AddFor =
    (...keys) =>
    (name, at, details) => {
      if (at < from || at >= to) return;
      events.push(trailEvent([name, ...keys], { name, at, details: details(), readOnly: false, source: backupSource }));
    };
  for (const job of timeline.backups(region, start, to)) addBackup(job, addFor);
  for (const job of timeline.copies(region, start, to)) addCopy(job, addFor);
  for (const job of timeline.restores(region, start, to)) addRestore(job, addFor);
  for (const point of deletedPoints(estate, region, interval)) addDeletion(point, addFor);
  for (const point of coldPoints(estate, region, interval)) addColdTransition(point, addFor);
  for (const scan of scansBetween(estate, region, { from: start, to })) addScan(scan, addFor);
  for (const report of reportsIn(estate, region)) addReport(report, addFor);
  return events;
}

/** Returns the function that adds the events of one subject, which the keys identify. */
type AddFor = (...keys: string[]) => (name: string, at: number, details: () => Record<string, unknown>) => void;

function addBackup(job: SimulatedBackup, addFor: AddFor): void {
  const add = addFor(job.id);
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
    add('BackupJobStarted', job.startsAt, () => ({ ...details(), state: 'RUNNING' }));
  }
  add('BackupJobCompleted', job.endsAt, () => ({
    ...details(),
    completionDate: toSecondsAndNanos(job.endsAt),
    state: job.outcome,
    percentDone: leavesPoint(job) ? 100 : 0,
    ...(job.reason && { statusMessage: job.reason.message }),
    ...(leavesPoint(job) && { recoveryPointArn: job.pointArn }),
  }));
  if (leavesPoint(job)) addNewPoint(job, addFor);
}

function addNewPoint(
  { pointArn, vault, region, resource, account, id, endsAt }: SimulatedBackup,
  addFor: AddFor,
): void {
  addFor(pointArn, id)('RecoveryPointCreated', endsAt + 400, () => ({
    recoveryPointArn: pointArn,
    backupVaultName: vault,
    backupVaultArn: vaultArn(region, account, vault),
    resourceArn: resource.arn,
    resourceType: resource.type,
  }));
}

function addCopy({ id, backup, to, startsAt, endsAt, outcome, reason, pointArn }: SimulatedCopy, addFor: AddFor): void {
  const add = addFor(id);
  const details = () => ({
    copyJobId: id,
    resourceArn: backup.resource.arn,
    resourceType: backup.resource.type,
    sourceBackupVaultArn: vaultArn(backup.region, backup.account, backup.vault),
    sourceRecoveryPointArn: backup.pointArn,
    destinationBackupVaultArn: to.vaultArn,
  });
  add('CopyJobStarted', startsAt, () => ({ ...details(), state: 'RUNNING' }));
  add('CopyJobCompleted', endsAt, () => ({
    ...details(),
    state: outcome,
    completionDate: toSecondsAndNanos(endsAt),
    ...(reason ? { statusMessage: reason.message } : { destinationRecoveryPointArn: pointArn }),
  }));
}

function addRestore(job: SimulatedRestore, addFor: AddFor): void {
  const { id, backup, startsAt, endsAt, outcome, reason, createdResourceArn } = job;
  const add = addFor(id);
  const details = () => ({
    restoreJobId: id,
    recoveryPointArn: backup.pointArn,
    resourceType: backup.resource.type,
  });
  add('RestoreStarted', startsAt, () => ({ ...details(), status: 'RUNNING' }));
  add('RestoreCompleted', endsAt, () => ({
    ...details(),
    status: outcome,
    completionDate: toSecondsAndNanos(endsAt),
    ...(reason ? { statusMessage: reason.message } : { createdResourceArn }),
  }));
}

/** Recovery points whose lifecycle ends in the interval. */
const deletedPoints = (estate: Estate, region: string, interval: Interval): EstatePoint[] =>
  expiringPoints(estate, region, interval).flatMap(({ completedAt, at }) => {
    const point = at(completedAt);
    return point?.deleteAt !== undefined && point.goneAt === point.triedAt ? [point] : [];
  });

const coldPoints = (estate: Estate, region: string, interval: Interval): EstatePoint[] =>
  coolingPoints(estate, region, interval).flatMap(({ completedAt, at }) => {
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

const addDeletion = (point: EstatePoint, addFor: AddFor) =>
  addFor(point.arn)('BackupDeleted', point.goneAt, () => aboutPoint(point));

function addColdTransition(point: EstatePoint, addFor: AddFor): void {
  if (point.coldAt === undefined) return;
  addFor(point.arn)('BackupTransitionedToCold', point.coldAt, () => aboutPoint(point));
}

function addScan(scan: SimulatedScan, addFor: AddFor): void {
  const { id, backup, createdAt, startsAt, endsAt, outcome, result, message } = scan;
  const add = addFor(id);
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
  add('ScanJobCreated', createdAt, () => ({ ...details(), state: 'CREATED' }));
  add('ScanJobStarted', startsAt, () => ({ ...details(), state: 'RUNNING' }));
  add(end, endsAt, () => ({
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

function addReport({ id, planArn, template, startsAt, endsAt }: StartedReport, addFor: AddFor): void {
  const add = addFor(id);
  const details = { reportJobId: id, reportPlanArn: planArn, reportTemplate: template };
  const completionDate = toSecondsAndNanos(endsAt);
  add('ReportJobStarted', startsAt, () => ({ ...details, status: 'RUNNING' }));
  add('ReportJobCompleted', endsAt, () => ({ ...details, status: 'COMPLETED', completionDate }));
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
