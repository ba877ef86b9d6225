// AWS Backup's operations on plans, started jobs, restore tests, frameworks and reports.
import type * as Backup from '@aws-sdk/client-backup';
import type { Handlers } from '../protocols/service.ts';
import {
  createFramework,
  deleteFramework,
  describeFramework,
  listFrameworks,
  updateFramework,
} from './audit/frameworks.ts';
import { describeReportJob, listReportJobs, startReportJob } from './audit/report-jobs.ts';
import {
  createReportPlan,
  deleteReportPlan,
  describeReportPlan,
  listReportPlans,
  updateReportPlan,
} from './audit/report-plans.ts';
import { describeScanJob, listScanJobs } from './jobs/scan-jobs.ts';
import { startCopyJob } from './jobs/started-copies.ts';
import {
  getRestoreJobMetadata,
  getRestoreTestingInferredMetadata,
  putRestoreValidationResult,
  startRestoreJob,
} from './jobs/started-restores.ts';
import { getPITRMalwareScanResults, startScanJob } from './jobs/started-scans.ts';
import { createBackupPlan, deleteBackupPlan, updateBackupPlan } from './plans/plan-changes.ts';
import {
  exportBackupPlanTemplate,
  getBackupPlanFromJSON,
  getBackupPlanFromTemplate,
  listBackupPlanTemplates,
} from './plans/plan-templates.ts';
import {
  createRestoreTestingPlan,
  deleteRestoreTestingPlan,
  getRestoreTestingPlan,
  listRestoreTestingPlans,
  updateRestoreTestingPlan,
} from './plans/restore-testing-plans.ts';
import {
  createRestoreTestingSelection,
  deleteRestoreTestingSelection,
  getRestoreTestingSelection,
  listRestoreTestingSelections,
  updateRestoreTestingSelection,
} from './plans/restore-testing-selections.ts';
import { createBackupSelection, deleteBackupSelection } from './plans/selection-changes.ts';

export const planOverlay: Handlers<typeof Backup> = {
  CreateBackupPlan: createBackupPlan,
  CreateBackupSelection: createBackupSelection,
  CreateFramework: createFramework,
  CreateReportPlan: createReportPlan,
  CreateRestoreTestingPlan: createRestoreTestingPlan,
  CreateRestoreTestingSelection: createRestoreTestingSelection,
  DeleteBackupPlan: deleteBackupPlan,
  DeleteBackupSelection: deleteBackupSelection,
  DeleteFramework: deleteFramework,
  DeleteReportPlan: deleteReportPlan,
  DeleteRestoreTestingPlan: deleteRestoreTestingPlan,
  DeleteRestoreTestingSelection: deleteRestoreTestingSelection,
  DescribeFramework: describeFramework,
  DescribeReportJob: describeReportJob,
  DescribeReportPlan: describeReportPlan,
  DescribeScanJob: describeScanJob,
  ExportBackupPlanTemplate: exportBackupPlanTemplate,
  GetBackupPlanFromJSON: getBackupPlanFromJSON,
  GetBackupPlanFromTemplate: getBackupPlanFromTemplate,
  GetPITRMalwareScanResults: getPITRMalwareScanResults,
  GetRestoreJobMetadata: getRestoreJobMetadata,
  GetRestoreTestingInferredMetadata: getRestoreTestingInferredMetadata,
  GetRestoreTestingPlan: getRestoreTestingPlan,
  GetRestoreTestingSelection: getRestoreTestingSelection,
  ListBackupPlanTemplates: listBackupPlanTemplates,
  ListFrameworks: listFrameworks,
  ListReportJobs: listReportJobs,
  ListReportPlans: listReportPlans,
  ListRestoreTestingPlans: listRestoreTestingPlans,
  ListRestoreTestingSelections: listRestoreTestingSelections,
  ListScanJobs: listScanJobs,
  PutRestoreValidationResult: putRestoreValidationResult,
  StartCopyJob: startCopyJob,
  StartReportJob: startReportJob,
  StartRestoreJob: startRestoreJob,
  StartScanJob: startScanJob,
  UpdateBackupPlan: updateBackupPlan,
  UpdateFramework: updateFramework,
  UpdateReportPlan: updateReportPlan,
  UpdateRestoreTestingPlan: updateRestoreTestingPlan,
  UpdateRestoreTestingSelection: updateRestoreTestingSelection,
};
