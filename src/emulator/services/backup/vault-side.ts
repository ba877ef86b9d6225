// Operations that change vaults, their points, and the settings around them.
import type * as Backup from '@aws-sdk/client-backup';
import type { Handlers } from '../service.ts';
import { createLogicallyAirGappedBackupVault } from './air-gapped-vaults.ts';
import { deleteBackupVaultLockConfiguration, putBackupVaultLockConfiguration } from './vault-locks.ts';
import {
  deleteBackupVaultAccessPolicy,
  deleteBackupVaultNotifications,
  putBackupVaultAccessPolicy,
  putBackupVaultNotifications,
} from './vault-policies.ts';

export const vaultSide: Handlers<typeof Backup> = {
  CreateLogicallyAirGappedBackupVault: createLogicallyAirGappedBackupVault,
  DeleteBackupVaultAccessPolicy: deleteBackupVaultAccessPolicy,
  DeleteBackupVaultLockConfiguration: deleteBackupVaultLockConfiguration,
  DeleteBackupVaultNotifications: deleteBackupVaultNotifications,
  PutBackupVaultAccessPolicy: putBackupVaultAccessPolicy,
  PutBackupVaultLockConfiguration: putBackupVaultLockConfiguration,
  PutBackupVaultNotifications: putBackupVaultNotifications,
};
