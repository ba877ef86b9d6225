// Operations that create and delete standard vaults.
import type { CreateBackupVaultInput, CreateBackupVaultOutput, DeleteBackupVaultInput } from '@aws-sdk/client-backup';
import { forgetLocks } from '../../estate/jobs/job-limits.ts';
import { createRandom, seedOf } from '../../estate/random.ts';
import type { Call } from '../../protocols/service.ts';
import { invalidRequest } from '../../wire/aws-error.ts';
import { findVault } from '../shared-shapes.ts';
import { createVault } from './create-vault.ts';

export function createBackupVault(input: CreateBackupVaultInput, call: Call): CreateBackupVaultOutput {
  const { estate, region, account } = call;
  const vault = createVault(input, call, (base) => ({
    ...base,
    type: 'BACKUP_VAULT',
    keyArn:
      input.EncryptionKeyArn ??
      `arn:aws:kms:${region}:${account}:key/${createRandom(seedOf(estate.seed, base.arn)).uuid()}`,
  }));
  return { BackupVaultName: vault.name, BackupVaultArn: vault.arn, CreationDate: new Date(vault.createdAt) };
}

export function deleteBackupVault(input: DeleteBackupVaultInput, { estate, region, now }: Call): object {
  const vault = findVault(estate, region, input.BackupVaultName);
  const { name, arn, lock } = vault;
  if (estate.points(region, name, now).length > 0) {
    throw invalidRequest('Backup vault cannot be deleted because it contains recovery points.');
  }
  estate.overlay.removeVault(region, name);
  estate.overlay.vaultOverlay.noteChange(region, { at: now, state: 'DELETED', vault, isLocked: lock !== undefined });
  estate.overlay.vaultOverlay.forgetTags(arn);
  forgetLocks(estate.overlay, region, name);
  return {};
}
