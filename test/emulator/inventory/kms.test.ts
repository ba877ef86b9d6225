import { ListBackupVaultsCommand } from '@aws-sdk/client-backup';
import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { expect, test } from 'vitest';
import { DescribeKeyCommand } from '../../../src/aws/declared/kms.ts';
import type { Emulator } from '../../../src/emulator/server.ts';
import { clientsOf, emulatorAt, noon } from '../clients.ts';
import { emulatorOnClock } from '../plan-clock.ts';
import { rawCall } from '../raw-call.ts';
import { declaredClients } from './declared-clients.ts';

const dayMs = 86_400_000;

async function withKey() {
  const { emulator, clock } = await emulatorOnClock(noon);
  const { BackupVaultList = [] } = await clientsOf(emulator).backup.send(new ListBackupVaultsCommand({}));
  const arn = BackupVaultList.find(({ EncryptionKeyArn }) => EncryptionKeyArn)?.EncryptionKeyArn ?? '';
  const { kms } = declaredClients(emulator);
  const describe = async (KeyId = arn) => (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata;
  return { emulator, clock, arn, describe };
}

const call = (emulator: Emulator, operation: string, body: object) =>
  rawCall(emulator, {
    path: '/',
    method: 'POST',
    service: 'kms',
    headers: { 'x-amz-target': `TrentService.${operation}`, 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify(body),
  });

test("a vault's key is enabled, by its ARN and by its id", async () => {
  const { arn, describe } = await withKey();
  for (const name of [arn, arn.split('/').at(-1)]) {
    expect(await describe(name)).toMatchObject({ Arn: arn, KeyState: 'Enabled', Enabled: true });
  }
  await expect(describe('arn:aws:kms:us-east-1:123456789012:key/none')).rejects.toMatchObject({
    name: 'NotFoundException',
  });
});

test('a key can be disabled and enabled, and is gone once its deletion is due', async () => {
  const { emulator, clock, arn, describe } = await withKey();
  await call(emulator, 'DisableKey', { KeyId: arn });
  expect(await describe()).toMatchObject({ KeyState: 'Disabled', Enabled: false });
  await call(emulator, 'EnableKey', { KeyId: arn });
  const scheduled = await call(emulator, 'ScheduleKeyDeletion', { KeyId: arn, PendingWindowInDays: 7 });
  expect(JSON.parse(scheduled.body)).toMatchObject({ KeyState: 'PendingDeletion', PendingWindowInDays: 7 });
  expect(await describe()).toMatchObject({ KeyState: 'PendingDeletion', DeletionDate: new Date(noon + 7 * dayMs) });
  const refused = await call(emulator, 'EnableKey', { KeyId: arn });
  expect(JSON.parse(refused.body).__type).toBe('KMSInvalidStateException');
  clock.advance(7 * dayMs);
  await expect(describe()).rejects.toMatchObject({ name: 'NotFoundException' });
});

test('a cancelled deletion leaves a disabled key', async () => {
  const { emulator, arn, describe } = await withKey();
  await call(emulator, 'ScheduleKeyDeletion', { KeyId: arn });
  expect((await call(emulator, 'ScheduleKeyDeletion', { KeyId: arn, PendingWindowInDays: 6 })).status).toBe(400);
  await call(emulator, 'CancelKeyDeletion', { KeyId: arn });
  expect(await describe()).toMatchObject({ KeyState: 'Disabled' });
});

test('CloudTrail has who disabled a key and scheduled its deletion', async () => {
  const { cloudtrail } = clientsOf(await emulatorAt(), 'eu-west-1');
  const LookupAttributes = [{ AttributeKey: 'EventSource' as const, AttributeValue: 'kms.amazonaws.com' }];
  const { Events = [] } = await cloudtrail.send(new LookupEventsCommand({ LookupAttributes }));
  expect(Events.map(({ EventName }) => EventName)).toEqual(['ScheduleKeyDeletion', 'DisableKey']);
  expect(JSON.parse(Events[0]?.CloudTrailEvent ?? '{}')).toMatchObject({
    eventSource: 'kms.amazonaws.com',
    requestParameters: { keyId: expect.stringContaining(':key/'), pendingWindowInDays: 7 },
  });
});

test('CloudTrail has the calls that changed a key, with the key as AWS names it', async () => {
  const { emulator, clock, arn } = await withKey();
  await call(emulator, 'ScheduleKeyDeletion', { KeyId: arn.split('/').at(-1), PendingWindowInDays: 7 });
  clock.advance(dayMs / 24);
  const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue: 'ScheduleKeyDeletion' }];
  const { Events = [] } = await clientsOf(emulator).cloudtrail.send(new LookupEventsCommand({ LookupAttributes }));
  expect(Events).toHaveLength(1);
  expect(Events[0]?.EventSource).toBe('kms.amazonaws.com');
  expect(JSON.parse(Events[0]?.CloudTrailEvent ?? '')).toMatchObject({
    requestParameters: { keyId: arn.split('/').at(-1), pendingWindowInDays: 7 },
    resources: [{ type: 'AWS::KMS::Key', ARN: arn }],
  });
});
