import {
  DeleteRecoveryPointCommand,
  DescribeRecoveryPointCommand,
  DisassociateRecoveryPointCommand,
  DisassociateRecoveryPointFromParentCommand,
  UpdateRecoveryPointLifecycleCommand,
} from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { clientsOf, emulatorAt, noon } from '../clients.ts';
import { movableEmulator } from '../movable-emulator.ts';
import { pointsOf, refTo } from '../points-of.ts';

const dayMs = 86_400_000;
const refused = { name: 'InvalidRequestException' };

test('a deleted point goes, in a moment, and stays away', async () => {
  const { emulator, moveTo } = await movableEmulator();
  const { backup } = clientsOf(emulator);
  const all = await pointsOf(backup, 'prod');
  const ref = refTo(all[0]);
  await backup.send(new DeleteRecoveryPointCommand(ref));
  expect(await backup.send(new DescribeRecoveryPointCommand(ref))).toMatchObject({ Status: 'DELETING' });
  await expect(backup.send(new DeleteRecoveryPointCommand(ref))).rejects.toMatchObject({
    name: 'InvalidResourceStateException',
  });
  moveTo(noon + 60_000);
  await expect(backup.send(new DescribeRecoveryPointCommand(ref))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  expect((await pointsOf(backup, 'prod')).some((point) => point.RecoveryPointArn === ref.RecoveryPointArn)).toBe(false);
});

test.each([
  ['no point', { RecoveryPointArn: 'arn:aws:ec2:us-east-1::snapshot/snap-0' }],
  ['no vault', { BackupVaultName: 'nope', RecoveryPointArn: 'arn:aws:ec2:us-east-1::snapshot/snap-0' }],
])('nothing is deleted of %s', async (_what, input) => {
  const { backup } = clientsOf(await emulatorAt());
  await expect(
    backup.send(new DeleteRecoveryPointCommand({ BackupVaultName: 'prod', ...input })),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('a locked vault keeps its points, and for no shorter', async () => {
  const { backup } = clientsOf(await emulatorAt());
  const [point] = await pointsOf(backup, 'ledger-governed');
  const update = (DeleteAfterDays: number) =>
    backup.send(new UpdateRecoveryPointLifecycleCommand({ ...refTo(point), Lifecycle: { DeleteAfterDays } }));
  await expect(backup.send(new DeleteRecoveryPointCommand(refTo(point)))).rejects.toMatchObject(refused);
  await expect(update(7)).rejects.toThrow('cannot be shortened');
  await expect(update(401)).rejects.toThrow('not within the range specified for the target Backup Vault');
  expect(await update(60)).toMatchObject({ Lifecycle: { DeleteAfterDays: 60 } });
});

test('a longer lifecycle keeps a point past its rule; a shorter one lets it go', async () => {
  const { emulator, moveTo } = await movableEmulator();
  const { backup } = clientsOf(emulator);
  const [longer, shorter] = await pointsOf(backup, 'prod', { ByResourceType: 'RDS' });
  const update = (ref: ReturnType<typeof refTo>, DeleteAfterDays: number) =>
    backup.send(new UpdateRecoveryPointLifecycleCommand({ ...ref, Lifecycle: { DeleteAfterDays } }));
  const { CalculatedLifecycle } = await update(refTo(longer), 300);
  expect(CalculatedLifecycle?.DeleteAt?.getTime()).toBe((longer?.CreationDate?.getTime() ?? 0) + 300 * dayMs);
  await update(refTo(shorter), 1);
  moveTo(noon + 2 * dayMs);
  await expect(backup.send(new DescribeRecoveryPointCommand(refTo(shorter)))).rejects.toThrow('Cannot find');
  moveTo(noon + 250 * dayMs);
  expect(await backup.send(new DescribeRecoveryPointCommand(refTo(longer)))).toMatchObject({
    Status: 'COMPLETED',
    Lifecycle: { DeleteAfterDays: 300 },
  });
  moveTo(noon + 302 * dayMs);
  await expect(backup.send(new DescribeRecoveryPointCommand(refTo(longer)))).rejects.toThrow('Cannot find');
});

test.each([
  ['cold storage for under 90 days', { MoveToColdStorageAfterDays: 30, DeleteAfterDays: 119 }, '90 days apart'],
  ['less than a day', { DeleteAfterDays: 0 }, 'DeleteAfterDays must be from 1'],
  ['more than a century', { DeleteAfterDays: 36_501 }, 'DeleteAfterDays must be from 1'],
])('a lifecycle refuses %s', async (_what, Lifecycle, message) => {
  const { backup } = clientsOf(await emulatorAt());
  const [point] = await pointsOf(backup, 'prod', { ByResourceType: 'EBS' });
  const update = new UpdateRecoveryPointLifecycleCommand({ ...refTo(point), Lifecycle });
  await expect(backup.send(update)).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: expect.stringContaining(message),
  });
});

test('a lifecycle needs saying, and what is cold stays cold', async () => {
  const { backup } = clientsOf(await emulatorAt());
  const points = await pointsOf(backup, 'prod', { ByResourceType: 'EBS' });
  const cold = points.find((point) => (point.CalculatedLifecycle?.MoveToColdStorageAt?.getTime() ?? noon) < noon);
  const update = (Lifecycle?: object) =>
    backup.send(new UpdateRecoveryPointLifecycleCommand({ ...refTo(cold), ...(Lifecycle && { Lifecycle }) }));
  await expect(update()).rejects.toMatchObject({ name: 'MissingParameterValueException' });
  await expect(update({ MoveToColdStorageAfterDays: 60, DeleteAfterDays: 500 })).rejects.toMatchObject(refused);
  await update({ MoveToColdStorageAfterDays: 30, DeleteAfterDays: 500 });
});

test('a continuous point has no lifecycle to change; deleting it ends it', async () => {
  const { emulator, moveTo } = await movableEmulator();
  const { backup } = clientsOf(emulator, 'eu-west-1');
  const point = (await pointsOf(backup, 'eu-prod')).find(
    (one) => one.ResourceType === 'S3' && one.Status === 'AVAILABLE',
  );
  await expect(
    backup.send(new UpdateRecoveryPointLifecycleCommand({ ...refTo(point), Lifecycle: { DeleteAfterDays: 20 } })),
  ).rejects.toMatchObject(refused);
  await expect(backup.send(new DisassociateRecoveryPointCommand(refTo(point)))).rejects.toThrow('not supported');
  await backup.send(new DeleteRecoveryPointCommand(refTo(point)));
  moveTo(noon + 3 * dayMs);
  const arns = (await pointsOf(backup, 'eu-prod')).map(({ RecoveryPointArn }) => RecoveryPointArn);
  expect(arns).not.toContain(point?.RecoveryPointArn);
});

test('a database takes its continuous backup back; a snapshot is nobody else’s', async () => {
  const { emulator, moveTo } = await movableEmulator();
  const { backup } = clientsOf(emulator, 'eu-west-1');
  const databases = await pointsOf(backup, 'eu-prod', { ByResourceType: 'RDS' });
  const continuous = databases.find(({ Status }) => Status === 'AVAILABLE');
  const snapshot = databases.find(({ Status }) => Status === 'COMPLETED');
  await expect(backup.send(new DisassociateRecoveryPointCommand(refTo(snapshot)))).rejects.toThrow('not a continuous');
  await backup.send(new DisassociateRecoveryPointCommand(refTo(continuous)));
  moveTo(noon + 60_000);
  await expect(backup.send(new DescribeRecoveryPointCommand(refTo(continuous)))).rejects.toThrow('Cannot find');
});

test('a composite is partial without a member, and gone without all of them', async () => {
  const { emulator, moveTo } = await movableEmulator();
  const { backup } = clientsOf(emulator, 'eu-west-1');
  const all = await pointsOf(backup, 'eu-prod');
  const parent = all.find(
    ({ IsParent, Status, ResourceType }) => IsParent && Status === 'COMPLETED' && ResourceType === 'CloudFormation',
  );
  const children = all.filter((point) => point.ParentRecoveryPointArn === parent?.RecoveryPointArn);
  expect(children.length).toBe(2);
  await expect(backup.send(new DeleteRecoveryPointCommand(refTo(parent)))).rejects.toThrow('nested recovery points');
  await expect(backup.send(new DisassociateRecoveryPointFromParentCommand(refTo(parent)))).rejects.toThrow('no parent');
  await backup.send(new DisassociateRecoveryPointFromParentCommand(refTo(children[0])));
  const orphan = await backup.send(new DescribeRecoveryPointCommand(refTo(children[0])));
  expect(orphan.ParentRecoveryPointArn).toBeUndefined();
  expect(await backup.send(new DescribeRecoveryPointCommand(refTo(parent)))).toMatchObject({ Status: 'PARTIAL' });
  await backup.send(new DeleteRecoveryPointCommand(refTo(children[1])));
  moveTo(noon + 60_000);
  await expect(backup.send(new DescribeRecoveryPointCommand(refTo(parent)))).rejects.toThrow('Cannot find');
  expect(await backup.send(new DescribeRecoveryPointCommand(refTo(children[0])))).toMatchObject({
    Status: 'COMPLETED',
  });
});

test('a point that AWS could not delete stays when a caller tries', async () => {
  const { backup } = clientsOf(await emulatorAt());
  const expired = async () => (await pointsOf(backup, 'prod')).filter(({ Status }) => Status === 'EXPIRED');
  const [point] = await expired();
  await backup.send(new DeleteRecoveryPointCommand(refTo(point)));
  expect((await expired()).map(({ RecoveryPointArn }) => RecoveryPointArn)).toContain(point?.RecoveryPointArn);
});
