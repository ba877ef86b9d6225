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

async function withPoint(vault = 'prod', type = 'EBS') {
  const { emulator, clock } = await emulatorOnClock(noon);
  const { backup } = clientsOf(emulator);
  const { RecoveryPoints = [] } = await backup.send(
    new ListRecoveryPointsByBackupVaultCommand({ BackupVaultName: vault, ByResourceType: type }),
  );
  const source = RecoveryPoints.find(({ Status }) => Status === 'COMPLETED' || Status === 'AVAILABLE');
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

test.each<[string, Partial<StartRestoreJobInput>, string]>([
  ['no point', { RecoveryPointArn: 'arn:aws:ec2:us-east-1::snapshot/none' }, 'ResourceNotFoundException'],
  ['another type', { ResourceType: 'EFS' }, 'InvalidParameterValueException'],
  ['no zone', { Metadata: { encrypted: 'true' } }, 'MissingParameterValueException'],
  ['no role', { IamRoleArn: undefined }, 'MissingParameterValueException'],
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

test('a new file system needs a token, an existing one its id', async () => {
  const { restore } = await withPoint('prod', 'EFS');
  const missing = { name: 'MissingParameterValueException' };
  await expect(restore({ Metadata: { newFileSystem: 'true', Encrypted: 'true' } })).rejects.toMatchObject(missing);
  await expect(restore({ Metadata: { newFileSystem: 'false' } })).rejects.toMatchObject(missing);
});
