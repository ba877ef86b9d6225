// Vault locks: https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
import type {
  DeleteBackupVaultLockConfigurationInput,
  PutBackupVaultLockConfigurationInput,
} from '@aws-sdk/client-backup';
import { recordLock } from '../../estate/jobs/job-limits.ts';
import type { VaultSpec } from '../../estate/spec.ts';
import type { Call } from '../../protocols/service.ts';
import { invalidParameter, invalidRequest } from '../../wire/aws-error.ts';
import { checkRange } from '../parameter-checks.ts';
import { findVault } from '../shared-shapes.ts';

const dayMs = 86_400_000;
export const longestDays = 36_500;
const shortestGraceDays = 3;

/** After its lock date a lock in compliance mode cannot be changed. */
function refuseImmutable({ name, lock }: VaultSpec, now: number): void {
  if (lock?.lockedAt === undefined || now < lock.lockedAt) return;
  const since = new Date(lock.lockedAt).toISOString();
  throw invalidRequest(`Backup vault ${name} is locked since ${since}: its lock configuration cannot be changed.`);
}

export function checkRetention(least: number | undefined, most: number | undefined, from = 1): void {
  checkRange(least, 'MinRetentionDays', [from, longestDays]);
  checkRange(most, 'MaxRetentionDays', [from, longestDays]);
  if (least !== undefined && most !== undefined && least > most) {
    throw invalidParameter(`MinRetentionDays ${least} must not exceed MaxRetentionDays ${most}.`);
  }
}

export function putBackupVaultLockConfiguration(input: PutBackupVaultLockConfigurationInput, call: Call): object {
  const { estate, region, now } = call;
  const vault = findVault(estate, region, input.BackupVaultName);
  const { MinRetentionDays: minDays, MaxRetentionDays: maxDays, ChangeableForDays: graceDays } = input;
  checkRetention(minDays, maxDays);
  checkRange(graceDays, 'ChangeableForDays', [shortestGraceDays, longestDays]);
  refuseImmutable(vault, now);
  const lockedAt = graceDays === undefined ? undefined : now + graceDays * dayMs;
  const lock = { minDays, maxDays, lockedAt };
  recordLock(estate.overlay, region, { vault, lock, at: now });
  estate.overlay.vaultOverlay.patchVault(region, vault.name, { lock });
  estate.overlay.vaultOverlay.noteChange(region, { at: now, state: 'MODIFIED', vault, isLocked: true });
  return {};
}

export function deleteBackupVaultLockConfiguration(input: DeleteBackupVaultLockConfigurationInput, call: Call): object {
  const { estate, region, now } = call;
  const vault = findVault(estate, region, input.BackupVaultName);
  refuseImmutable(vault, now);
  recordLock(estate.overlay, region, { vault, at: now });
  estate.overlay.vaultOverlay.patchVault(region, vault.name, { lock: undefined });
  estate.overlay.vaultOverlay.noteChange(region, { at: now, state: 'MODIFIED', vault, isLocked: false });
  return {};
}
