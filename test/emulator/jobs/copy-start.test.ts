import {
  DescribeCopyJobCommand,
  DescribeRecoveryPointCommand,
  ListCopyJobsCommand,
  ListRecoveryPointsByBackupVaultCommand,
  StartCopyJobCommand,
  type StartCopyJobInput,
} from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { cannotCross } from '../../../src/emulator/estate/jobs/job-limits.ts';
import { clientsOf, noon } from '../clients.ts';
import { emulatorOnClock } from '../plan-clock.ts';

const IamRoleArn = 'arn:aws:iam::123456789012:role/copier';
const vaultIn = (region: string, name: string) => `arn:aws:backup:${region}:123456789012:backup-vault:${name}`;

async function withPoint(type = 'EBS') {
  const { emulator, clock } = await emulatorOnClock(noon);
  const { backup } = clientsOf(emulator);
  const { RecoveryPoints = [] } = await backup.send(
    new ListRecoveryPointsByBackupVaultCommand({ BackupVaultName: 'prod', ByResourceType: type }),
  );
  const source = RecoveryPoints.find(({ Status }) => Status === 'COMPLETED');
  const copy = (more: Partial<StartCopyJobInput> = {}) =>
    backup.send(
      new StartCopyJobCommand({
        RecoveryPointArn: source?.RecoveryPointArn,
        SourceBackupVaultName: 'prod',
        DestinationBackupVaultArn: vaultIn('eu-west-1', 'dr-locked'),
        IamRoleArn,
        Lifecycle: { DeleteAfterDays: 60 },
        ...more,
      }),
    );
  const stateOf = async (CopyJobId: string | undefined) =>
    (await backup.send(new DescribeCopyJobCommand({ CopyJobId }))).CopyJob;
  return { emulator, clock, backup, source, copy, stateOf };
}

test('a copy is created, runs, ends, and leaves a point in the other Region', async () => {
  const { emulator, clock, backup, source, copy, stateOf } = await withPoint();
  const { CopyJobId, CreationDate } = await copy();
  expect(CreationDate).toEqual(new Date(noon));
  expect(await stateOf(CopyJobId)).toMatchObject({ State: 'CREATED', ResourceName: source?.ResourceName });
  clock.advance(7 * 60_000);
  expect((await stateOf(CopyJobId))?.State).toBe('RUNNING');
  clock.advance(100 * 60_000);
  const done = await stateOf(CopyJobId);
  expect(done).toMatchObject({ State: 'COMPLETED', SourceRecoveryPointArn: source?.RecoveryPointArn, IamRoleArn });
  expect(done?.CreatedBy).toBeUndefined();
  const { CopyJobs } = await backup.send(
    new ListCopyJobsCommand({ BySourceRecoveryPointArn: source?.RecoveryPointArn }),
  );
  expect(CopyJobs?.map((job) => job.CopyJobId)).toContain(CopyJobId);
  const arrived = await clientsOf(emulator, 'eu-west-1').backup.send(
    new DescribeRecoveryPointCommand({
      BackupVaultName: 'dr-locked',
      RecoveryPointArn: done?.DestinationRecoveryPointArn,
    }),
  );
  expect(arrived).toMatchObject({ ResourceArn: source?.ResourceArn, Lifecycle: { DeleteAfterDays: 60 } });
});

test('a token is answered as before, and starts nothing more', async () => {
  const { copy } = await withPoint();
  const first = await copy({ IdempotencyToken: 'once' });
  expect((await copy({ IdempotencyToken: 'once' })).CopyJobId).toBe(first.CopyJobId);
  expect((await copy()).CopyJobId).not.toBe(first.CopyJobId);
});

test('retention that the locked vault does not take fails the job', async () => {
  const { clock, copy, stateOf } = await withPoint();
  const { CopyJobId } = await copy({
    DestinationBackupVaultArn: vaultIn('us-east-1', 'ledger-governed'),
    Lifecycle: { DeleteAfterDays: 3 },
  });
  clock.advance(3 * 3_600_000);
  expect(await stateOf(CopyJobId)).toMatchObject({
    State: 'FAILED',
    StatusMessage: expect.stringContaining('The retention specified in the job is not within the range'),
  });
});

test.each<[string, Partial<StartCopyJobInput>, string]>([
  ['no role', { IamRoleArn: '' }, 'MissingParameterValueException'],
  ['no point', { RecoveryPointArn: 'arn:aws:ec2:us-east-1::snapshot/none' }, 'ResourceNotFoundException'],
  ['no source vault', { SourceBackupVaultName: 'none' }, 'ResourceNotFoundException'],
  ['no vault ARN', { DestinationBackupVaultArn: 'dr-locked' }, 'InvalidParameterValueException'],
  ['no such vault', { DestinationBackupVaultArn: vaultIn('eu-west-1', 'none') }, 'ResourceNotFoundException'],
  ['the same vault', { DestinationBackupVaultArn: vaultIn('us-east-1', 'prod') }, 'InvalidRequestException'],
  [
    'a short stay in cold storage',
    { Lifecycle: { MoveToColdStorageAfterDays: 10, DeleteAfterDays: 50 } },
    'InvalidParameterValueException',
  ],
])('refuses a copy with %s', async (_, more, name) => {
  const { copy } = await withPoint();
  await expect(copy(more)).rejects.toMatchObject({ name });
});

test('what is in cold storage is not copied', async () => {
  const { backup, copy } = await withPoint();
  const { RecoveryPoints = [] } = await backup.send(
    new ListRecoveryPointsByBackupVaultCommand({ BackupVaultName: 'prod' }),
  );
  const { RecoveryPointArn } =
    RecoveryPoints.find(({ CalculatedLifecycle: { MoveToColdStorageAt } = {}, Status }) =>
      Status === 'COMPLETED' && MoveToColdStorageAt ? MoveToColdStorageAt.getTime() < noon : false,
    ) ?? {};
  expect(RecoveryPointArn).toBeDefined();
  await expect(copy({ RecoveryPointArn })).rejects.toMatchObject({ name: 'InvalidRequestException' });
});

test.each([
  ['Redshift', 'arn:aws:redshift:us-east-1:1:snapshot:a/b', true],
  ['Redshift Serverless', 'arn:aws:redshift-serverless:us-east-1:1:snapshot/a', true],
  ['DynamoDB', 'arn:aws:dynamodb:us-east-1:1:table/carts/backup/01', true],
  ['DynamoDB', 'arn:aws:backup:us-east-1:1:recovery-point:a', false],
  ['EBS', 'arn:aws:ec2:us-east-1::snapshot/snap-1', false],
])('whether %s of %s stays in its Region', (type, arn, stays) => {
  expect(cannotCross(type, arn)).toBe(stays);
});
