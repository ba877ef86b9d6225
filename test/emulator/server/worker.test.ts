import { ListBackupVaultsCommand } from '@aws-sdk/client-backup';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { startEmulatorWorker } from '../../../src/emulator/in-worker.ts';
import { clientsOf, emulatorAt, noon } from '../clients.ts';

const workerFile = new URL('../../../src/emulator/worker.ts', import.meta.url);

test('runs in a thread of its own and closes', async () => {
  const emulator = await startEmulatorWorker({ now: noon }, workerFile);
  const { backup } = clientsOf(emulator);
  const { BackupVaultList } = await backup.send(new ListBackupVaultsCommand({}));
  expect(BackupVaultList).toHaveLength(3);
  await emulator.close();
  await expect(backup.send(new ListBackupVaultsCommand({}))).rejects.toThrow();
});

test('a thread that cannot start says why', async () => {
  const taken = await emulatorAt();
  await expect(startEmulatorWorker({ port: taken.port }, workerFile)).rejects.toThrow(/EADDRINUSE/);
});

test('roles can be assumed', async () => {
  const { sts } = clientsOf(await emulatorAt());
  const { Credentials, AssumedRoleUser } = await sts.send(
    new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::123456789012:role/Audit', RoleSessionName: 'me' }),
  );
  expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::123456789012:assumed-role/Audit/me');
  expect(Credentials?.Expiration).toEqual(new Date(noon + 3_600_000));
});
