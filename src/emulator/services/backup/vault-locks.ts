// Locks: https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
import type {
  DeleteBackupVaultLockConfigurationInput,
  PutBackupVaultLockConfigurationInput,
} from '@aws-sdk/client-backup';
import type { VaultSpec } from '../../estate/spec.ts';
import { invalidParameter, invalidRequest } from '../../wire/aws-error.ts';
import type { Call } from '../service.ts';
import { checkRange } from './vault-checks.ts';
import { findVault } from './wire-shapes.ts';

const dayMs = 86_400_000;
export const longestDays = 36_500;
const shortestGraceDays = 3;

/** From its date on, nobody changes a lock any more. */
function refuseImmutable({ name, lock }: VaultSpec, now: number): void {
  if (lock?.lockedAt === undefined || now < lock.lockedAt) return;
  const since = new Date(lock.lockedAt).toISOString();
  throw invalidRequest(`Backup vault ${name} is locked since ${since}: its lock configuration cannot be changed.`);
}

export function checkRetention(least: number | undefined, most: number | undefined, from = 1): void {
  checkRange(least, 'MinRetentionDays', from, longestDays);
  checkRange(most, 'MaxRetentionDays', from, longestDays);
  if (least !== undefined && most !== undefined && least > most) {
    throw invalidParameter(`MinRetentionDays ${least} must not exceed MaxRetentionDays ${most}.`);
  }
}

export function putBackupVaultLockConfiguration(input: PutBackupVaultLockConfigurationInput, call: Call): object {
  const { estate, region, now } = call;
  const vault = findVault(estate, region, input.BackupVaultName);
  const { MinRetentionDays: minDays, MaxRetentionDays: maxDays, ChangeableForDays: graceDays } = input;
  checkRetention(minDays, maxDays);
  checkRange(graceDays, 'ChangeableForDays', shortestGraceDays, longestDays);
  refuseImmutable(vault, now);
  const lockedAt = graceDays === undefined ? undefined : now + graceDays * dayMs;
  estate.overlay.vaultSide.patchVault(region, vault.name, { lock: { minDays, maxDays, lockedAt } });
  return {};
}

export function deleteBackupVaultLockConfiguration(input: DeleteBackupVaultLockConfigurationInput, call: Call): object {
  const vault = findVault(call.estate, call.region, input.BackupVaultName);
  refuseImmutable(vault, call.now);
  call.estate.overlay.vaultSide.patchVault(call.region, vault.name, { lock: undefined });
  return {};
}
