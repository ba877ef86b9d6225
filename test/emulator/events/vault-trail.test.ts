import {
  DeleteRecoveryPointCommand,
  PutBackupVaultLockConfigurationCommand,
  TagResourceCommand,
} from '@aws-sdk/client-backup';
import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { expect, test } from 'vitest';
import { clientsOf, noon } from '../clients.ts';
import { movableEmulator } from '../movable-emulator.ts';
import { pointsOf, refTo } from '../points-of.ts';

test('the trail tells what a change was about, refused or not', async () => {
  const { emulator, moveTo } = await movableEmulator();
  const { backup, cloudtrail } = clientsOf(emulator);
  const [point] = await pointsOf(backup, 'prod');
  const { BackupVaultName, RecoveryPointArn } = refTo(point);
  const BackupVaultArn = point?.BackupVaultArn;
  await backup.send(new DeleteRecoveryPointCommand({ BackupVaultName, RecoveryPointArn }));
  await backup.send(new TagResourceCommand({ ResourceArn: BackupVaultArn, Tags: { Owner: 'Ada' } }));
  await backup
    .send(new PutBackupVaultLockConfigurationCommand({ BackupVaultName, ChangeableForDays: 1 }))
    .catch(() => undefined);
  moveTo(noon + 15 * 60_000);
  const requestOf = async (AttributeValue: string) => {
    const { Events = [] } = await cloudtrail.send(
      new LookupEventsCommand({
        LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue }],
        StartTime: new Date(noon - 1_000),
      }),
    );
    return JSON.parse(Events[0]?.CloudTrailEvent ?? '{}').requestParameters;
  };
  expect(await requestOf('DeleteRecoveryPoint')).toEqual({
    backupVaultName: BackupVaultName,
    recoveryPointArn: RecoveryPointArn,
  });
  expect(await requestOf('TagResource')).toEqual({ resourceArn: BackupVaultArn, tags: { Owner: 'Ada' } });
  expect(await requestOf('PutBackupVaultLockConfiguration')).toEqual({
    backupVaultName: BackupVaultName,
    changeableForDays: 1,
  });
});
