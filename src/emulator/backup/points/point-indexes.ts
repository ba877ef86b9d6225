// Search indexes of recovery points, created on request.
import {
  type GetRecoveryPointIndexDetailsInput,
  type GetRecoveryPointIndexDetailsOutput,
  Index,
  type ListIndexedRecoveryPointsInput,
  type ListIndexedRecoveryPointsOutput,
  type UpdateRecoveryPointIndexSettingsInput,
  type UpdateRecoveryPointIndexSettingsOutput,
} from '@aws-sdk/client-backup';
import { vaultArn } from '../../estate/arn.ts';
import type { EstatePoint } from '../../estate/points/estate-point.ts';
import { indexBuildingMs, indexStatus } from '../../estate/points/index-status.ts';
import { createRandom, seedOf } from '../../estate/random.ts';
import type { Call } from '../../protocols/service.ts';
import { invalidParameter, invalidRequest, resourceNotFound } from '../../wire/aws-error.ts';
import { newestFirst, pageOf, timeKey } from '../../wire/paging.ts';
import { checkPattern, required, roleArnPattern } from '../parameter-checks.ts';
import { isWithin, passes, toDate } from '../shared-shapes.ts';
import { changeablePoint, patchPoint } from './point-changes.ts';
import { findPoint } from './recovery-points.ts';

const indexable = new Set(['EBS', 'S3']);
export function updateRecoveryPointIndexSettings(
  input: UpdateRecoveryPointIndexSettingsInput,
  call: Call,
): UpdateRecoveryPointIndexSettingsOutput {
  const point = changeablePoint(input, call);
  const wanted = required(input.Index, 'Index');
  if (!Object.hasOwn(Index, wanted)) throw invalidParameter(`Invalid Index: ${wanted}.`);
  const { type } = point.backup.resource;
  if (!indexable.has(type)) throw invalidRequest(`Indexing is not supported for resource type ${type}.`);
  if (input.IamRoleArn !== undefined) checkPattern(input.IamRoleArn, 'IamRoleArn', roleArnPattern);
  const index = nextIndex(point, { wanted, roleArn: input.IamRoleArn }, call);
  patchPoint(point, { index }, call);
  return {
    BackupVaultName: point.vault,
    RecoveryPointArn: point.arn,
    Index: wanted,
    IndexStatus: indexStatus(index, call.now),
  };
}

interface IndexRequest {
  wanted: Index;
  roleArn: string | undefined;
}

function nextIndex({ arn, patch }: EstatePoint, { wanted, roleArn }: IndexRequest, { now }: Call) {
  const index = patch?.index;
  const status = indexStatus(index, now);
  const isOn = status === 'PENDING' || status === 'ACTIVE';
  if (wanted === 'ENABLED') return isOn && index ? index : { enabledAt: now, roleArn };
  if (index === undefined || !isOn) throw invalidRequest(`Recovery point ${arn} has no index to disable.`);
  return { ...index, disabledAt: now };
}

export function getRecoveryPointIndexDetails(
  input: GetRecoveryPointIndexDetailsInput,
  call: Call,
): GetRecoveryPointIndexDetailsOutput {
  const point = findPoint(input.BackupVaultName, input.RecoveryPointArn, call);
  const index = point.patch?.index;
  const status = indexStatus(index, call.now);
  if (index === undefined || status === undefined) throw resourceNotFound(`Recovery point ${point.arn} has no index.`);
  const isBuilt = status === 'ACTIVE' || status === 'DELETING';
  return {
    RecoveryPointArn: point.arn,
    BackupVaultArn: vaultArn(call.region, call.account, point.vault),
    SourceResourceArn: point.backup.resource.arn,
    IndexCreationDate: toDate(index.enabledAt),
    IndexCompletionDate: isBuilt ? toDate(index.enabledAt + indexBuildingMs) : undefined,
    IndexDeletionDate: toDate(index.disabledAt),
    IndexStatus: status,
    TotalItemsIndexed: isBuilt ? createRandom(seedOf('index', point.arn)).whole(1_000, 900_000) : undefined,
  };
}

const indexedAt = ({ patch }: EstatePoint) => patch?.index?.enabledAt ?? 0;

export function listIndexedRecoveryPoints(
  input: ListIndexedRecoveryPointsInput,
  call: Call,
): ListIndexedRecoveryPointsOutput {
  const { estate, region, now, account } = call;
  const isMatch = (point: EstatePoint) => {
    const status = indexStatus(point.patch?.index, now);
    const { resource, createdAt } = point.backup;
    return (
      status !== undefined &&
      passes(input.IndexStatus, status) &&
      passes(input.SourceResourceArn, resource.arn) &&
      passes(input.ResourceType, resource.type) &&
      isWithin(createdAt, input.CreatedAfter, input.CreatedBefore)
    );
  };
  const points = estate
    .vaults(region)
    .flatMap(({ name }) => estate.points(region, name, now))
    .filter(isMatch)
    .sort(newestFirst(indexedAt, ({ arn }) => arn));
  const { items, nextToken } = pageOf(points, input, (point) => timeKey(indexedAt(point), point.arn));
  return {
    IndexedRecoveryPoints: items.map((point) => ({
      RecoveryPointArn: point.arn,
      SourceResourceArn: point.backup.resource.arn,
      IamRoleArn: point.patch?.index?.roleArn ?? point.backup.roleArn,
      BackupCreationDate: toDate(point.createdAt),
      ResourceType: point.backup.resource.type,
      IndexCreationDate: toDate(indexedAt(point)),
      IndexStatus: indexStatus(point.patch?.index, now),
      BackupVaultArn: vaultArn(region, account, point.vault),
    })),
    NextToken: nextToken,
  };
}
