import {
  GetRestoreTestingInferredMetadataCommand,
  ListRecoveryPointsByBackupVaultCommand,
} from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { clientsOf, emulatorAt } from '../clients.ts';

test('the metadata of a restore test is inferred from the point', async () => {
  const { backup } = clientsOf(await emulatorAt());
  const BackupVaultName = 'prod';
  const { RecoveryPoints = [] } = await backup.send(
    new ListRecoveryPointsByBackupVaultCommand({ BackupVaultName, ByResourceType: 'EBS', MaxResults: 1 }),
  );
  const RecoveryPointArn = RecoveryPoints[0]?.RecoveryPointArn;
  const { InferredMetadata } = await backup.send(
    new GetRestoreTestingInferredMetadataCommand({ BackupVaultName, RecoveryPointArn }),
  );
  expect(InferredMetadata).toMatchObject({ availabilityZone: expect.stringMatching(/^us-east-1/) });
});

test.each([
  ['vault', 'none', 'arn:aws:backup:us-east-1:123456789012:recovery-point:none'],
  ['point', 'prod', 'arn:aws:backup:us-east-1:123456789012:recovery-point:none'],
])('nothing is inferred without such a %s', async (_, BackupVaultName, RecoveryPointArn) => {
  const { backup } = clientsOf(await emulatorAt());
  const requested = backup.send(new GetRestoreTestingInferredMetadataCommand({ BackupVaultName, RecoveryPointArn }));
  await expect(requested).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});
