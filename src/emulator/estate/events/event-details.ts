// Details of AWS Backup's events about jobs and recovery points, with AWS's own inconsistencies: `state` in some and
// `status` in others, numbers as text, an empty object for an unknown value.
// https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-backup.html
import { vaultArn } from '../arn.ts';
import { backupProgress, type SimulatedBackup } from '../jobs/simulated-backup.ts';
import type { SimulatedCopy } from '../jobs/simulated-copy.ts';
import type { SimulatedRestore } from '../jobs/simulated-restore.ts';
import type { SimulatedScan } from '../jobs/simulated-scan.ts';
import { longDate } from '../long-date.ts';
import type { EstatePoint } from '../points/estate-point.ts';
import { indexBuildingMs, indexDeletingMs } from '../points/index-status.ts';

export type Detail = Record<string, unknown>;

const iso = (at: number) => new Date(at).toISOString();
const quoted = (message: string) => JSON.stringify(message);

const createdBy = ({ by }: SimulatedBackup) =>
  by && {
    createdBy: {
      backupPlanId: by.plan.id,
      backupPlanArn: by.plan.arn,
      backupPlanVersion: by.plan.versionId,
      backupPlanRuleId: by.rule.id,
    },
  };

/** Events of failed, expired and aborted jobs have no size. */
const statesWithSize = new Set(['RUNNING', 'COMPLETED', 'PARTIAL']);
/** AWS gives up after the third retry. */
const retriesAt: Record<string, number> = { COMPLETED: 0, FAILED: 3 };

const stopped = 'Backup job was stopped by user.';

export function backupJobDetail(job: SimulatedBackup, state: string, at: number): Detail {
  const base = { backupJobId: job.id, state, creationDate: iso(job.createdAt) };
  if (state === 'CREATED') return base;
  const progress = backupProgress(job, at);
  const isOver = at >= job.endsAt;
  const message = isOver ? (job.reason?.message ?? (state === 'ABORTED' ? stopped : undefined)) : undefined;
  return {
    ...base,
    ...(statesWithSize.has(state) && { backupSizeInBytes: String(job.sizeBytes ?? 0) }),
    backupVaultArn: vaultArn(job.region, job.account, job.vault),
    backupVaultName: job.vault,
    bytesTransferred: String(Math.round(job.transferBytes * progress)),
    iamRoleArn: job.roleArn,
    resourceArn: job.resource.arn,
    resourceType: job.resource.type,
    ...(state === 'PENDING' && { statusMessage: '' }),
    ...(message !== undefined && { statusMessage: quoted(message) }),
    // The event of a failed job has no completion date.
    ...(isOver && state !== 'FAILED' && { completionDate: iso(job.endsAt) }),
    startBy: iso(job.startBy),
    ...(state === 'RUNNING' && { expectedCompletionDate: longDate(job.expectedEndAt) }),
    percentDone: Math.floor(progress * 100),
    ...createdBy(job),
    ...(retriesAt[state] !== undefined && { retryCount: retriesAt[state] }),
    ...(job.parent && { parentJobId: job.parent.jobId }),
  };
}

export function copyJobDetail(job: SimulatedCopy, state: string): Detail {
  const { backup, to } = job;
  const vaultArns = {
    sourceBackupVaultArn: vaultArn(backup.region, backup.account, backup.vault),
    destinationBackupVaultArn: to.vaultArn,
  };
  // The first event of a copy job has no job id.
  if (state === 'CREATED') return { creationDate: iso(job.createdAt), state, ...vaultArns };
  return {
    copyJobId: job.id,
    backupSizeInBytes: backup.sizeBytes ?? 0,
    creationDate: iso(job.createdAt),
    iamRoleArn: backup.roleArn,
    resourceArn: backup.resource.arn,
    resourceType: backup.resource.type,
    state,
    ...(state === 'FAILED' && job.reason && { statusMessage: job.reason.message }),
    ...(state !== 'RUNNING' && { completionDate: iso(job.endsAt) }),
    ...vaultArns,
    destinationRecoveryPointArn: state === 'COMPLETED' ? job.pointArn : {},
    ...createdBy(backup),
  };
}

export function restoreJobDetail(job: SimulatedRestore, status: string): Detail {
  const { backup } = job;
  if (status === 'CREATED') return { restoreJobId: job.id, creationDate: iso(job.createdAt), state: status };
  const done = status === 'COMPLETED' && {
    backupVaultArn: vaultArn(backup.region, backup.account, backup.vault),
    recoveryPointArn: backup.pointArn,
    sourceResourceArn: backup.resource.arn,
    createdResourceArn: job.createdResourceArn,
    completionDate: iso(job.endsAt),
  };
  return {
    restoreJobId: job.id,
    backupSizeInBytes: String(backup.sizeBytes ?? 0),
    creationDate: iso(job.createdAt),
    iamRoleArn: backup.roleArn,
    // AWS reports 0 even for a completed restore.
    percentDone: 0,
    resourceType: backup.resource.type,
    status,
    ...(status === 'FAILED' && job.reason && { statusMessage: job.reason.message }),
    ...done,
  };
}

export function recoveryPointDetail(point: EstatePoint, status: string): Detail {
  const { backup, lifecycle, deleteAt, coldAt } = point;
  return {
    backupVaultName: point.vault,
    backupVaultArn: vaultArn(point.region, point.account, point.vault),
    creationDate: iso(point.createdAt),
    iamRoleArn: backup.roleArn,
    resourceType: backup.resource.type,
    resourceArn: backup.resource.arn,
    status,
    ...(status === 'EXPIRED' && point.statusMessage && { statusMessage: point.statusMessage }),
    isEncrypted: 'true',
    storageClass: point.storageClass,
    completionDate: iso(point.completedAt),
    ...createdBy(backup),
    lifecycle: {
      ...(lifecycle.deleteAfterDays !== undefined && { deleteAfterDays: lifecycle.deleteAfterDays }),
      ...(lifecycle.coldAfterDays !== undefined && { moveToColdStorageAfterDays: lifecycle.coldAfterDays }),
    },
    calculatedLifeCycle: {
      ...(deleteAt !== undefined && { deleteAt: iso(deleteAt) }),
      ...(coldAt !== undefined && { moveToColdStorageAt: iso(coldAt) }),
    },
  };
}

const indexSentences: Record<string, string> = {
  ACTIVE: 'An AWS Backup recovery point index was successfully completed.',
  DELETED: 'An AWS Backup recovery point index was deleted.',
};

export function indexDetail({ arn, backup, region, vault, createdAt, patch }: EstatePoint, status: string): Detail {
  const { enabledAt = 0, disabledAt, roleArn = backup.roleArn } = patch?.index ?? {};
  return {
    recoveryPointArn: arn,
    accountId: backup.account,
    indexStatus: status,
    iamRoleArn: roleArn,
    resourceType: backup.resource.type,
    // AWS uses its internal name of the vault here.
    backupVaultArn: `arn:aws:cryo:${region}:${backup.account}:pod/${vault}`,
    indexCreationTime: iso(enabledAt),
    isIndexingContinuous: false,
    sourceResourceArn: backup.resource.arn,
    backupCreationTime: iso(createdAt),
    indexStatusMessage: `${indexSentences[status]} Indexed recovery point arn : ${arn}`,
    ...(status === 'ACTIVE' && { indexCompletionTime: iso(enabledAt + indexBuildingMs) }),
    ...(status === 'DELETED' && disabledAt !== undefined && { indexDeletionTime: iso(disabledAt + indexDeletingMs) }),
  };
}

/** Dates of scan events have no fractions of a second. */
const wholeSeconds = (at: number) => iso(Math.floor(at / 1000) * 1000).replace('.000Z', 'Z');

export function scanJobDetail(scan: SimulatedScan, state: string): Detail {
  const { backup } = scan;
  const { by } = backup;
  const isOver = state !== 'CREATED' && state !== 'RUNNING';
  return {
    accountId: backup.account,
    backupVaultArn: vaultArn(backup.region, backup.account, backup.vault),
    backupVaultName: backup.vault,
    ...(isOver && { completionDate: wholeSeconds(scan.endsAt) }),
    // Unlike other jobs, a scan names its rule with `backupRuleId` rather than `backupPlanRuleId`.
    ...(by && {
      createdBy: {
        backupPlanArn: by.plan.arn,
        backupPlanId: by.plan.id,
        backupPlanVersion: by.plan.versionId,
        backupRuleId: by.rule.id,
      },
    }),
    creationDate: wholeSeconds(scan.createdAt),
    iamRoleArn: backup.roleArn,
    scannerRoleArn: scan.scannerRoleArn,
    recoveryPointArn: backup.pointArn,
    resourceArn: backup.resource.arn,
    resourceType: backup.resource.type,
    scanId: scan.scanId,
    scanJobId: scan.id,
    ...(scan.basePointArn !== undefined && { scanBaseRecoveryPointArn: scan.basePointArn }),
    malwareScanner: 'GUARDDUTY',
    ...(isOver && scan.result !== undefined && { scanResult: { scanResultStatus: scan.result } }),
    state,
    ...(isOver && { statusMessage: scan.message }),
  };
}
