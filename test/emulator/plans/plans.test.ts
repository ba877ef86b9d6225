import {
  DescribeBackupVaultCommand,
  DescribeGlobalSettingsCommand,
  DescribeRegionSettingsCommand,
  GetBackupPlanCommand,
  GetBackupSelectionCommand,
  GetBackupVaultNotificationsCommand,
  GetSupportedResourceTypesCommand,
  ListBackupPlansCommand,
  ListBackupPlanVersionsCommand,
  ListBackupSelectionsCommand,
} from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { clientsOf, emulatorAt, noon } from '../clients.ts';

async function planNamed(client: ReturnType<typeof clientsOf>, name: string) {
  const { BackupPlansList = [] } = await client.backup.send(new ListBackupPlansCommand({}));
  return BackupPlansList.find(({ BackupPlanName }) => BackupPlanName === name);
}

test('a plan tells its rules, its last run and its next ones', async () => {
  const client = clientsOf(await emulatorAt());
  const listed = await planNamed(client, 'prod-daily');
  const plan = await client.backup.send(
    new GetBackupPlanCommand({ BackupPlanId: listed?.BackupPlanId, MaxScheduledRunsPreview: 3 }),
  );
  expect(plan.BackupPlan?.Rules?.map(({ RuleName }) => RuleName)).toEqual([
    'DailyBackups',
    'WeeklyBackups',
    'MonthlyArchive',
  ]);
  expect(plan.LastExecutionDate).toEqual(new Date(Date.UTC(2026, 0, 15, 5)));
  expect(plan.ScheduledRunsPreview?.map(({ ExecutionTime }) => ExecutionTime?.toISOString())).toEqual([
    '2026-01-16T05:00:00.000Z',
    '2026-01-17T05:00:00.000Z',
    // On Sundays the weekly rule has the longer retention, so the daily rule in its start window does not run.
    '2026-01-18T07:00:00.000Z',
  ]);
});

test('runs keep to the zone of their rule', async () => {
  const client = clientsOf(await emulatorAt(), 'ap-southeast-2');
  const listed = await planNamed(client, 'apac-daily');
  const plan = await client.backup.send(
    new GetBackupPlanCommand({ BackupPlanId: listed?.BackupPlanId, MaxScheduledRunsPreview: 1 }),
  );
  // 02:30 in Sydney, which is eleven hours ahead of UTC in January.
  expect(plan.ScheduledRunsPreview?.[0]?.ExecutionTime).toEqual(new Date(Date.UTC(2026, 0, 15, 15, 30)));
});

test('a plan has versions and selections', async () => {
  const { backup, ...rest } = clientsOf(await emulatorAt());
  const listed = await planNamed({ backup, ...rest }, 'prod-daily');
  const BackupPlanId = listed?.BackupPlanId;
  const { BackupPlanVersionsList = [] } = await backup.send(new ListBackupPlanVersionsCommand({ BackupPlanId }));
  expect(BackupPlanVersionsList).toHaveLength(3);
  expect(BackupPlanVersionsList[0]?.VersionId).toBe(listed?.VersionId);
  const { BackupSelectionsList = [] } = await backup.send(new ListBackupSelectionsCommand({ BackupPlanId }));
  const SelectionId = BackupSelectionsList[0]?.SelectionId;
  const { BackupSelection } = await backup.send(new GetBackupSelectionCommand({ BackupPlanId, SelectionId }));
  expect(BackupSelection?.ListOfTags).toEqual([
    { ConditionType: 'STRINGEQUALS', ConditionKey: 'backup', ConditionValue: 'daily' },
  ]);
});

test.each([
  ['eu-west-1', 'dr-locked', (lock: number) => lock < noon],
  ['ap-southeast-2', 'apac-prod', (lock: number) => lock > noon],
])('in %s, %s is locked for compliance', async (region, BackupVaultName, isRight) => {
  const { backup } = clientsOf(await emulatorAt(), region);
  const { LockDate, Locked } = await backup.send(new DescribeBackupVaultCommand({ BackupVaultName }));
  expect(Locked).toBe(true);
  expect(isRight(LockDate?.getTime() ?? Number.NaN)).toBe(true);
});

test('governance has no lock date, an air-gapped vault has no key of its own', async () => {
  const emulator = await emulatorAt();
  const governed = await clientsOf(emulator).backup.send(
    new DescribeBackupVaultCommand({ BackupVaultName: 'ledger-governed' }),
  );
  expect(governed.Locked).toBe(true);
  expect(governed.LockDate).toBeUndefined();
  const airGapped = await clientsOf(emulator, 'ap-southeast-2').backup.send(
    new DescribeBackupVaultCommand({ BackupVaultName: 'apac-airgap' }),
  );
  expect(airGapped).toMatchObject({
    VaultType: 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT',
    EncryptionKeyType: 'AWS_OWNED_KMS_KEY',
    Locked: true,
  });
});

test('settings, notifications and types are told', async () => {
  const { backup } = clientsOf(await emulatorAt());
  const { ResourceTypeOptInPreference } = await backup.send(new DescribeRegionSettingsCommand({}));
  expect(ResourceTypeOptInPreference).toMatchObject({ EC2: true, EKS: false });
  const { GlobalSettings } = await backup.send(new DescribeGlobalSettingsCommand({}));
  expect(GlobalSettings).toMatchObject({ isCrossAccountBackupEnabled: 'true' });
  const { ResourceTypes } = await backup.send(new GetSupportedResourceTypesCommand({}));
  expect(ResourceTypes).toContain('SAP HANA on Amazon EC2');
  const { SNSTopicArn } = await backup.send(new GetBackupVaultNotificationsCommand({ BackupVaultName: 'prod' }));
  expect(SNSTopicArn).toBe('arn:aws:sns:us-east-1:123456789012:backup-alerts');
});

test('settings of a plan stand beside it only, and null inside', async () => {
  const emulator = await emulatorAt();
  const { backup } = clientsOf(emulator);
  const { BackupPlansList = [] } = await backup.send(new ListBackupPlansCommand({}));
  const settings = await Promise.all(
    BackupPlansList.map(({ BackupPlanId }) => backup.send(new GetBackupPlanCommand({ BackupPlanId }))),
  );
  expect(settings.some(({ AdvancedBackupSettings }) => AdvancedBackupSettings !== undefined)).toBe(true);
  expect(settings.every(({ BackupPlan }) => BackupPlan?.AdvancedBackupSettings === undefined)).toBe(true);
});
