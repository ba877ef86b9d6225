// The requests that list and describe vaults, and their rows.
import type { BackupVaultListMember, DescribeBackupVaultOutput } from '@aws-sdk/client-backup';
import { type AwsProblem, AwsProblemError } from '../../aws/errors/errors.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Vault } from '../../domain/vaults/vault.ts';
import { isRefused, type Refused } from '../document.ts';
import { defined, epochOf, pageSize, wordsOf } from '../reading.ts';
import type { RequestContext } from '../resource.ts';

/** As the list returns them, without the date of a lock. */
export async function* listVaults(request: RequestContext): AsyncGenerator<Vault[]> {
  for await (const page of request.pages('backup', 'ListBackupVaults', { MaxResults: pageSize })) {
    yield (page.BackupVaultList ?? []).map((raw) => withoutLockDate(toRow(raw, request.scope)));
  }
}

/**
 * ListBackupVaults returns neither LockDate nor VaultState, although its model has them: each locked vault is
 * described. https://github.com/boto/boto3/issues/4544
 */
export async function* describedVaults(request: RequestContext): AsyncGenerator<Vault[]> {
  for await (const listed of listVaults(request)) {
    if (listed.some(({ isLockDateUnknown }) => isLockDateUnknown)) request.preview?.(listed);
    yield await Promise.all(listed.map((vault) => (vault.isLockDateUnknown ? describeListed(request, vault) : vault)));
  }
}

const withoutLockDate = (vault: Vault): Vault =>
  vault.locked && vault.lockDate === undefined ? { ...vault, isLockDateUnknown: true } : vault;

async function describeListed(request: RequestContext, listed: Vault): Promise<Vault> {
  try {
    return asDescribed(listed, await request.call('backup', 'DescribeBackupVault', { BackupVaultName: listed.name }));
  } catch (error) {
    // Without permission to describe the vault, only its lock is known; an error that may pass fails the whole list.
    if (error instanceof AwsProblemError && isLasting(error.problem)) return listed;
    throw error;
  }
}

/** Refused, gone, or not offered: the next response to the same request will be the same. */
const isLasting = ({ kind, retryable }: AwsProblem): boolean =>
  !retryable && ['denied', 'not-found', 'not-offered', 'invalid'].includes(kind);

/** The row of the list with the members of the description. */
export function asDescribed(row: Vault, described: DescribeBackupVaultOutput | Refused | null | undefined): Vault {
  if (!described || isRefused(described) || !described.BackupVaultName) return row;
  const { isLockDateUnknown: _, ...listed } = row;
  return { ...listed, ...toRow(described, row.scope) };
}

export async function* vaultsOfPlan(request: RequestContext, planId: string): AsyncGenerator<Vault[]> {
  const { BackupPlan } = await request.call('backup', 'GetBackupPlan', { BackupPlanId: planId });
  const names = new Set(BackupPlan?.Rules?.flatMap((rule) => rule.TargetBackupVaultName ?? []));
  for (const name of names) yield [await describeVault(request, name)];
}

export async function describeVault(request: RequestContext, name: string): Promise<Vault> {
  return toRow(await request.call('backup', 'DescribeBackupVault', { BackupVaultName: name }), request.scope);
}

function toRow(raw: BackupVaultListMember, scope: Scope): Vault {
  return defined({
    scope,
    name: wordsOf(raw.BackupVaultName) ?? '',
    arn: wordsOf(raw.BackupVaultArn) ?? '',
    type: wordsOf(raw.VaultType) ?? 'BACKUP_VAULT',
    state: wordsOf(raw.VaultState),
    pointCount: raw.NumberOfRecoveryPoints,
    locked: raw.Locked === true,
    lockDate: epochOf(raw.LockDate),
    minRetentionDays: raw.MinRetentionDays,
    maxRetentionDays: raw.MaxRetentionDays,
    createdAt: epochOf(raw.CreationDate),
    keyArn: wordsOf(raw.EncryptionKeyArn),
    keyType: wordsOf(raw.EncryptionKeyType),
  });
}
