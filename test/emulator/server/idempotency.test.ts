// Every operation with an idempotency token returns the same response a second time and has no second effect.
import * as Backup from '@aws-sdk/client-backup';
import { afterAll, expect, test } from 'vitest';
import { startEmulator } from '../../../src/emulator/server.ts';
import { readOperations } from '../../../src/emulator/wire/operations.ts';
import { clientsOf, noon } from '../clients.ts';
import { pointsOf } from '../points-of.ts';

const region = 'eu-west-1';
const IamRoleArn = 'arn:aws:iam::123456789012:role/backup';
const minuteMs = 60_000;

const tokenOf = new Map(
  readOperations(Backup).flatMap(({ name, input }) =>
    [...input.structIterator()]
      .map(([member]) => member)
      .filter((member) => member === 'CreatorRequestId' || member === 'IdempotencyToken')
      .map((member) => [name, member] as const),
  ),
);

let now = noon;
const emulator = await startEmulator({ clock: { now: () => now } });
afterAll(() => emulator.close());
const { backup } = clientsOf(emulator, region);
const [volume] = (await pointsOf(backup, 'eu-prod', { ByResourceType: 'EBS' })).filter(
  ({ Status }) => Status === 'COMPLETED',
);

const rule = { RuleName: 'nightly', TargetBackupVaultName: 'eu-prod' };
const ref = { RecoveryPointArn: volume?.RecoveryPointArn, IamRoleArn };
const gapped = 'arn:aws:backup:eu-west-1:123456789012:backup-vault:gapped';
const team = 'arn:aws:mpa:us-east-1:123456789012:approval-team/one';
const selection = { SelectionName: 'one', IamRoleArn, Resources: ['*'] };
const testing = { RestoreTestingPlanName: 'weekly' };
const control = { ControlName: 'BACKUP_RECOVERY_POINT_ENCRYPTED' };

/** In an order in which each request can succeed. */
const inputs: Record<string, (memory: Map<string, string>) => object> = {
  CreateBackupVault: () => ({ BackupVaultName: 'fresh' }),
  CreateLogicallyAirGappedBackupVault: () => ({
    BackupVaultName: 'gapped',
    MinRetentionDays: 7,
    MaxRetentionDays: 30,
  }),
  CreateRestoreAccessBackupVault: () => ({ SourceBackupVaultArn: gapped }),
  CreateBackupPlan: () => ({ BackupPlan: { BackupPlanName: 'own', Rules: [rule] } }),
  CreateBackupSelection: (memory) => ({ BackupPlanId: memory.get('BackupPlanId'), BackupSelection: selection }),
  CreateFramework: () => ({ FrameworkName: 'ours', FrameworkControls: [control] }),
  UpdateFramework: () => ({ FrameworkName: 'ours', FrameworkDescription: 'changed' }),
  CreateReportPlan: () => ({
    ReportPlanName: 'nightly',
    ReportDeliveryChannel: { S3BucketName: 'reports' },
    ReportSetting: { ReportTemplate: 'BACKUP_JOB_REPORT' },
  }),
  StartReportJob: () => ({ ReportPlanName: 'nightly' }),
  UpdateReportPlan: () => ({ ReportPlanName: 'nightly', ReportPlanDescription: 'changed' }),
  CreateLegalHold: () => ({ Title: 'case', Description: 'kept' }),
  CreateRestoreTestingPlan: () => ({
    RestoreTestingPlan: {
      ...testing,
      ScheduleExpression: 'cron(0 4 ? * MON *)',
      RecoveryPointSelection: {
        Algorithm: 'LATEST_WITHIN_WINDOW',
        IncludeVaults: ['*'],
        RecoveryPointTypes: ['SNAPSHOT'],
      },
    },
  }),
  CreateRestoreTestingSelection: () => ({
    ...testing,
    RestoreTestingSelection: {
      RestoreTestingSelectionName: 'one',
      ProtectedResourceType: 'EBS',
      IamRoleArn,
      ProtectedResourceArns: ['*'],
    },
  }),
  CreateTieringConfiguration: () => ({
    TieringConfiguration: {
      TieringConfigurationName: 'cheap',
      BackupVaultName: '*',
      ResourceSelection: [{ Resources: ['*'], TieringDownSettingsInDays: 60, ResourceType: 'S3' }],
    },
  }),
  StartBackupJob: () => ({ BackupVaultName: 'eu-prod', ResourceArn: volume?.ResourceArn, IamRoleArn }),
  StartCopyJob: () => ({
    ...ref,
    SourceBackupVaultName: 'eu-prod',
    DestinationBackupVaultArn: 'arn:aws:backup:us-east-1:123456789012:backup-vault:prod',
  }),
  StartRestoreJob: () => ({ ...ref, Metadata: { availabilityZone: 'eu-west-1a' } }),
  StartScanJob: () => ({
    ...ref,
    BackupVaultName: 'eu-prod',
    ScannerRoleArn: IamRoleArn,
    MalwareScanner: 'GUARDDUTY',
    ScanMode: 'FULL_SCAN',
  }),
};

const memory = new Map<string, string>();

const send = async (operation: string, input: object) => {
  const command = (Backup as unknown as Record<string, new (input: object) => never>)[`${operation}Command`];
  if (!command) throw new Error(`the client has no ${operation}`);
  const { $metadata: _, ...response } = (await backup.send(new command(input))) as { $metadata: object };
  return response;
};

test('the table names every operation that takes a token', () => {
  expect(Object.keys(inputs).sort()).toEqual([...tokenOf.keys()].sort());
});

test.each(Object.entries(inputs))('%s', async (operation, inputOf) => {
  const input = { ...inputOf(memory), [tokenOf.get(operation) ?? '']: 'once' };
  const first = await send(operation, input);
  now += 2 * minuteMs;
  expect(stable(await send(operation, input))).toEqual(stable(first));
  for (const [name, value] of Object.entries(first)) if (typeof value === 'string') memory.set(name, value);
  if (operation !== 'CreateLogicallyAirGappedBackupVault') return;
  await send('AssociateBackupVaultMpaApprovalTeam', { BackupVaultName: 'gapped', MpaApprovalTeamArn: team });
});

/** The vault's creation continues meanwhile. */
const stable = ({ VaultState: _state, Status: _status, ...rest }: Record<string, unknown>) => rest;
