import { DescribeBackupVaultCommand, ListBackupVaultsCommand, ListTagsCommand } from '@aws-sdk/client-backup';
import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { expect, test } from 'vitest';
import { createThrottle, rateOf } from '../../../src/emulator/throttle.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { clientsOf, emulatorAt, noon } from '../clients.ts';

test.each([
  ['backup', 'DescribeBackupVault', 5],
  ['backup', 'DeleteRecoveryPoint', 10],
  ['backup', 'DescribeBackupJob', 15],
  ['backup', 'ListBackupJobs', 20],
  ['backup', 'ListCopyJobs', 5],
  ['cloudtrail', 'LookupEvents', 2],
  ['cloudwatch', 'ListMetrics', 25],
  ['sts', 'GetCallerIdentity', undefined],
])('%s %s: %s calls a second', (service, operation, rate) => {
  expect(rateOf(service, operation)).toBe(rate);
});

test('nothing is throttled unless asked', async () => {
  const { cloudtrail } = clientsOf(await emulatorAt());
  for (let call = 0; call < 4; call += 1) await cloudtrail.send(new LookupEventsCommand({}));
});

test('events are looked up twice a second, in each Region', async () => {
  const clock = createFakeClock(noon);
  const emulator = await emulatorAt({ clock, throttle: true });
  const { cloudtrail } = clientsOf(emulator);
  const lookUp = () => cloudtrail.send(new LookupEventsCommand({ MaxResults: 1 }));
  await lookUp();
  await lookUp();
  await expect(lookUp()).rejects.toMatchObject({ name: 'ThrottlingException', $metadata: { httpStatusCode: 400 } });
  await clientsOf(emulator, 'eu-west-1').cloudtrail.send(new LookupEventsCommand({ MaxResults: 1 }));
  await clock.advance(499);
  await expect(lookUp()).rejects.toThrow('Rate exceeded');
  await clock.advance(1);
  await lookUp();
  expect(emulator.calls.map(({ status }) => status)).toEqual([200, 200, 400, 200, 400, 200]);
});

test('an operation has its own bucket', async () => {
  const { backup } = clientsOf(await emulatorAt({ clock: createFakeClock(noon), throttle: true }));
  const describe = () => backup.send(new DescribeBackupVaultCommand({ BackupVaultName: 'prod' }));
  for (let call = 0; call < 5; call += 1) await describe();
  await expect(describe()).rejects.toMatchObject({ name: 'ThrottlingException', $metadata: { httpStatusCode: 429 } });
  await expect(backup.send(new ListBackupVaultsCommand({}))).resolves.toBeDefined();
});

test('all calls of AWS Backup share fifty a second', () => {
  const clock = createFakeClock(noon);
  const throttle = createThrottle(clock);
  const ask = (operation: string) =>
    throttle.admits({ account: '123456789012', region: 'us-east-1', service: 'backup', operation });
  const requested = ['ListBackupJobs', 'ListBackupVaults', 'ListRestoreJobs'].flatMap((operation) =>
    Array.from({ length: 20 }, () => ask(operation)),
  );
  expect(requested.filter(Boolean)).toHaveLength(50);
  expect(
    throttle.admits({ account: '210987654321', region: 'us-east-1', service: 'backup', operation: 'ListTags' }),
  ).toBe(true);
});

test('a refused call costs nothing', async () => {
  const { backup } = clientsOf(
    await emulatorAt({ clock: createFakeClock(noon), throttle: true, faults: [{ kind: 'deny', times: 30 }] }),
  );
  const list = () =>
    backup.send(new ListTagsCommand({ ResourceArn: 'arn:aws:backup:us-east-1:123456789012:backup-vault:prod' }));
  for (let call = 0; call < 30; call += 1) await expect(list()).rejects.toThrow('not authorized');
  await expect(list()).resolves.toBeDefined();
});
