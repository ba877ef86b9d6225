import { ListBackupJobsCommand, ListBackupVaultsCommand } from '@aws-sdk/client-backup';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { parseFault, slowMs } from '../../src/emulator/faults.ts';
import { startEmulator } from '../../src/emulator/server.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { clientsOf, emulatorAt, noon } from './clients.ts';

test.each([
  ['eu-west-1=deny', { region: 'eu-west-1', kind: 'deny' }],
  ['us-gov-east-1=hang', { region: 'us-gov-east-1', kind: 'hang' }],
])('reads %s', (text, fault) => {
  expect(parseFault(text)).toEqual(fault);
});

test.each([
  ['eu-west-1', /reads <region>=<deny\|hang\|slow>/],
  ['Ireland=deny', /reads <region>=<deny\|hang\|slow>/],
  ['eu-west-1=deny=slow', /reads <region>=<deny\|hang\|slow>/],
  ['eu-west-1=burn', /"burn" in "eu-west-1=burn" is none of them/],
])('refuses %s', (text, reason) => {
  expect(() => parseFault(text)).toThrow(reason);
});

test('a denied Region says which right is missing; the others and STS go on', async () => {
  const emulator = await emulatorAt({ faults: [{ region: 'eu-west-1', kind: 'deny' }] });
  const denied = clientsOf(emulator, 'eu-west-1');
  await expect(denied.backup.send(new ListBackupVaultsCommand({}))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('is not authorized to perform: backup:ListBackupVaults'),
    $metadata: { httpStatusCode: 403 },
  });
  await expect(denied.sts.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({ Account: '123456789012' });
  const other = await clientsOf(emulator).backup.send(new ListBackupVaultsCommand({}));
  expect(other.BackupVaultList).toHaveLength(3);
});

test('a hanging Region never answers, and closing lets go of it at once', async () => {
  const emulator = await startEmulator({ now: noon, faults: [{ region: 'us-east-1', kind: 'hang' }] });
  const asked = clientsOf(emulator).backup.send(new ListBackupJobsCommand({}));
  const refused = expect(asked).rejects.toThrow();
  await expect.poll(() => emulator.calls.length).toBe(1);
  expect(emulator.calls[0]).toMatchObject({ operation: 'ListBackupJobs', status: 0 });
  await emulator.close();
  await refused;
});

test('a slow Region answers when its time has come', async () => {
  const clock = createFakeClock(noon);
  const emulator = await emulatorAt({ clock, faults: [{ region: 'us-east-1', kind: 'slow' }] });
  const asked = clientsOf(emulator).backup.send(new ListBackupVaultsCommand({}));
  await expect.poll(() => clock.pending()).toBe(1);
  await clock.advance(slowMs);
  expect((await asked).BackupVaultList).toHaveLength(3);
});

test('faults change while it runs', async () => {
  const emulator = await emulatorAt();
  const { backup } = clientsOf(emulator);
  emulator.setFaults([{ region: 'us-east-1', kind: 'deny' }]);
  await expect(backup.send(new ListBackupVaultsCommand({}))).rejects.toThrow('is not authorized');
  emulator.setFaults([]);
  await expect(backup.send(new ListBackupVaultsCommand({}))).resolves.toBeDefined();
  expect(emulator.calls.map(({ status }) => status)).toEqual([403, 200]);
});
