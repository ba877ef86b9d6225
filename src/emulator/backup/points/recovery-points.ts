import type {
  DescribeRecoveryPointInput,
  DescribeRecoveryPointOutput,
  GetRecoveryPointRestoreMetadataInput,
  GetRecoveryPointRestoreMetadataOutput,
  ListRecoveryPointsByBackupVaultInput,
  ListRecoveryPointsByBackupVaultOutput,
  ListRecoveryPointsByResourceInput,
  ListRecoveryPointsByResourceOutput,
  RecoveryPointByBackupVault,
} from '@aws-sdk/client-backup';
import { vaultArn } from '../../estate/arn.ts';
import type { EstatePoint } from '../../estate/points/estate-point.ts';
import { indexStatus } from '../../estate/points/index-status.ts';
import type { Call } from '../../protocols/service.ts';
import { invalidParameter, resourceNotFound } from '../../wire/aws-error.ts';
import { newestFirst, pageOf, timeKey } from '../../wire/paging.ts';
import { aggregatedScan, scanResults } from '../jobs/scan-jobs.ts';
import { pageNewestFirst } from '../newest-first-page.ts';
import { pointMetadata } from '../restores/point-metadata.ts';
import { findVault, isWithin, passes, toCreator, toDate, toLifecycle } from '../shared-shapes.ts';

const keyOf = ({ createdAt, arn }: EstatePoint) => timeKey(createdAt, arn);
const byNewest = newestFirst<EstatePoint>(
  ({ createdAt }) => createdAt,
  ({ arn }) => arn,
);

export function listRecoveryPointsByBackupVault(
  input: ListRecoveryPointsByBackupVaultInput,
  call: Call,
): ListRecoveryPointsByBackupVaultOutput {
  // https://github.com/aws/aws-sdk-go-v2/issues/1904
  if (input.ByResourceArn?.includes(':snapshot/')) throw invalidParameter('Unsupported resource type');
  const { name } = findVault(call.estate, call.region, input.BackupVaultName);
  const { region, now } = call;
  const { vaultPoints } = call.estate;
  const moment = { region, vault: name, now };
  const { items, nextToken } = pageNewestFirst(
    {
      from: Math.max(vaultPoints.oldestAt(moment), input.ByCreatedAfter?.getTime() ?? 0),
      to: Math.min(now, input.ByCreatedBefore?.getTime() ?? now) + 1,
      fetch: (from, to) => vaultPoints.between(moment, from, to),
      isMatch: (point) => isMatch(input, point),
      timeOf: ({ createdAt }) => createdAt,
      idOf: ({ arn }) => arn,
    },
    input,
  );
  return { RecoveryPoints: items.map((point) => toListed(point, call)), NextToken: nextToken };
}

function isMatch(input: ListRecoveryPointsByBackupVaultInput, point: EstatePoint): boolean {
  const { backup } = point;
  return (
    passes(input.ByResourceArn, backup.resource.arn) &&
    passes(input.ByResourceType, backup.resource.type) &&
    passes(input.ByBackupPlanId, backup.by?.plan.id) &&
    passes(input.ByParentRecoveryPointArn, point.parentArn) &&
    isWithin(point.createdAt, input.ByCreatedAfter, input.ByCreatedBefore)
  );
}

function encryptionOf(point: EstatePoint, { estate, region }: Call) {
  const vault = estate.vaults(region).find(({ name }) => name === point.vault);
  return {
    EncryptionKeyArn: vault?.keyArn,
    EncryptionKeyType: vault?.keyArn ? ('CUSTOMER_MANAGED_KMS_KEY' as const) : ('AWS_OWNED_KMS_KEY' as const),
    VaultType: vault?.type,
  };
}

function toListed(point: EstatePoint, call: Call): RecoveryPointByBackupVault {
  const { backup, copy } = point;
  const { resource } = backup;
  return {
    RecoveryPointArn: point.arn,
    BackupVaultName: point.vault,
    BackupVaultArn: vaultArn(call.region, point.account, point.vault),
    SourceBackupVaultArn: copy && vaultArn(backup.region, backup.account, backup.vault),
    ResourceArn: resource.arn,
    ResourceName: resource.name,
    ResourceType: resource.type,
    CreatedBy: toCreator(backup.by),
    IamRoleArn: backup.roleArn,
    Status: point.status,
    StatusMessage: point.statusMessage,
    CreationDate: toDate(point.createdAt),
    InitiationDate: toDate(point.initiatedAt),
    CompletionDate: toDate(point.completedAt),
    BackupSizeInBytes: backup.sizeBytes,
    CalculatedLifecycle: { DeleteAt: toDate(point.deleteAt), MoveToColdStorageAt: toDate(point.coldAt) },
    Lifecycle: toLifecycle(point.lifecycle),
    ...encryptionOf(point, call),
    IsEncrypted: true,
    ParentRecoveryPointArn: point.parentArn,
    CompositeMemberIdentifier: point.parentArn && resource.name,
    IsParent: point.isParent,
    IndexStatus: indexStatus(point.patch?.index, call.now),
    AggregatedScanResult: aggregatedScan(point, call),
  };
}

export function listRecoveryPointsByResource(
  input: ListRecoveryPointsByResourceInput,
  call: Call,
): ListRecoveryPointsByResourceOutput {
  const { estate, region, now } = call;
  const points = estate
    .vaults(region)
    .flatMap(({ name }) => estate.points(region, name, now))
    .filter(({ backup }) => backup.resource.arn === input.ResourceArn)
    .sort(byNewest);
  const { items, nextToken } = pageOf(points, input, keyOf);
  return {
    RecoveryPoints: items.map((point) => ({
      RecoveryPointArn: point.arn,
      CreationDate: toDate(point.createdAt),
      Status: point.status,
      StatusMessage: point.statusMessage,
      ...encryptionOf(point, call),
      BackupSizeBytes: point.backup.sizeBytes,
      BackupVaultName: point.vault,
      IsParent: point.isParent,
      ParentRecoveryPointArn: point.parentArn,
      ResourceName: point.backup.resource.name,
      IndexStatus: indexStatus(point.patch?.index, now),
      AggregatedScanResult: aggregatedScan(point, call),
    })),
    NextToken: nextToken,
  };
}

export function findPoint(vaultName: string | undefined, arn: string | undefined, call: Call): EstatePoint {
  const { estate, region, now } = call;
  const { name } = findVault(estate, region, vaultName);
  const point = estate.vaultPoints.find({ region, vault: name, now }, arn);
  if (point === undefined) throw resourceNotFound(`Cannot find recovery point ${arn} in vault ${name}.`);
  return point;
}

export function describeRecoveryPoint(input: DescribeRecoveryPointInput, call: Call): DescribeRecoveryPointOutput {
  const point = findPoint(input.BackupVaultName, input.RecoveryPointArn, call);
  const { AggregatedScanResult: _, ...listed } = toListed(point, call);
  return {
    ...listed,
    StorageClass: point.storageClass,
    LastRestoreTime: lastRestore(point, call),
    ScanResults: scanResults(point, call),
  };
}

const dayMs = 86_400_000;

function lastRestore({ arn }: EstatePoint, { estate, region, now }: Call): Date | undefined {
  const latest = estate.timeline
    .restores(region, now - 30 * dayMs, now)
    .filter((restore) => restore.backup.pointArn === arn && restore.endsAt <= now)
    .reduce((best, { endsAt }) => Math.max(best, endsAt), 0);
  return latest > 0 ? new Date(latest) : undefined;
}

export function getRecoveryPointRestoreMetadata(
  input: GetRecoveryPointRestoreMetadataInput,
  call: Call,
): GetRecoveryPointRestoreMetadataOutput {
  const point = findPoint(input.BackupVaultName, input.RecoveryPointArn, call);
  return {
    BackupVaultArn: vaultArn(call.region, call.account, point.vault),
    RecoveryPointArn: point.arn,
    RestoreMetadata: pointMetadata(point.backup),
    ResourceType: point.backup.resource.type,
  };
}
