import {
  DescribeRecoveryPointCommand,
  GetRecoveryPointIndexDetailsCommand,
  ListIndexedRecoveryPointsCommand,
  UpdateRecoveryPointIndexSettingsCommand,
} from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { clientsOf, emulatorAt, noon } from '../clients.ts';
import { movableEmulator } from '../movable-emulator.ts';
import { pointsOf, refTo } from '../points-of.ts';

test('an index is built, listed and deleted', async () => {
  const { emulator, moveTo } = await movableEmulator();
  const { backup } = clientsOf(emulator);
  const [point] = await pointsOf(backup, 'prod', { ByResourceType: 'EBS' });
  const ref = refTo(point);
  expect(await backup.send(new UpdateRecoveryPointIndexSettingsCommand({ ...ref, Index: 'ENABLED' }))).toMatchObject({
    ...ref,
    Index: 'ENABLED',
    IndexStatus: 'PENDING',
  });
  moveTo(noon + 300_000);
  expect(await backup.send(new GetRecoveryPointIndexDetailsCommand(ref))).toMatchObject({
    IndexStatus: 'ACTIVE',
    IndexCreationDate: new Date(noon),
    SourceResourceArn: point?.ResourceArn,
    TotalItemsIndexed: expect.any(Number),
  });
  expect(await backup.send(new DescribeRecoveryPointCommand(ref))).toMatchObject({ IndexStatus: 'ACTIVE' });
  const listed = async (input: object) =>
    (await backup.send(new ListIndexedRecoveryPointsCommand(input))).IndexedRecoveryPoints ?? [];
  expect(await listed({ IndexStatus: 'ACTIVE', ResourceType: 'EBS' })).toMatchObject([
    { RecoveryPointArn: ref.RecoveryPointArn, BackupVaultArn: point?.BackupVaultArn },
  ]);
  expect(await listed({ ResourceType: 'S3' })).toEqual([]);
  await backup.send(new UpdateRecoveryPointIndexSettingsCommand({ ...ref, Index: 'DISABLED' }));
  expect(await listed({})).toMatchObject([{ IndexStatus: 'DELETING' }]);
  moveTo(noon + 600_000);
  expect(await listed({})).toEqual([]);
  await expect(backup.send(new GetRecoveryPointIndexDetailsCommand(ref))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test.each([
  ['a type without indexes', 'RDS', { Index: 'ENABLED' }, 'InvalidRequestException'],
  ['nothing to disable', 'EBS', { Index: 'DISABLED' }, 'InvalidRequestException'],
  ['no word', 'EBS', {}, 'MissingParameterValueException'],
  ['a word that is none', 'EBS', { Index: 'ON' }, 'InvalidParameterValueException'],
  ['a role that is none', 'EBS', { Index: 'ENABLED', IamRoleArn: 'me' }, 'InvalidParameterValueException'],
])('an index refuses %s', async (_what, ByResourceType, input, name) => {
  const { backup } = clientsOf(await emulatorAt());
  const [point] = await pointsOf(backup, 'prod', { ByResourceType });
  const update = new UpdateRecoveryPointIndexSettingsCommand({ ...refTo(point), ...input } as never);
  await expect(backup.send(update)).rejects.toMatchObject({ name });
});
