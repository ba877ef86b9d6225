import * as Backup from '@aws-sdk/client-backup';
import { createRestJsonService } from '../protocols/rest-json-service.ts';
import type { EmulatedService, Handler, Handlers } from '../protocols/service.ts';
import { describeBackupJob, listBackupJobs } from './jobs/backup-jobs.ts';
import { describeCopyJob, listCopyJobs } from './jobs/copy-jobs.ts';
import {
  listBackupJobSummaries,
  listCopyJobSummaries,
  listRestoreJobSummaries,
  listScanJobSummaries,
} from './jobs/job-summaries.ts';
import { describeRestoreJob, listRestoreJobs, listRestoreJobsByProtectedResource } from './jobs/restore-jobs.ts';
import { startBackupJob, stopBackupJob } from './jobs/started-backups.ts';
import { planOverlay } from './plan-operations.ts';
import { getBackupPlan, listBackupPlans, listBackupPlanVersions } from './plans/plans.ts';
import { getBackupSelection, listBackupSelections } from './plans/selections.ts';
import { accessPointSchemas } from './points/access-point-schemas.ts';
import {
  createBackupAccessPoint,
  deleteBackupAccessPoint,
  describeBackupAccessPoint,
  listBackupAccessPoints,
  listBackupAccessPointsByRecoveryPoint,
  listBackupAccessPointsByResource,
} from './points/access-points.ts';
import {
  describeProtectedResource,
  listProtectedResources,
  listProtectedResourcesByBackupVault,
} from './points/protected-resources.ts';
import {
  describeRecoveryPoint,
  getRecoveryPointRestoreMetadata,
  listRecoveryPointsByBackupVault,
  listRecoveryPointsByResource,
} from './points/recovery-points.ts';
import {
  describeGlobalSettings,
  describeRegionSettings,
  getSupportedResourceTypes,
  settingsSchemas,
} from './settings.ts';
import { vaultOverlay } from './vault-operations.ts';
import { createBackupVault, deleteBackupVault } from './vaults/vault-changes.ts';
import { guarded } from './vaults/vault-guard.ts';
import {
  describeBackupVault,
  getBackupVaultAccessPolicy,
  getBackupVaultNotifications,
  listBackupVaults,
} from './vaults/vaults.ts';

/** All operations of AWS Backup's installed client. */
const handlers: Handlers<typeof Backup> = {
  ...planOverlay,
  CreateBackupVault: createBackupVault,
  DeleteBackupVault: deleteBackupVault,
  DescribeBackupJob: describeBackupJob,
  DescribeBackupVault: describeBackupVault,
  DescribeCopyJob: describeCopyJob,
  DescribeGlobalSettings: describeGlobalSettings,
  DescribeProtectedResource: describeProtectedResource,
  DescribeRecoveryPoint: describeRecoveryPoint,
  DescribeRegionSettings: describeRegionSettings,
  DescribeRestoreJob: describeRestoreJob,
  GetBackupPlan: getBackupPlan,
  GetBackupSelection: getBackupSelection,
  GetBackupVaultAccessPolicy: getBackupVaultAccessPolicy,
  GetBackupVaultNotifications: getBackupVaultNotifications,
  GetRecoveryPointRestoreMetadata: getRecoveryPointRestoreMetadata,
  GetSupportedResourceTypes: getSupportedResourceTypes,
  ListBackupJobs: listBackupJobs,
  ListBackupJobSummaries: listBackupJobSummaries,
  ListBackupPlans: listBackupPlans,
  ListBackupPlanVersions: listBackupPlanVersions,
  ListBackupSelections: listBackupSelections,
  ListBackupVaults: listBackupVaults,
  ListCopyJobs: listCopyJobs,
  ListCopyJobSummaries: listCopyJobSummaries,
  ListProtectedResources: listProtectedResources,
  ListProtectedResourcesByBackupVault: listProtectedResourcesByBackupVault,
  ListRecoveryPointsByBackupVault: listRecoveryPointsByBackupVault,
  ListRecoveryPointsByResource: listRecoveryPointsByResource,
  ListRestoreJobs: listRestoreJobs,
  ListRestoreJobsByProtectedResource: listRestoreJobsByProtectedResource,
  ListRestoreJobSummaries: listRestoreJobSummaries,
  ListScanJobSummaries: listScanJobSummaries,
  StartBackupJob: startBackupJob,
  StopBackupJob: stopBackupJob,
  ...vaultOverlay,
};

const newerSchemas = { ...accessPointSchemas, ...settingsSchemas };

/** What AWS Backup has newer than its installed client. */
const newerHandlers: Record<string, Handler> = {
  CreateBackupAccessPoint: createBackupAccessPoint,
  DeleteBackupAccessPoint: deleteBackupAccessPoint,
  DescribeBackupAccessPoint: describeBackupAccessPoint,
  ListBackupAccessPoints: listBackupAccessPoints,
  ListBackupAccessPointsByRecoveryPoint: listBackupAccessPointsByRecoveryPoint,
  ListBackupAccessPointsByResource: listBackupAccessPointsByResource,
};

const guardedHandlers = Object.fromEntries(
  Object.entries({ ...handlers, ...newerHandlers }).map(([name, handle]) => [name, guarded(name, handle)]),
);

export const createBackupService = (): EmulatedService =>
  createRestJsonService('backup', { ...Backup, ...newerSchemas }, guardedHandlers);
