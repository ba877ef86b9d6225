// The lists of recovery points in AWS: of a vault, of a resource, of a legal hold, and of all vaults in turn.
import type {
  ListRecoveryPointsByBackupVaultInput,
  RecoveryPointByBackupVault,
  RecoveryPointByResource,
} from '@aws-sdk/client-backup';
import { sweptPointsMs } from '../../../config/polling.ts';
import { shortName } from '../../domain/arn.ts';
import type { Scope } from '../../domain/scope.ts';
import type { RecoveryPoint } from '../../domain/vaults/recovery-point.ts';
import { isCrowded } from '../../domain/vaults/storage.ts';
import type { Vault } from '../../domain/vaults/vault.ts';
import { isDenial } from '../document.ts';
import { eachPart } from '../parts.ts';
import { defined, epochOf, pageSize, rowsOf, toCreatedBy, wordsOf } from '../reading.ts';
import type { RequestContext } from '../resource.ts';
import { listVaults } from './list-vaults.ts';

type ByVaultInput = Omit<ListRecoveryPointsByBackupVaultInput, 'MaxResults' | 'NextToken'>;

async function* listByVault(request: RequestContext, input: ByVaultInput): AsyncGenerator<RecoveryPoint[]> {
  const requested = { ...input, MaxResults: pageSize };
  for await (const page of request.pages('backup', 'ListRecoveryPointsByBackupVault', requested)) {
    yield* rowsOf(page, 'RecoveryPoints', (raw) => toRow(raw, request.scope));
  }
}

const listEachVault = (request: RequestContext, inputFor: (vault: Vault) => Omit<ByVaultInput, 'BackupVaultName'>) =>
  eachPart({
    list: () => listVaults(request),
    key: ({ name }) => name,
    rows: (vault) => listByVault(request, { ...inputFor(vault), BackupVaultName: vault.name }),
  });

export const listSweep = (request: RequestContext) =>
  listEachVault(request, (vault) =>
    isCrowded(vault) ? { ByCreatedAfter: new Date(request.now - sweptPointsMs) } : {},
  );

/** AWS filters the list of a vault by resource and type, but not by status. */
export async function* listInVault(
  request: RequestContext,
  BackupVaultName: string,
  ByCreatedAfter?: Date,
): AsyncGenerator<RecoveryPoint[]> {
  const { resourceArn, resourceType, status } = request.params;
  const by = { ByResourceArn: resourceArn, ByResourceType: resourceType, ByCreatedAfter };
  const pages = listByVault(request, defined({ BackupVaultName, ...by }));
  for await (const points of pages) yield points.filter((point) => status === undefined || point.status === status);
}

/**
 * One call for all vaults. It also needs permissions in the resource's own service; without them each vault is listed.
 * https://github.com/boto/boto3/issues/2797
 */
export async function* listByResource(request: RequestContext, arn: string): AsyncGenerator<RecoveryPoint[]> {
  const input = { ResourceArn: arn, MaxResults: pageSize };
  try {
    for await (const page of request.pages('backup', 'ListRecoveryPointsByResource', input)) {
      yield (page.RecoveryPoints ?? []).map((raw) => toThinRow(raw, request));
    }
  } catch (error) {
    if (!isDenial(error)) throw error;
    yield* listEachVault(request, () => ({ ByResourceArn: arn }));
  }
}

/**
 * That list contains only the ARNs of recovery points: the other members come from the lists of their vaults, a
 * thousand rows per page.
 */
export async function* listHeld(request: RequestContext, legalHoldId: string): AsyncGenerator<RecoveryPoint[]> {
  const held = new Map<string, Set<string>>();
  const input = { LegalHoldId: legalHoldId, MaxResults: pageSize };
  for await (const page of request.pages('backup', 'ListRecoveryPointsByLegalHold', input)) {
    for (const { BackupVaultName = '', RecoveryPointArn = '' } of page.RecoveryPoints ?? []) {
      held.set(BackupVaultName, (held.get(BackupVaultName) ?? new Set()).add(RecoveryPointArn));
    }
  }
  for (const [BackupVaultName, arns] of held) {
    for await (const points of listByVault(request, { BackupVaultName }))
      yield points.filter(({ arn }) => arns.has(arn));
  }
}

export async function describePoint(request: RequestContext, vaultName: string, arn: string): Promise<RecoveryPoint> {
  const input = { BackupVaultName: vaultName, RecoveryPointArn: arn };
  return toRow(await request.call('backup', 'DescribeRecoveryPoint', input), request.scope);
}

export function toRow(raw: Omit<RecoveryPointByBackupVault, 'AggregatedScanResult'>, scope: Scope): RecoveryPoint {
  const resourceArn = wordsOf(raw.ResourceArn) ?? '';
  return defined({
    scope,
    arn: wordsOf(raw.RecoveryPointArn) ?? '',
    vaultName: wordsOf(raw.BackupVaultName) ?? '',
    vaultArn: wordsOf(raw.BackupVaultArn),
    sourceVaultArn: wordsOf(raw.SourceBackupVaultArn),
    resourceArn,
    resourceName: wordsOf(raw.ResourceName) ?? shortName(resourceArn),
    resourceType: wordsOf(raw.ResourceType) ?? '',
    status: wordsOf(raw.Status) ?? '',
    statusMessage: wordsOf(raw.StatusMessage),
    createdAt: epochOf(raw.CreationDate) ?? 0,
    completedAt: epochOf(raw.CompletionDate),
    sizeBytes: raw.BackupSizeInBytes,
    deleteAt: epochOf(raw.CalculatedLifecycle?.DeleteAt),
    moveToColdAt: epochOf(raw.CalculatedLifecycle?.MoveToColdStorageAt),
    deleteAfterDays: raw.Lifecycle?.DeleteAfterDays,
    encrypted: raw.IsEncrypted === true,
    keyArn: wordsOf(raw.EncryptionKeyArn),
    createdBy: toCreatedBy(raw.CreatedBy),
    lastRestoredAt: epochOf(raw.LastRestoreTime),
    isParent: raw.IsParent === true,
    parentArn: wordsOf(raw.ParentRecoveryPointArn),
    indexStatus: wordsOf(raw.IndexStatus),
    vaultType: wordsOf(raw.VaultType),
  });
}

function toThinRow(raw: RecoveryPointByResource, { scope, params }: RequestContext): RecoveryPoint {
  const resourceArn = params.resourceArn ?? '';
  return defined({
    scope,
    arn: wordsOf(raw.RecoveryPointArn) ?? '',
    vaultName: wordsOf(raw.BackupVaultName) ?? '',
    resourceArn,
    resourceName: wordsOf(raw.ResourceName) ?? params.resourceName ?? shortName(resourceArn),
    resourceType: params.resourceType ?? '',
    status: wordsOf(raw.Status) ?? '',
    statusMessage: wordsOf(raw.StatusMessage),
    createdAt: epochOf(raw.CreationDate) ?? 0,
    sizeBytes: raw.BackupSizeBytes,
    lifecycleUnknown: true as const,
    encrypted: raw.EncryptionKeyArn !== undefined,
    keyArn: wordsOf(raw.EncryptionKeyArn),
    isParent: raw.IsParent === true,
    parentArn: wordsOf(raw.ParentRecoveryPointArn),
    indexStatus: wordsOf(raw.IndexStatus),
    vaultType: wordsOf(raw.VaultType),
  });
}
