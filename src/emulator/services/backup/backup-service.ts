import * as Backup from '@aws-sdk/client-backup';
import { createRestJsonService } from '../rest-json-service.ts';
import type { Handlers, Service } from '../service.ts';
import { describeBackupJob, listBackupJobs } from './backup-jobs.ts';
import {
  describeBackupVault,
  getBackupVaultAccessPolicy,
  getBackupVaultNotifications,
  listBackupVaults,
} from './vaults.ts';

const handlers: Handlers<typeof Backup> = {
  DescribeBackupJob: describeBackupJob,
  DescribeBackupVault: describeBackupVault,
  GetBackupVaultAccessPolicy: getBackupVaultAccessPolicy,
  GetBackupVaultNotifications: getBackupVaultNotifications,
  ListBackupJobs: listBackupJobs,
  ListBackupVaults: listBackupVaults,
};

export const createBackupService = (): Service => createRestJsonService('backup', Backup, handlers);
