import { expect, test } from 'vitest';
import { createBackupService } from '../../../src/emulator/backup/backup-service.ts';

/** The operations of AWS Backup: botocore, data/backup/2018-11-15/service-2.json. */
const published = `
  AssociateBackupVaultMpaApprovalTeam CancelLegalHold CreateBackupAccessPoint CreateBackupPlan
  CreateBackupSelection CreateBackupVault CreateFramework CreateLegalHold CreateLogicallyAirGappedBackupVault
  CreateReportPlan CreateRestoreAccessBackupVault CreateRestoreTestingPlan CreateRestoreTestingSelection
  CreateTieringConfiguration DeleteBackupAccessPoint DeleteBackupPlan DeleteBackupSelection DeleteBackupVault
  DeleteBackupVaultAccessPolicy DeleteBackupVaultLockConfiguration DeleteBackupVaultNotifications DeleteFramework
  DeleteRecoveryPoint DeleteReportPlan DeleteRestoreTestingPlan DeleteRestoreTestingSelection
  DeleteTieringConfiguration DescribeBackupAccessPoint DescribeBackupJob DescribeBackupVault DescribeCopyJob
  DescribeFramework DescribeGlobalSettings DescribeProtectedResource DescribeRecoveryPoint DescribeRegionSettings
  DescribeReportJob DescribeReportPlan DescribeRestoreJob DescribeScanJob DisassociateBackupVaultMpaApprovalTeam
  DisassociateRecoveryPoint DisassociateRecoveryPointFromParent ExportBackupPlanTemplate GetBackupPlan
  GetBackupPlanFromJSON GetBackupPlanFromTemplate GetBackupSelection GetBackupVaultAccessPolicy
  GetBackupVaultNotifications GetLegalHold GetPITRMalwareScanResults GetRecoveryPointIndexDetails
  GetRecoveryPointRestoreMetadata GetRestoreJobMetadata GetRestoreTestingInferredMetadata GetRestoreTestingPlan
  GetRestoreTestingSelection GetSupportedResourceTypes GetTieringConfiguration ListBackupAccessPoints
  ListBackupAccessPointsByRecoveryPoint ListBackupAccessPointsByResource ListBackupJobSummaries ListBackupJobs
  ListBackupPlanTemplates ListBackupPlanVersions ListBackupPlans ListBackupSelections ListBackupVaults
  ListCopyJobSummaries ListCopyJobs ListFrameworks ListIndexedRecoveryPoints ListLegalHolds ListProtectedResources
  ListProtectedResourcesByBackupVault ListRecoveryPointsByBackupVault ListRecoveryPointsByLegalHold
  ListRecoveryPointsByResource ListReportJobs ListReportPlans ListRestoreAccessBackupVaults ListRestoreJobSummaries
  ListRestoreJobs ListRestoreJobsByProtectedResource ListRestoreTestingPlans ListRestoreTestingSelections
  ListScanJobSummaries ListScanJobs ListTags ListTieringConfigurations PutBackupVaultAccessPolicy
  PutBackupVaultLockConfiguration PutBackupVaultNotifications PutRestoreValidationResult
  RevokeRestoreAccessBackupVault StartBackupJob StartCopyJob StartReportJob StartRestoreJob StartScanJob
  StopBackupJob TagResource UntagResource UpdateBackupPlan UpdateFramework UpdateGlobalSettings
  UpdateRecoveryPointIndexSettings UpdateRecoveryPointLifecycle UpdateRegionSettings UpdateReportPlan
  UpdateRestoreTestingPlan UpdateRestoreTestingSelection UpdateTieringConfiguration`
  .trim()
  .split(/\s+/);

test('each of the 115 operations of AWS Backup is carried out', () => {
  const { operations = [] } = createBackupService();
  expect(published).toHaveLength(115);
  expect(operations.map(({ name }) => name).sort()).toEqual(published);
  expect(operations.filter(({ implemented }) => !implemented)).toEqual([]);
});
