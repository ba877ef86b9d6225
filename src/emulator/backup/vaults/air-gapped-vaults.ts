import type {
  CreateLogicallyAirGappedBackupVaultInput,
  CreateLogicallyAirGappedBackupVaultOutput,
} from '@aws-sdk/client-backup';
import type { Call } from '../../protocols/service.ts';
import { required } from '../parameter-checks.ts';
import { createVault } from './create-vault.ts';
import { checkRetention } from './vault-locks.ts';
import { vaultState } from './vault-state.ts';

const shortestDays = 7;
/** AWS takes one to three minutes. */
const creatingMs = 90_000;

/**
 * A logically air-gapped vault has a permanent lock from its creation on:
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/logicallyairgappedvault.html
 */
export function createLogicallyAirGappedBackupVault(
  input: CreateLogicallyAirGappedBackupVaultInput,
  call: Call,
): CreateLogicallyAirGappedBackupVaultOutput {
  const minDays = required(input.MinRetentionDays, 'MinRetentionDays');
  const maxDays = required(input.MaxRetentionDays, 'MaxRetentionDays');
  checkRetention(minDays, maxDays, shortestDays);
  const vault = createVault(input, call, (base) => ({
    ...base,
    type: 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT',
    keyArn: input.EncryptionKeyArn,
    lock: { minDays, maxDays, lockedAt: base.createdAt },
    readyAt: base.createdAt + creatingMs,
  }));
  return {
    BackupVaultName: vault.name,
    BackupVaultArn: vault.arn,
    CreationDate: new Date(vault.createdAt),
    VaultState: vaultState(vault, call.now),
  };
}
