// The operations of AWS Backup on plans, and on what is started, tested and reported beside them.
import type * as Backup from '@aws-sdk/client-backup';
import type { Handlers } from '../service.ts';
import { createBackupPlan, deleteBackupPlan, updateBackupPlan } from './plan-changes.ts';
import {
  exportBackupPlanTemplate,
  getBackupPlanFromJSON,
  getBackupPlanFromTemplate,
  listBackupPlanTemplates,
} from './plan-templates.ts';
import { createBackupSelection, deleteBackupSelection } from './selection-changes.ts';
import { startCopyJob } from './started-copies.ts';
import { getRestoreJobMetadata, putRestoreValidationResult, startRestoreJob } from './started-restores.ts';

export const planSide: Handlers<typeof Backup> = {
  CreateBackupPlan: createBackupPlan,
  CreateBackupSelection: createBackupSelection,
  DeleteBackupPlan: deleteBackupPlan,
  DeleteBackupSelection: deleteBackupSelection,
  ExportBackupPlanTemplate: exportBackupPlanTemplate,
  GetBackupPlanFromJSON: getBackupPlanFromJSON,
  GetBackupPlanFromTemplate: getBackupPlanFromTemplate,
  GetRestoreJobMetadata: getRestoreJobMetadata,
  ListBackupPlanTemplates: listBackupPlanTemplates,
  PutRestoreValidationResult: putRestoreValidationResult,
  StartCopyJob: startCopyJob,
  StartRestoreJob: startRestoreJob,
  UpdateBackupPlan: updateBackupPlan,
};
