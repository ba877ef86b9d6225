// What AWS Backup's events say of jobs and points, in AWS's own uneven forms: `state` here and `status` there, numbers
// as text, an empty object for what is not known yet.
// https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-backup.html
import { vaultArn } from './arn.ts';
import { type BackupFate, backupProgress } from './backup-fate.ts';
import type { CopyFate, RestoreFate } from './follow-fates.ts';
import { indexBuildingMs, indexDeletingMs } from './index-status.ts';
import type { RecoveryPoint } from './recovery-point.ts';
import type { ScanFate } from './scan-fates.ts';
import { spelled } from './spelled-date.ts';

export type Detail = Record<string, unknown>;

const iso = (at: number) => new Date(at).toISOString();
const quoted = (message: string) => JSON.stringify(message);

const createdBy = ({ by }: BackupFate) =>
  by && {
    createdBy: {
      backupPlanId: by.plan.id,
      backupPlanArn: by.plan.arn,
      backupPlanVersion: by.plan.versionId,
      backupPlanRuleId: by.rule.id,
    },
  };

/** One that fails, expires or is aborted leaves its size out. */
const tellsSize = new Set(['RUNNING', 'COMPLETED', 'PARTIAL']);
/** It gives up after the third. */
const retriesAt: Record<string, number> = { COMPLETED: 0, FAILED: 3 };

const stopped = 'Backup job was stopped by user.';

export function backupJobDetail(fate: BackupFate, state: string, at: number): Detail {
  const told = { backupJobId: fate.id, state, creationDate: iso(fate.createdAt) };
  if (state === 'CREATED') return told;
  const progress = backupProgress(fate, at);
  const isOver = at >= fate.endsAt;
  const message = isOver ? (fate.verdict?.message ?? (state === 'ABORTED' ? stopped : undefined)) : undefined;
  return {
    ...told,
    ...(tellsSize.has(state) && { backupSizeInBytes: String(fate.sizeBytes ?? 0) }),
    backupVaultArn: vaultArn(fate.region, fate.account, fate.vault),
    backupVaultName: fate.vault,
    bytesTransferred: String(Math.round(fate.transferBytes * progress)),
    iamRoleArn: fate.roleArn,
    resourceArn: fate.resource.arn,
    resourceType: fate.resource.type,
    ...(state === 'PENDING' && { statusMessage: '' }),
    ...(message !== undefined && { statusMessage: quoted(message) }),
    // A failed job's event names no date of completion.
    ...(isOver && state !== 'FAILED' && { completionDate: iso(fate.endsAt) }),
    startBy: iso(fate.startBy),
    ...(state === 'RUNNING' && { expectedCompletionDate: spelled(fate.expectedEndAt) }),
    percentDone: Math.floor(progress * 100),
    ...createdBy(fate),
    ...(retriesAt[state] !== undefined && { retryCount: retriesAt[state] }),
    ...(fate.parent && { parentJobId: fate.parent.jobId }),
  };
}

export function copyJobDetail(fate: CopyFate, state: string): Detail {
  const { backup, to } = fate;
  const places = {
    sourceBackupVaultArn: vaultArn(backup.region, backup.account, backup.vault),
    destinationBackupVaultArn: to.vaultArn,
  };
  // The first event of a copy does not even name the job.
  if (state === 'CREATED') return { creationDate: iso(fate.createdAt), state, ...places };
  return {
    copyJobId: fate.id,
    backupSizeInBytes: backup.sizeBytes ?? 0,
    creationDate: iso(fate.createdAt),
    iamRoleArn: backup.roleArn,
    resourceArn: backup.resource.arn,
    resourceType: backup.resource.type,
    state,
    ...(state === 'FAILED' && fate.verdict && { statusMessage: fate.verdict.message }),
    ...(state !== 'RUNNING' && { completionDate: iso(fate.endsAt) }),
    ...places,
    destinationRecoveryPointArn: state === 'COMPLETED' ? fate.pointArn : {},
    ...createdBy(backup),
  };
}

export function restoreJobDetail(fate: RestoreFate, status: string): Detail {
  const { backup } = fate;
  if (status === 'CREATED') return { restoreJobId: fate.id, creationDate: iso(fate.createdAt), state: status };
  const done = status === 'COMPLETED' && {
    backupVaultArn: vaultArn(backup.region, backup.account, backup.vault),
    recoveryPointArn: backup.pointArn,
    sourceResourceArn: backup.resource.arn,
    createdResourceArn: fate.createdResourceArn,
    completionDate: iso(fate.endsAt),
  };
  return {
    restoreJobId: fate.id,
    backupSizeInBytes: String(backup.sizeBytes ?? 0),
    creationDate: iso(fate.createdAt),
    iamRoleArn: backup.roleArn,
    // Even when it is done.
    percentDone: 0,
    resourceType: backup.resource.type,
    status,
    ...(status === 'FAILED' && fate.verdict && { statusMessage: fate.verdict.message }),
    ...done,
  };
}

export function recoveryPointDetail(point: RecoveryPoint, status: string): Detail {
  const { backup, lifecycle, deleteAt, coldAt } = point;
  return {
    backupVaultName: point.vault,
    backupVaultArn: vaultArn(point.region, backup.account, point.vault),
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

export function indexDetail({ arn, backup, region, vault, createdAt, patch }: RecoveryPoint, status: string): Detail {
  const { enabledAt = 0, disabledAt, roleArn = backup.roleArn } = patch?.index ?? {};
  return {
    recoveryPointArn: arn,
    accountId: backup.account,
    indexStatus: status,
    iamRoleArn: roleArn,
    resourceType: backup.resource.type,
    // Here AWS lets a name of its own for the vault through.
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

/** Dates of scans have no fractions. */
const wholeSeconds = (at: number) => iso(Math.floor(at / 1000) * 1000).replace('.000Z', 'Z');

export function scanJobDetail(scan: ScanFate, state: string): Detail {
  const { backup } = scan;
  const { by } = backup;
  const isOver = state !== 'CREATED' && state !== 'RUNNING';
  return {
    accountId: backup.account,
    backupVaultArn: vaultArn(backup.region, backup.account, backup.vault),
    backupVaultName: backup.vault,
    ...(isOver && { completionDate: wholeSeconds(scan.endsAt) }),
    // Other than jobs of any other kind, a scan names its rule without the plan.
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
