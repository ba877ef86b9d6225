import {
  DescribeRestoreJobCommand,
  GetRestoreJobMetadataCommand,
  ListRecoveryPointsByBackupVaultCommand,
  ListRestoreJobsCommand,
  PutRestoreValidationResultCommand,
  StartRestoreJobCommand,
  type StartRestoreJobInput,
} from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { clientsOf, noon } from '../clients.ts';
import { emulatorOnClock } from '../plan-clock.ts';

const IamRoleArn = 'arn:aws:iam::123456789012:role/restorer';
const Metadata = { availabilityZone: 'us-east-1a', encrypted: 'true' };

const regionOf = (vault: string): string =>
  vault.startsWith('apac-') ? 'ap-southeast-2' : vault.startsWith('eu-') ? 'eu-west-1' : 'us-east-1';

async function withPoint(vault = 'prod', type = 'EBS', status = /COMPLETED|AVAILABLE/) {
  const { emulator, clock } = await emulatorOnClock(noon);
  const { backup } = clientsOf(emulator, regionOf(vault));
  const { RecoveryPoints = [] } = await backup.send(
    new ListRecoveryPointsByBackupVaultCommand({ BackupVaultName: vault, ByResourceType: type }),
  );
  const source = RecoveryPoints.find(({ Status = '' }) => status.test(Status));
  const restore = (more: Partial<StartRestoreJobInput> = {}) =>
    backup.send(
      new StartRestoreJobCommand({ RecoveryPointArn: source?.RecoveryPointArn, Metadata, IamRoleArn, ...more }),
    );
  const jobOf = (RestoreJobId: string | undefined) => backup.send(new DescribeRestoreJobCommand({ RestoreJobId }));
  return { clock, backup, source, restore, jobOf };
}

test('a restore waits, runs, ends, and tells what it made and from what', async () => {
  const { clock, backup, source, restore, jobOf } = await withPoint();
  const { RestoreJobId } = await restore();
  expect(await jobOf(RestoreJobId)).toMatchObject({ Status: 'PENDING', RecoveryPointArn: source?.RecoveryPointArn });
  clock.advance(2 * 60_000);
  expect((await jobOf(RestoreJobId)).Status).toBe('RUNNING');
  clock.advance(3_600_000);
  const done = await jobOf(RestoreJobId);
  expect(done).toMatchObject({ Status: 'COMPLETED', IamRoleArn, ResourceType: 'EBS' });
  expect(done.CreatedResourceArn).toMatch(/^arn:aws:ec2:us-east-1:123456789012:volume\/vol-/);
  expect(done.CreatedResourceArn).not.toBe(source?.ResourceArn);
  expect(done.ValidationStatus).toBeUndefined();
  const told = await backup.send(new GetRestoreJobMetadataCommand({ RestoreJobId }));
  expect(told).toMatchObject({ RestoreJobId, Metadata });
  const { RestoreJobs } = await backup.send(new ListRestoreJobsCommand({ ByStatus: 'COMPLETED' }));
  expect(RestoreJobs?.map((job) => job.RestoreJobId)).toContain(RestoreJobId);
});

test('a token is answered as before', async () => {
  const { restore } = await withPoint();
  const first = await restore({ IdempotencyToken: 'once' });
  expect((await restore({ IdempotencyToken: 'once' })).RestoreJobId).toBe(first.RestoreJobId);
  expect((await restore()).RestoreJobId).not.toBe(first.RestoreJobId);
});

test('a refused call has used its token', async () => {
  const { restore } = await withPoint();
  const wrong = { ...Metadata, encrypted: 'yes' };
  await expect(restore({ Metadata: wrong, IdempotencyToken: 'spent' })).rejects.toThrow(/encrypted/);
  await expect(restore({ IdempotencyToken: 'spent' })).rejects.toThrow(/token spent was used/);
  expect((await restore({ IdempotencyToken: 'fresh' })).RestoreJobId).toBeDefined();
});

test.each<[string, Partial<StartRestoreJobInput>, string]>([
  ['no point', { RecoveryPointArn: 'arn:aws:ec2:us-east-1::snapshot/none' }, 'ResourceNotFoundException'],
  ['another type', { ResourceType: 'EFS' }, 'InvalidParameterValueException'],
  ['no zone', { Metadata: { encrypted: 'true' } }, 'MissingParameterValueException'],
  ['a key that EBS does not have', { Metadata: { ...Metadata, colour: 'red' } }, 'InvalidParameterValueException'],
  [
    'a type of volume that is none',
    { Metadata: { ...Metadata, volumeType: 'standard' } },
    'InvalidParameterValueException',
  ],
  ['a flag that is none', { Metadata: { ...Metadata, encrypted: 'yes' } }, 'InvalidParameterValueException'],
])('refuses a restore with %s', async (_, more, name) => {
  const { restore } = await withPoint();
  await expect(restore(more)).rejects.toMatchObject({ name });
});

test('a restore test is judged while it is validated, and not again', async () => {
  const { clock, backup, jobOf } = await withPoint();
  const validating = async () => {
    const { RestoreJobs = [] } = await backup.send(new ListRestoreJobsCommand({}));
    return RestoreJobs.find(({ ValidationStatus }) => ValidationStatus === 'VALIDATING');
  };
  while ((await validating()) === undefined) clock.advance(120_000);
  const RestoreJobId = (await validating())?.RestoreJobId;
  const { Metadata: inferred } = await backup.send(new GetRestoreJobMetadataCommand({ RestoreJobId }));
  expect(Object.keys(inferred ?? {}).length).toBeGreaterThan(0);
  const put = (ValidationStatus: 'FAILED' | 'SUCCESSFUL', ValidationStatusMessage?: string) =>
    backup.send(new PutRestoreValidationResultCommand({ RestoreJobId, ValidationStatus, ValidationStatusMessage }));
  await expect(put('BROKEN' as never)).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  await put('FAILED', 'no rows');
  expect(await jobOf(RestoreJobId)).toMatchObject({ ValidationStatus: 'FAILED', ValidationStatusMessage: 'no rows' });
  clock.advance(24 * 3_600_000);
  expect(await jobOf(RestoreJobId)).toMatchObject({ ValidationStatus: 'FAILED', DeletionStatus: 'SUCCESSFUL' });
  await expect(put('SUCCESSFUL')).rejects.toMatchObject({ name: 'InvalidRequestException' });
});

test('only restore tests are validated', async () => {
  const { clock, backup, restore } = await withPoint();
  const { RestoreJobId } = await restore();
  clock.advance(3_600_000);
  const put = backup.send(new PutRestoreValidationResultCommand({ RestoreJobId, ValidationStatus: 'SUCCESSFUL' }));
  await expect(put).rejects.toMatchObject({ name: 'InvalidRequestException' });
});

test.each<[string, (name: string) => Record<string, string>, string, RegExp | undefined]>([
  ['RDS', (name) => ({ DBInstanceIdentifier: name }), 'FAILED', /already exists/],
  ['RDS', (name) => ({ dbinstanceidentifier: `${name}-restored` }), 'COMPLETED', undefined],
  ['DynamoDB', (name) => ({ targetTableName: name }), 'FAILED', /already exists/],
  ['EFS', () => ({ newFileSystem: 'true', Encrypted: 'true', CreationToken: 'one' }), 'COMPLETED', undefined],
  ['EFS', (name) => ({ newFileSystem: 'false', 'file-system-id': name }), 'COMPLETED', undefined],
])('restore %#, of %s', async (type, metadataFor, status, message) => {
  const { clock, source, restore, jobOf } = await withPoint('prod', type);
  const name = source?.ResourceArn?.split(/[:/]/).at(-1) ?? '';
  const { RestoreJobId } = await restore({ Metadata: metadataFor(name) });
  clock.advance(3_600_000);
  const job = await jobOf(RestoreJobId);
  expect(job.Status).toBe(status);
  if (message) expect(job.StatusMessage).toMatch(message);
  const requested = Object.values(metadataFor(name)).find((value) => value.startsWith(name));
  if (status === 'COMPLETED' && requested) expect(job.CreatedResourceArn).toMatch(new RegExp(`${requested}$`));
});

test.each<[string, string, Partial<StartRestoreJobInput>, RegExp]>([
  ['a role of another account', 'EBS', { IamRoleArn: 'arn:aws:iam::210987654321:role/other' }, /cannot be assumed/],
  ['a zone of another Region', 'EBS', { Metadata: { ...Metadata, availabilityZone: 'eu-west-1a' } }, /zone/],
  [
    'a key that is not there',
    'EBS',
    { Metadata: { ...Metadata, kmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/none' } },
    /KMS key ARN does not exist/,
  ],
  [
    'tags that cannot be copied',
    'DynamoDB',
    { Metadata: { targetTableName: 'fresh' }, CopySourceTagsToRestoredResource: true },
    /tags/,
  ],
  [
    'the name of the snapshot',
    'RDS',
    { Metadata: { DBInstanceIdentifier: 'fresh', DBSnapshotIdentifier: 's' } },
    /DBSnap/,
  ],
  ['a foreign subnet', 'EC2', { Metadata: { SubnetId: 'subnet-of-nobody' } }, /subnet/],
])('a restore with %s is accepted and fails', async (_, type, more, message) => {
  const { clock, restore, jobOf } = await withPoint('prod', type);
  const { RestoreJobId } = await restore(more);
  clock.advance(3_600_000);
  expect(await jobOf(RestoreJobId)).toMatchObject({ Status: 'FAILED', StatusMessage: expect.stringMatching(message) });
});

test.each([
  ['EC2', {}, /No default VPC/],
  ['RDS', { DBInstanceIdentifier: 'fresh' }, /No default subnet/],
])('a Region without a default VPC fails a restore of %s without a subnet', async (type, Metadata, message) => {
  const { clock, restore, jobOf } = await withPoint('apac-prod', type);
  const { RestoreJobId } = await restore({ Metadata });
  clock.advance(3_600_000);
  expect(await jobOf(RestoreJobId)).toMatchObject({ Status: 'FAILED', StatusMessage: expect.stringMatching(message) });
});

test('a restore that finds nothing is COMPLETED with a message', async () => {
  const { clock, restore, jobOf } = await withPoint('eu-prod', 'S3', /AVAILABLE/);
  const ItemsToRestore = JSON.stringify(['s3://elsewhere/']);
  const RestoreTime = '2026-01-15T10:00:00Z';
  const { RestoreJobId } = await restore({
    Metadata: { DestinationBucketName: 'rescue', ItemsToRestore, RestoreTime },
  });
  clock.advance(3_600_000);
  const job = await jobOf(RestoreJobId);
  expect(job).toMatchObject({ Status: 'COMPLETED', CreatedResourceArn: 'arn:aws:s3:::rescue' });
  expect(job.StatusMessage).toMatch(/no objects that match/);
});

test.each([undefined, '2020-01-01T00:00:00Z', '2026-01-15T11:59:00Z', 'yesterday'])(
  'a continuous backup is not restored to %s',
  async (RestoreTime) => {
    const { restore } = await withPoint('eu-prod', 'S3', /AVAILABLE/);
    const Metadata = { DestinationBucketName: 'rescue', ...(RestoreTime && { RestoreTime }) };
    await expect(restore({ Metadata })).rejects.toThrow(/RestoreTime/);
  },
);

test('a new file system needs a token, an existing one its id', async () => {
  const { restore } = await withPoint('prod', 'EFS');
  const missing = { name: 'MissingParameterValueException' };
  await expect(restore({ Metadata: { newFileSystem: 'true', Encrypted: 'true' } })).rejects.toMatchObject(missing);
  await expect(restore({ Metadata: { newFileSystem: 'false' } })).rejects.toMatchObject(missing);
});
