import {
  CreateLegalHoldCommand,
  DeleteRecoveryPointCommand,
  DescribeRecoveryPointCommand,
  ListRecoveryPointsByBackupVaultCommand,
  ListTagsCommand,
  type RecoveryPointByBackupVault,
} from '@aws-sdk/client-backup';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as declared from '../../../src/aws/declared/backup.ts';
import type { DeclaredCommand } from '../../../src/aws/declared/declare-service.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/server.ts';
import { clientsOf, noon } from '../clients.ts';

const minute = 60_000;
const day = 86_400_000;

let now = noon;
let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ clock: { now: () => now } });
});
afterAll(() => emulator.close());

interface Sender {
  send<Output>(command: DeclaredCommand<object, Output>): Promise<Output>;
}
const clientIn = (region: string) => clientsOf(emulator, region).backup;
const sendIn = <Output>(region: string, command: DeclaredCommand<object, Output>) =>
  (clientIn(region) as unknown as Sender).send(command);

async function pointIn(region: string, vault: string, is: (point: RecoveryPointByBackupVault) => boolean) {
  const input = { BackupVaultName: vault, MaxResults: 1000 };
  const { RecoveryPoints = [] } = await clientIn(region).send(new ListRecoveryPointsByBackupVaultCommand(input));
  const found = RecoveryPoints.find(is);
  if (found === undefined) throw new Error(`no such point in ${vault}`);
  return found;
}

const snapshotOfS3 = () =>
  pointIn('us-east-1', 'prod', (one) => one.ResourceName === 'acme-invoices' && one.Status === 'COMPLETED');
const continuousOfS3 = () =>
  pointIn('eu-west-1', 'eu-prod', (one) => one.ResourceType === 'S3' && one.Status === 'AVAILABLE');

const create = (region: string, point: RecoveryPointByBackupVault, more: object = {}) =>
  sendIn(
    region,
    new declared.CreateBackupAccessPointCommand({ Name: 'a-look', RecoveryPointArn: point.RecoveryPointArn!, ...more }),
  );
const describe = (region: string, AccessPointArn: string) =>
  sendIn(region, new declared.DescribeBackupAccessPointCommand({ AccessPointArn }));
const remove = (region: string, AccessPointArn: string) =>
  sendIn(region, new declared.DeleteBackupAccessPointCommand({ AccessPointArn }));

const arnOf = (name: string, region = 'us-east-1') => `arn:aws:backup:${region}:123456789012:accesspoint/${name}`;

test('an access point is created, available with its alias, listed, and deleted', async () => {
  const region = 'us-east-1';
  const point = await snapshotOfS3();
  const made = await create(region, point, { Name: 'first', Tags: { team: 'billing' } });
  expect(made).toMatchObject({ AccessPointArn: arnOf('first'), Status: 'CREATING' });
  expect((await describe(region, arnOf('first'))).AccessPointMetadata).toEqual({});
  expect((await clientIn(region).send(new ListTagsCommand({ ResourceArn: arnOf('first') }))).Tags).toEqual({
    team: 'billing',
  });

  now += minute;
  const ready = await describe(region, arnOf('first'));
  expect(ready).toMatchObject({
    Name: 'first',
    RecoveryPointArn: point.RecoveryPointArn,
    ResourceArn: 'arn:aws:s3:::acme-invoices',
    ResourceType: 'S3',
    BackupVaultName: 'prod',
    Status: 'AVAILABLE',
    CreationTime: new Date(now - minute),
  });
  expect(ready.AccessPointMetadata).toEqual({
    S3AccessPointArn: 'arn:aws:s3:us-east-1:123456789012:accesspoint/first',
    S3AccessPointAlias: expect.stringMatching(/^first-[0-9a-f]{34}-s3alias$/),
  });
  await create(region, point, { Name: 'second' });

  const names = async (command: DeclaredCommand<object, declared.ListBackupAccessPointsOutput>) =>
    (await sendIn(region, command)).BackupAccessPoints?.map(({ Name }) => Name);
  const { ListBackupAccessPointsByRecoveryPointCommand, ListBackupAccessPointsByResourceCommand } = declared;
  expect(await names(new declared.ListBackupAccessPointsCommand({}))).toEqual(['second', 'first']);
  const { NextToken } = await sendIn(region, new declared.ListBackupAccessPointsCommand({ MaxResults: 1 }));
  expect(await names(new declared.ListBackupAccessPointsCommand({ NextToken: NextToken! }))).toEqual(['first']);
  expect(
    await names(new ListBackupAccessPointsByRecoveryPointCommand({ RecoveryPointArn: point.RecoveryPointArn! })),
  ).toEqual(['second', 'first']);
  expect(
    await names(new ListBackupAccessPointsByResourceCommand({ ResourceArn: 'arn:aws:s3:::acme-datalake' })),
  ).toEqual([]);

  await remove(region, arnOf('first'));
  expect(await describe(region, arnOf('first'))).toMatchObject({ Status: 'DELETING' });
  await remove(region, arnOf('second'));
  now += minute;
  await expect(describe(region, arnOf('first'))).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  expect(await names(new declared.ListBackupAccessPointsCommand({}))).toEqual([]);
});

test('a continuous recovery point needs a moment within its range; the access point keeps it', async () => {
  const region = 'eu-west-1';
  const point = await continuousOfS3();
  const at = (ms: number) => ({
    Name: 'moment',
    AccessPointMetadata: { AccessPointInTime: `${new Date(ms).toISOString().slice(0, 19)}Z` },
  });
  await expect(create(region, point)).rejects.toMatchObject({ name: 'MissingParameterValueException' });
  for (const wrong of [now + day, now - 36 * day, Number(point.CreationDate) - day]) {
    await expect(create(region, point, at(wrong))).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  }
  await create(region, point, at(now - day));
  expect((await describe(region, arnOf('moment', region))).AccessPointMetadata).toEqual(
    at(now - day).AccessPointMetadata,
  );
});

test.each([
  ['a name with capitals', { Name: 'Look' }, 'InvalidParameterValueException'],
  ['a name of two letters', { Name: 'ab' }, 'InvalidParameterValueException'],
  ['a name that ends as an alias', { Name: 'look-s3alias' }, 'InvalidParameterValueException'],
  ['a policy that is not JSON', { AccessPointPolicy: '{' }, 'InvalidParameterValueException'],
  ['a moment of a snapshot', { AccessPointMetadata: { AccessPointInTime: '2026-01-14T00:00:00Z' } }, 'Invalid'],
  ['an unknown recovery point', { RecoveryPointArn: 'arn:aws:backup:us-east-1:1:recovery-point:x' }, 'NotFound'],
])('refused: %s', async (_what, more, error) => {
  const name = expect.stringContaining(error);
  await expect(create('us-east-1', await snapshotOfS3(), more)).rejects.toMatchObject({ name });
});

test('refused: a recovery point of another type, and a name that is taken', async () => {
  const volume = await pointIn('us-east-1', 'prod', (one) => one.ResourceType === 'EBS' && one.Status === 'COMPLETED');
  await expect(create('us-east-1', volume)).rejects.toMatchObject({ name: 'InvalidRequestException' });
  const point = await snapshotOfS3();
  await create('us-east-1', point, { Name: 'taken' });
  await expect(create('us-east-1', point, { Name: 'taken' })).rejects.toMatchObject({ name: 'AlreadyExistsException' });
  await remove('us-east-1', arnOf('taken'));
  now += minute;
  await create('us-east-1', point, { Name: 'taken' });
  await remove('us-east-1', arnOf('taken'));
});

test('while one stands, the recovery point outlives its retention and cannot be deleted', async () => {
  now += minute;
  const region = 'us-east-1';
  const point = await snapshotOfS3();
  const named = { BackupVaultName: 'prod', RecoveryPointArn: point.RecoveryPointArn! };
  await create(region, point, { Name: 'pausing' });
  await expect(clientIn(region).send(new DeleteRecoveryPointCommand(named))).rejects.toMatchObject({
    name: 'InvalidRequestException',
    message: expect.stringContaining('backup access points: pausing'),
  });

  now = Number(point.CalculatedLifecycle?.DeleteAt) + 3 * day;
  expect(await clientIn(region).send(new DescribeRecoveryPointCommand(named))).toMatchObject({ Status: 'COMPLETED' });
  await remove(region, arnOf('pausing'));
  now += day;
  await expect(clientIn(region).send(new DescribeRecoveryPointCommand(named))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('a legal hold outlasts an access point of the same recovery point', async () => {
  const region = 'us-east-1';
  const point = await pointIn(region, 'prod', (one) => one.ResourceName === 'acme-datalake');
  const named = { BackupVaultName: 'prod', RecoveryPointArn: point.RecoveryPointArn! };
  await create(region, point, { Name: 'held' });
  const selection = { ResourceIdentifiers: [point.ResourceArn!] };
  const hold = { Title: 'case', Description: 'c', RecoveryPointSelection: selection };
  await clientIn(region).send(new CreateLegalHoldCommand(hold));
  await remove(region, arnOf('held'));
  now = Number(point.CalculatedLifecycle?.DeleteAt) + 3 * day;
  await expect(clientIn(region).send(new DescribeRecoveryPointCommand(named))).resolves.toBeDefined();
});
