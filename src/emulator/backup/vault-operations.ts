// AWS Backup's operations that change vaults, recovery points, legal holds, tags and settings.
import type * as Backup from '@aws-sdk/client-backup';
import type { Handlers } from '../protocols/service.ts';
import {
  cancelLegalHold,
  createLegalHold,
  getLegalHold,
  listLegalHolds,
  listRecoveryPointsByLegalHold,
} from './points/legal-holds.ts';
import {
  deleteRecoveryPoint,
  disassociateRecoveryPoint,
  disassociateRecoveryPointFromParent,
  updateRecoveryPointLifecycle,
} from './points/point-changes.ts';
import {
  getRecoveryPointIndexDetails,
  listIndexedRecoveryPoints,
  updateRecoveryPointIndexSettings,
} from './points/point-indexes.ts';
import { updateGlobalSettings, updateRegionSettings } from './settings.ts';
import { listTags, tagResource, untagResource } from './tags.ts';
import { createLogicallyAirGappedBackupVault } from './vaults/air-gapped-vaults.ts';
import {
  associateBackupVaultMpaApprovalTeam,
  disassociateBackupVaultMpaApprovalTeam,
} from './vaults/approval-teams.ts';
import {
  createRestoreAccessBackupVault,
  listRestoreAccessBackupVaults,
  revokeRestoreAccessBackupVault,
} from './vaults/restore-access-vaults.ts';
import {
  createTieringConfiguration,
  deleteTieringConfiguration,
  getTieringConfiguration,
  listTieringConfigurations,
  updateTieringConfiguration,
} from './vaults/tiering.ts';
import { deleteBackupVaultLockConfiguration, putBackupVaultLockConfiguration } from './vaults/vault-locks.ts';
import {
  deleteBackupVaultAccessPolicy,
  deleteBackupVaultNotifications,
  putBackupVaultAccessPolicy,
  putBackupVaultNotifications,
} from './vaults/vault-policies.ts';

export const vaultOverlay: Handlers<typeof Backup> = {
  CreateLogicallyAirGappedBackupVault: createLogicallyAirGappedBackupVault,
  DeleteBackupVaultAccessPolicy: deleteBackupVaultAccessPolicy,
  DeleteBackupVaultLockConfiguration: deleteBackupVaultLockConfiguration,
  DeleteBackupVaultNotifications: deleteBackupVaultNotifications,
  PutBackupVaultAccessPolicy: putBackupVaultAccessPolicy,
  PutBackupVaultLockConfiguration: putBackupVaultLockConfiguration,
  PutBackupVaultNotifications: putBackupVaultNotifications,
  CancelLegalHold: cancelLegalHold,
  CreateLegalHold: createLegalHold,
  GetLegalHold: getLegalHold,
  ListLegalHolds: listLegalHolds,
  ListRecoveryPointsByLegalHold: listRecoveryPointsByLegalHold,
  DeleteRecoveryPoint: deleteRecoveryPoint,
  DisassociateRecoveryPoint: disassociateRecoveryPoint,
  DisassociateRecoveryPointFromParent: disassociateRecoveryPointFromParent,
  UpdateRecoveryPointLifecycle: updateRecoveryPointLifecycle,
  GetRecoveryPointIndexDetails: getRecoveryPointIndexDetails,
  ListIndexedRecoveryPoints: listIndexedRecoveryPoints,
  UpdateRecoveryPointIndexSettings: updateRecoveryPointIndexSettings,
  ListTags: listTags,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateGlobalSettings: updateGlobalSettings,
  UpdateRegionSettings: updateRegionSettings,
  CreateTieringConfiguration: createTieringConfiguration,
  DeleteTieringConfiguration: deleteTieringConfiguration,
  GetTieringConfiguration: getTieringConfiguration,
  ListTieringConfigurations: listTieringConfigurations,
  UpdateTieringConfiguration: updateTieringConfiguration,
  AssociateBackupVaultMpaApprovalTeam: associateBackupVaultMpaApprovalTeam,
  DisassociateBackupVaultMpaApprovalTeam: disassociateBackupVaultMpaApprovalTeam,
  CreateRestoreAccessBackupVault: createRestoreAccessBackupVault,
  ListRestoreAccessBackupVaults: listRestoreAccessBackupVaults,
  RevokeRestoreAccessBackupVault: revokeRestoreAccessBackupVault,
};
