import {
  CreateBackupVaultCommand,
  CreateLogicallyAirGappedBackupVaultCommand,
  DeleteBackupVaultCommand,
  DeleteBackupVaultLockConfigurationCommand,
  DescribeBackupVaultCommand,
  PutBackupVaultLockConfigurationCommand,
} from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { clientsOf, emulatorAt, noon } from '../clients.ts';
import { movableEmulator } from '../movable-emulator.ts';

const dayMs = 86_400_000;
const fresh = { BackupVaultName: 'fresh' };

test('a lock governs until it is taken off', async () => {
  const { backup } = clientsOf(await emulatorAt());
  await backup.send(new CreateBackupVaultCommand(fresh));
  await backup.send(
    new PutBackupVaultLockConfigurationCommand({ ...fresh, MinRetentionDays: 7, MaxRetentionDays: 90 }),
  );
  const locked = await backup.send(new DescribeBackupVaultCommand(fresh));
  expect(locked).toMatchObject({ Locked: true, MinRetentionDays: 7, MaxRetentionDays: 90 });
  expect(locked.LockDate).toBeUndefined();
  await backup.send(new DeleteBackupVaultLockConfigurationCommand(fresh));
  expect(await backup.send(new DescribeBackupVaultCommand(fresh))).toMatchObject({ Locked: false });
});

test('a compliance lock can be changed in its grace time, and never after', async () => {
  const { emulator, moveTo } = await movableEmulator();
  const { backup } = clientsOf(emulator);
  const put = new PutBackupVaultLockConfigurationCommand({ ...fresh, MinRetentionDays: 1, ChangeableForDays: 3 });
  await backup.send(new CreateBackupVaultCommand(fresh));
  await backup.send(put);
  expect((await backup.send(new DescribeBackupVaultCommand(fresh))).LockDate).toEqual(new Date(noon + 3 * dayMs));
  moveTo(noon + 2 * dayMs);
  await backup.send(put);
  moveTo(noon + 4 * dayMs);
  await backup.send(new DeleteBackupVaultLockConfigurationCommand(fresh));
  await backup.send(put);
  moveTo(noon + 7 * dayMs);
  const refusal = { name: 'InvalidRequestException', message: expect.stringContaining('cannot be changed') };
  await expect(backup.send(put)).rejects.toMatchObject(refusal);
  await expect(backup.send(new DeleteBackupVaultLockConfigurationCommand(fresh))).rejects.toMatchObject(refusal);
  // An empty vault can be deleted even if it is locked.
  await backup.send(new DeleteBackupVaultCommand(fresh));
  await backup.send(new CreateBackupVaultCommand(fresh));
  expect(await backup.send(new DescribeBackupVaultCommand(fresh))).toMatchObject({ Locked: false });
});

test.each([
  ['a grace time under three days', { ChangeableForDays: 2 }],
  ['no retention at all', { MinRetentionDays: 0 }],
  ['retention past a century', { MaxRetentionDays: 36_501 }],
  ['a range upside down', { MinRetentionDays: 9, MaxRetentionDays: 8 }],
])('a lock refuses %s', async (_what, lock) => {
  const { backup } = clientsOf(await emulatorAt());
  const put = new PutBackupVaultLockConfigurationCommand({ BackupVaultName: 'prod', ...lock });
  await expect(backup.send(put)).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
});

test('an air-gapped vault is born locked, and available a little later', async () => {
  const { emulator, moveTo } = await movableEmulator();
  const { backup } = clientsOf(emulator);
  const create = new CreateLogicallyAirGappedBackupVaultCommand({
    ...fresh,
    MinRetentionDays: 7,
    MaxRetentionDays: 30,
    CreatorRequestId: 'once',
  });
  const made = await backup.send(create);
  expect(made).toMatchObject({ VaultState: 'CREATING' });
  expect(await backup.send(create)).toMatchObject({ BackupVaultArn: made.BackupVaultArn });
  moveTo(noon + 120_000);
  expect(await backup.send(new DescribeBackupVaultCommand(fresh))).toMatchObject({
    VaultState: 'AVAILABLE',
    VaultType: 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT',
    Locked: true,
    LockDate: made.CreationDate,
    EncryptionKeyType: 'AWS_OWNED_KMS_KEY',
  });
  await expect(backup.send(new DeleteBackupVaultLockConfigurationCommand(fresh))).rejects.toThrow('cannot be changed');
});

test.each([
  ['no least retention', { MaxRetentionDays: 30 }, 'MissingParameterValueException'],
  ['no longest retention', { MinRetentionDays: 7 }, 'MissingParameterValueException'],
  ['less than a week', { MinRetentionDays: 6, MaxRetentionDays: 30 }, 'InvalidParameterValueException'],
  [
    'a name that exists',
    { MinRetentionDays: 7, MaxRetentionDays: 30, BackupVaultName: 'prod' },
    'AlreadyExistsException',
  ],
  ['a name that is none', { MinRetentionDays: 7, MaxRetentionDays: 30, BackupVaultName: 'a b' }, 'InvalidParameter'],
])('an air-gapped vault refuses %s', async (_what, input, name) => {
  const { backup } = clientsOf(await emulatorAt());
  const command = new CreateLogicallyAirGappedBackupVaultCommand({ ...fresh, ...input } as never);
  await expect(backup.send(command)).rejects.toMatchObject({ name: expect.stringContaining(name) });
});

test('a locked vault with points stays', async () => {
  const { backup } = clientsOf(await emulatorAt(), 'eu-west-1');
  await expect(backup.send(new DeleteBackupVaultCommand({ BackupVaultName: 'dr-locked' }))).rejects.toMatchObject({
    name: 'InvalidRequestException',
    message: 'Backup vault cannot be deleted because it contains recovery points.',
  });
});
