import type {
  BackupVaultListMember,
  DescribeBackupVaultInput,
  DescribeBackupVaultOutput,
  GetBackupVaultAccessPolicyInput,
  GetBackupVaultAccessPolicyOutput,
  GetBackupVaultNotificationsInput,
  GetBackupVaultNotificationsOutput,
  ListBackupVaultsInput,
  ListBackupVaultsOutput,
} from '@aws-sdk/client-backup';
import type { VaultSpec } from '../../estate/spec.ts';
import type { Call } from '../../protocols/service.ts';
import { resourceNotFound } from '../../wire/aws-error.ts';
import { pageOf } from '../../wire/paging.ts';
import { findVault, findVaultOrDeny, insufficientPrivileges, passes, toDate } from '../shared-shapes.ts';
import { describeTeam } from './approval-teams.ts';
import { isRevoked, vaultState } from './vault-state.ts';

export function listBackupVaults(input: ListBackupVaultsInput, call: Call): ListBackupVaultsOutput {
  const vaults = call.estate
    .vaults(call.region)
    // No other account shares a vault with the emulated accounts.
    .filter((vault) => passes(input.ByVaultType, vault.type) && input.ByShared !== true && !isRevoked(vault, call.now))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const { items, nextToken } = pageOf(vaults, input, ({ name }) => name);
  return { BackupVaultList: items.map((vault) => toListed(vault, call)), NextToken: nextToken };
}

/**
 * The model has both members in the list, but the service returns them only from DescribeBackupVault.
 * https://github.com/boto/boto3/issues/4544
 */
function toListed(vault: VaultSpec, call: Call): BackupVaultListMember {
  const { LockDate: _, VaultState: __, ...listed } = toVault(vault, call);
  return listed;
}

function toVault(vault: VaultSpec, { estate, region, now }: Call): BackupVaultListMember {
  const { lock } = vault;
  return {
    BackupVaultName: vault.name,
    BackupVaultArn: vault.arn,
    VaultType: vault.type,
    VaultState: vaultState(vault, now),
    CreationDate: toDate(vault.createdAt),
    EncryptionKeyArn: vault.keyArn,
    EncryptionKeyType: vault.keyArn === undefined ? 'AWS_OWNED_KMS_KEY' : 'CUSTOMER_MANAGED_KMS_KEY',
    CreatorRequestId: vault.creatorRequestId,
    NumberOfRecoveryPoints: estate.vaultPoints.count({ region, vault: vault.name, now }),
    Locked: lock !== undefined,
    MinRetentionDays: lock?.minDays,
    MaxRetentionDays: lock?.maxDays,
    LockDate: toDate(lock?.lockedAt),
  };
}

export function describeBackupVault(input: DescribeBackupVaultInput, call: Call): DescribeBackupVaultOutput {
  const vault = findVaultOrDeny(call, input.BackupVaultName);
  if (isRevoked(vault, call.now)) throw insufficientPrivileges();
  return {
    ...toVault(vault, call),
    SourceBackupVaultArn: vault.sourceArn,
    ...describeTeam(vault, call.now),
  };
}

export function getBackupVaultAccessPolicy(
  input: GetBackupVaultAccessPolicyInput,
  call: Call,
): GetBackupVaultAccessPolicyOutput {
  const { name, arn, policy } = findVaultOrDeny(call, input.BackupVaultName);
  if (policy === undefined) throw resourceNotFound(`Backup vault ${name} has no access policy.`);
  return { BackupVaultName: name, BackupVaultArn: arn, Policy: policy };
}

export function getBackupVaultNotifications(
  input: GetBackupVaultNotificationsInput,
  { estate, region }: Call,
): GetBackupVaultNotificationsOutput {
  const { name, arn, notifications } = findVault(estate, region, input.BackupVaultName);
  if (notifications === undefined) throw resourceNotFound(`Backup vault ${name} has no notifications.`);
  return {
    BackupVaultName: name,
    BackupVaultArn: arn,
    SNSTopicArn: notifications.topicArn,
    BackupVaultEvents: notifications.events as GetBackupVaultNotificationsOutput['BackupVaultEvents'],
  };
}
