// Callers can create records in a Region without initial content, and lists return them.
import * as Backup from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { clientsOf, emulatorAt } from '../clients.ts';

const region = 'sa-east-1';
const IamRoleArn = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';
const Rules = [{ RuleName: 'Daily', TargetBackupVaultName: 'made', ScheduleExpression: 'cron(0 5 ? * * *)' }];
const ScheduleExpression = 'cron(0 5 ? * MON *)';
const RecoveryPointSelection = {
  Algorithm: 'LATEST_WITHIN_WINDOW' as const,
  IncludeVaults: ['*'],
  RecoveryPointTypes: ['SNAPSHOT' as const],
};
const hold = { Title: 'audit', Description: 'audit', IdempotencyToken: 'hold' };
const FrameworkControls = [{ ControlName: 'BACKUP_RECOVERY_POINT_ENCRYPTED' }];
const report = {
  ReportDeliveryChannel: { S3BucketName: 'reports' },
  ReportSetting: { ReportTemplate: 'BACKUP_JOB_REPORT' },
};

async function listed() {
  const { backup } = clientsOf(await emulatorAt(), region);
  const BackupVaultName = 'made';
  await backup.send(new Backup.CreateBackupVaultCommand({ BackupVaultName }));
  const days = { MinRetentionDays: 7, MaxRetentionDays: 30 };
  await backup.send(new Backup.CreateLogicallyAirGappedBackupVaultCommand({ BackupVaultName: 'gapped', ...days }));
  const BackupPlan = { BackupPlanName: 'mine', Rules };
  const { BackupPlanId } = await backup.send(new Backup.CreateBackupPlanCommand({ BackupPlan }));
  const BackupSelection = { SelectionName: 'all', IamRoleArn, Resources: ['*'] };
  await backup.send(new Backup.CreateBackupSelectionCommand({ BackupPlanId, BackupSelection }));
  const RestoreTestingPlanName = 'weekly';
  const RestoreTestingPlan = { RestoreTestingPlanName, ScheduleExpression, RecoveryPointSelection };
  await backup.send(new Backup.CreateRestoreTestingPlanCommand({ RestoreTestingPlan }));
  const RestoreTestingSelection = {
    RestoreTestingSelectionName: 'volumes',
    IamRoleArn,
    ProtectedResourceType: 'EBS',
    ProtectedResourceArns: ['*'],
  };
  await backup.send(
    new Backup.CreateRestoreTestingSelectionCommand({ RestoreTestingPlanName, RestoreTestingSelection }),
  );
  await backup.send(new Backup.CreateLegalHoldCommand(hold));
  await backup.send(new Backup.CreateFrameworkCommand({ FrameworkName: 'rules', FrameworkControls }));
  await backup.send(new Backup.CreateReportPlanCommand({ ReportPlanName: 'jobs', ...report }));
  return {
    vaults: (await backup.send(new Backup.ListBackupVaultsCommand({}))).BackupVaultList?.length,
    plans: (await backup.send(new Backup.ListBackupPlansCommand({}))).BackupPlansList?.length,
    selections: (await backup.send(new Backup.ListBackupSelectionsCommand({ BackupPlanId }))).BackupSelectionsList
      ?.length,
    tests: (await backup.send(new Backup.ListRestoreTestingPlansCommand({}))).RestoreTestingPlans?.length,
    testSelections: (await backup.send(new Backup.ListRestoreTestingSelectionsCommand({ RestoreTestingPlanName })))
      .RestoreTestingSelections?.length,
    holds: (await backup.send(new Backup.ListLegalHoldsCommand({}))).LegalHolds?.length,
    frameworks: (await backup.send(new Backup.ListFrameworksCommand({}))).Frameworks?.length,
    reports: (await backup.send(new Backup.ListReportPlansCommand({}))).ReportPlans?.length,
  };
}

test('whatever is created there is listed', async () => {
  expect(await listed()).toEqual({
    vaults: 2,
    plans: 1,
    selections: 1,
    tests: 1,
    testSelections: 1,
    holds: 1,
    frameworks: 1,
    reports: 1,
  });
});
