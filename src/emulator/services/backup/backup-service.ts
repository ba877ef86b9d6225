import * as Backup from '@aws-sdk/client-backup';
import { createRestJsonService } from '../rest-json-service.ts';
import type { EmulatedService, Handlers } from '../service.ts';
import { describeBackupJob, listBackupJobs } from './backup-jobs.ts';
import { createBackupVault, deleteBackupVault, startBackupJob, stopBackupJob } from './changes.ts';
import { describeCopyJob, listCopyJobs } from './copy-jobs.ts';
import {
  listBackupJobSummaries,
  listCopyJobSummaries,
  listRestoreJobSummaries,
  listScanJobSummaries,
} from './job-summaries.ts';
import { planOverlay } from './plan-side.ts';
import { getBackupPlan, listBackupPlans, listBackupPlanVersions } from './plans.ts';
import {
  describeProtectedResource,
  listProtectedResources,
  listProtectedResourcesByBackupVault,
} from './protected-resources.ts';
import {
  describeRecoveryPoint,
  getRecoveryPointRestoreMetadata,
  listRecoveryPointsByBackupVault,
  listRecoveryPointsByResource,
} from './recovery-points.ts';
import { describeRestoreJob, listRestoreJobs, listRestoreJobsByProtectedResource } from './restore-jobs.ts';
import { getBackupSelection, listBackupSelections } from './selections.ts';
import { describeGlobalSettings, describeRegionSettings, getSupportedResourceTypes } from './settings.ts';
import { guarded } from './vault-guard.ts';
import { vaultOverlay } from './vault-side.ts';
import {
  describeBackupVault,
  getBackupVaultAccessPolicy,
  getBackupVaultNotifications,
  listBackupVaults,
} from './vaults.ts';

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

const guardedHandlers = Object.fromEntries(
  Object.entries(handlers).map(([name, handle]) => [name, guarded(name, handle)]),
);

export const createBackupService = (): EmulatedService => createRestJsonService('backup', Backup, guardedHandlers);
