import {
  AssociateBackupVaultMpaApprovalTeamCommand,
  CreateRestoreAccessBackupVaultCommand,
  DescribeBackupVaultCommand,
  DisassociateBackupVaultMpaApprovalTeamCommand,
  ListBackupVaultsCommand,
  ListRestoreAccessBackupVaultsCommand,
  RevokeRestoreAccessBackupVaultCommand,
} from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { clientsOf, emulatorAt, noon } from '../clients.ts';
import { movableEmulator } from '../movable-emulator.ts';

const airgap = { BackupVaultName: 'apac-airgap' };
const sourceArn = 'arn:aws:backup:ap-southeast-2:123456789012:backup-vault:apac-airgap';
const team = (name: string) => `arn:aws:mpa:us-east-1:123456789012:approval-team/${name}`;
const associate = (name: string) =>
  new AssociateBackupVaultMpaApprovalTeamCommand({ ...airgap, MpaApprovalTeamArn: team(name) });
const minuteMs = 60_000;

test('the first team comes at once, the next when the first agrees', async () => {
  const { emulator, moveTo } = await movableEmulator();
  const { backup } = clientsOf(emulator, 'ap-southeast-2');
  const described = () => backup.send(new DescribeBackupVaultCommand(airgap));
  await backup.send(associate('one'));
  expect(await described()).toMatchObject({ MpaApprovalTeamArn: team('one') });
  await backup.send(associate('two'));
  expect(await described()).toMatchObject({
    MpaApprovalTeamArn: team('one'),
    LatestMpaApprovalTeamUpdate: { Status: 'PENDING', InitiationDate: new Date(noon) },
  });
  await expect(backup.send(associate('three'))).rejects.toThrow('pending');
  moveTo(noon + 3 * minuteMs);
  expect(await described()).toMatchObject({
    MpaApprovalTeamArn: team('two'),
    LatestMpaApprovalTeamUpdate: { Status: 'APPROVED' },
  });
  await backup.send(new DisassociateBackupVaultMpaApprovalTeamCommand(airgap));
  moveTo(noon + 6 * minuteMs);
  expect((await described()).MpaApprovalTeamArn).toBeUndefined();
  await expect(backup.send(new DisassociateBackupVaultMpaApprovalTeamCommand(airgap))).rejects.toThrow('no approval');
});

test('access is asked for, granted, listed and revoked', async () => {
  const { emulator, moveTo } = await movableEmulator();
  const { backup } = clientsOf(emulator, 'ap-southeast-2');
  const create = new CreateRestoreAccessBackupVaultCommand({
    SourceBackupVaultArn: sourceArn,
    BackupVaultName: 'rescue',
    CreatorRequestId: 'once',
  });
  await expect(backup.send(create)).rejects.toThrow('has no approval team');
  await backup.send(associate('one'));
  const made = await backup.send(create);
  expect(made).toMatchObject({ RestoreAccessBackupVaultName: 'rescue', VaultState: 'CREATING' });
  expect(await backup.send(create)).toMatchObject(made.RestoreAccessBackupVaultArn ? { VaultState: 'CREATING' } : {});
  moveTo(noon + 3 * minuteMs);
  expect(await backup.send(new DescribeBackupVaultCommand({ BackupVaultName: 'rescue' }))).toMatchObject({
    VaultType: 'RESTORE_ACCESS_BACKUP_VAULT',
    VaultState: 'AVAILABLE',
    SourceBackupVaultArn: sourceArn,
  });
  const list = async () =>
    (await backup.send(new ListRestoreAccessBackupVaultsCommand(airgap))).RestoreAccessBackupVaults ?? [];
  expect(await list()).toMatchObject([
    { RestoreAccessBackupVaultArn: made.RestoreAccessBackupVaultArn, ApprovalDate: new Date(noon + 2 * minuteMs) },
  ]);
  const revoke = new RevokeRestoreAccessBackupVaultCommand({
    ...airgap,
    RestoreAccessBackupVaultArn: made.RestoreAccessBackupVaultArn,
  });
  await backup.send(revoke);
  expect(await list()).toMatchObject([{ LatestRevokeRequest: { Status: 'PENDING' } }]);
  await expect(backup.send(revoke)).rejects.toThrow('pending');
  moveTo(noon + 6 * minuteMs);
  expect(await list()).toEqual([]);
  const { BackupVaultList } = await backup.send(new ListBackupVaultsCommand({}));
  expect(BackupVaultList?.map(({ BackupVaultName }) => BackupVaultName)).not.toContain('rescue');
});

const regional = 'arn:aws:backup:ap-southeast-2:123456789012:backup-vault:';
test.each([
  [
    'a team that is none',
    new AssociateBackupVaultMpaApprovalTeamCommand({ ...airgap, MpaApprovalTeamArn: 'us' }),
    'InvalidParameterValueException',
  ],
  ['no team', new AssociateBackupVaultMpaApprovalTeamCommand(airgap as never), 'MissingParameterValueException'],
  [
    'a team for a common vault',
    new AssociateBackupVaultMpaApprovalTeamCommand({ BackupVaultName: 'apac-prod', MpaApprovalTeamArn: team('a') }),
    'InvalidRequestException',
  ],
  ['no source', new CreateRestoreAccessBackupVaultCommand({} as never), 'MissingParameterValueException'],
  [
    'a source that is none',
    new CreateRestoreAccessBackupVaultCommand({ SourceBackupVaultArn: 'x' }),
    'InvalidParameterValueException',
  ],
  [
    'a source that is not there',
    new CreateRestoreAccessBackupVaultCommand({ SourceBackupVaultArn: `${regional}nope` }),
    'ResourceNotFoundException',
  ],
  [
    'a common vault as source',
    new CreateRestoreAccessBackupVaultCommand({ SourceBackupVaultArn: `${regional}apac-prod` }),
    'InvalidRequestException',
  ],
  [
    'to revoke what is not there',
    new RevokeRestoreAccessBackupVaultCommand({ ...airgap, RestoreAccessBackupVaultArn: `${regional}x` }),
    'ResourceNotFoundException',
  ],
])('restore access refuses %s', async (_what, command, name) => {
  const { backup } = clientsOf(await emulatorAt(), 'ap-southeast-2');
  await expect(backup.send(command as never)).rejects.toMatchObject({ name });
});
