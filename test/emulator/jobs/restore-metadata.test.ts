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

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html */
test.each<[string, Record<string, unknown>]>([
  ['EBS', { availabilityZone: expect.stringMatching(/^us-east-1[abc]$/), encrypted: 'true' }],
  ['EC2', { disableApiTermination: 'false', instanceType: 'm7i.large', requireImdsV2: 'true' }],
  ['RDS', { dbInstanceIdentifier: expect.stringMatching(/^awsbackup-restore-test-/), multiAz: 'false' }],
  ['Aurora', { dbClusterIdentifier: expect.stringMatching(/^awsbackup-/), engine: 'aurora-postgresql' }],
  ['DocumentDB', { engine: 'docdb' }],
  ['Neptune', { engine: 'neptune' }],
  ['DynamoDB', { targetTableName: expect.stringMatching(/^awsbackup-restore-test-/), encryptionType: 'Default' }],
  ['EFS', { newFileSystem: 'true', encrypted: 'true', performanceMode: 'generalPurpose' }],
  ['S3', { newBucket: 'true', destinationBucketName: expect.stringMatching(/^awsbackup-restore-test-/) }],
])('the metadata of a restore test of %s never names what is there', async (ByResourceType, inferred) => {
  const { backup } = clientsOf(await emulatorAt({ estate: 'types' }));
  const BackupVaultName = 'lab';
  const { RecoveryPoints = [] } = await backup.send(
    new ListRecoveryPointsByBackupVaultCommand({ BackupVaultName, ByResourceType, MaxResults: 1 }),
  );
  const RecoveryPointArn = RecoveryPoints[0]?.RecoveryPointArn;
  const { InferredMetadata } = await backup.send(
    new GetRestoreTestingInferredMetadataCommand({ BackupVaultName, RecoveryPointArn }),
  );
  expect(InferredMetadata).toMatchObject(inferred);
});

test.each([
  ['vault', 'none', 'arn:aws:backup:us-east-1:123456789012:recovery-point:none'],
  ['point', 'prod', 'arn:aws:backup:us-east-1:123456789012:recovery-point:none'],
])('nothing is inferred without such a %s', async (_, BackupVaultName, RecoveryPointArn) => {
  const { backup } = clientsOf(await emulatorAt());
  const requested = backup.send(new GetRestoreTestingInferredMetadataCommand({ BackupVaultName, RecoveryPointArn }));
  await expect(requested).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});
