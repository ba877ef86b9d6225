import type {
  CreateLogicallyAirGappedBackupVaultInput,
  CreateLogicallyAirGappedBackupVaultOutput,
} from '@aws-sdk/client-backup';
import type { Call } from '../service.ts';
import { bearVault } from './bear-vault.ts';
import { required } from './vault-checks.ts';
import { vaultState } from './vault-life.ts';
import { checkRetention } from './vault-locks.ts';

const shortestDays = 7;
/** AWS takes one to three minutes. */
const creatingMs = 90_000;

/** Born locked for good: https://docs.aws.amazon.com/aws-backup/latest/devguide/logicallyairgappedvault.html */
export function createLogicallyAirGappedBackupVault(
  input: CreateLogicallyAirGappedBackupVaultInput,
  call: Call,
): CreateLogicallyAirGappedBackupVaultOutput {
  const minDays = required(input.MinRetentionDays, 'MinRetentionDays');
  const maxDays = required(input.MaxRetentionDays, 'MaxRetentionDays');
  checkRetention(minDays, maxDays, shortestDays);
  const vault = bearVault(input, call, (birth) => ({
    ...birth,
    type: 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT',
    keyArn: input.EncryptionKeyArn,
    lock: { minDays, maxDays, lockedAt: birth.createdAt },
    readyAt: birth.createdAt + creatingMs,
  }));
  return {
    BackupVaultName: vault.name,
    BackupVaultArn: vault.arn,
    CreationDate: new Date(vault.createdAt),
    VaultState: vaultState(vault, call.now),
  };
}
