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

export const planSide: Handlers<typeof Backup> = {
  CreateBackupPlan: createBackupPlan,
  CreateBackupSelection: createBackupSelection,
  DeleteBackupPlan: deleteBackupPlan,
  DeleteBackupSelection: deleteBackupSelection,
  ExportBackupPlanTemplate: exportBackupPlanTemplate,
  GetBackupPlanFromJSON: getBackupPlanFromJSON,
  GetBackupPlanFromTemplate: getBackupPlanFromTemplate,
  ListBackupPlanTemplates: listBackupPlanTemplates,
  UpdateBackupPlan: updateBackupPlan,
};
