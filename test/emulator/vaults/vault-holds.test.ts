import {
  CancelLegalHoldCommand,
  CreateLegalHoldCommand,
  DeleteRecoveryPointCommand,
  DescribeRecoveryPointCommand,
  GetLegalHoldCommand,
  ListLegalHoldsCommand,
  ListRecoveryPointsByLegalHoldCommand,
} from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { clientsOf, emulatorAt, noon } from '../clients.ts';
import { movableEmulator } from '../movable-emulator.ts';
import { pointsOf, refTo } from '../points-of.ts';

const dayMs = 86_400_000;
const create = (more: object = {}) => new CreateLegalHoldCommand({ Title: 'case 7', Description: 'subpoena', ...more });

test('a held point outlives its lifecycle, and goes when the hold does', async () => {
  const { emulator, moveTo } = await movableEmulator();
  const { backup } = clientsOf(emulator);
  const [point, ...rest] = await pointsOf(backup, 'prod', { ByResourceType: 'RDS' });
  const other = rest.find(({ ResourceArn }) => ResourceArn !== point?.ResourceArn);
  const selection = { ResourceIdentifiers: [point?.ResourceArn ?? ''] };
  const made = await backup.send(create({ RecoveryPointSelection: selection }));
  expect(made).toMatchObject({ Status: 'CREATING', LegalHoldArn: expect.stringContaining(':legal-hold:') });
  const { LegalHoldId } = made;
  const held = await backup.send(new ListRecoveryPointsByLegalHoldCommand({ LegalHoldId }));
  expect(held.RecoveryPoints?.map(({ RecoveryPointArn }) => RecoveryPointArn)).toContain(point?.RecoveryPointArn);
  expect(new Set(held.RecoveryPoints?.map(({ ResourceArn }) => ResourceArn))).toEqual(new Set([point?.ResourceArn]));
  await expect(backup.send(new DeleteRecoveryPointCommand(refTo(point)))).rejects.toMatchObject({
    name: 'InvalidRequestException',
    message: expect.stringContaining('legal hold'),
  });
  moveTo(noon + 120 * dayMs);
  expect(await backup.send(new DescribeRecoveryPointCommand(refTo(point)))).toMatchObject({ Status: 'COMPLETED' });
  await expect(backup.send(new DescribeRecoveryPointCommand(refTo(other)))).rejects.toThrow('Cannot find');
  await backup.send(new CancelLegalHoldCommand({ LegalHoldId, CancelDescription: 'settled', RetainRecordInDays: 30 }));
  moveTo(noon + 121 * dayMs);
  await expect(backup.send(new DescribeRecoveryPointCommand(refTo(point)))).rejects.toThrow('Cannot find');
});

test('a hold is read, listed, cancelled and forgotten', async () => {
  const { emulator, moveTo } = await movableEmulator();
  const { backup } = clientsOf(emulator);
  const DateRange = { FromDate: new Date(noon - 9 * dayMs), ToDate: new Date(noon - 8 * dayMs) };
  const command = create({ RecoveryPointSelection: { VaultNames: ['prod'], DateRange }, IdempotencyToken: 'once' });
  const { LegalHoldId } = await backup.send(command);
  expect(await backup.send(command)).toMatchObject({ LegalHoldId });
  moveTo(noon + 60_000);
  expect(await backup.send(new GetLegalHoldCommand({ LegalHoldId }))).toMatchObject({
    Status: 'ACTIVE',
    Title: 'case 7',
    RecoveryPointSelection: { VaultNames: ['prod'], DateRange },
  });
  const { RecoveryPoints = [] } = await backup.send(new ListRecoveryPointsByLegalHoldCommand({ LegalHoldId }));
  expect(RecoveryPoints.length).toBeGreaterThan(0);
  for (const { BackupVaultName } of RecoveryPoints) expect(BackupVaultName).toBe('prod');
  const cancel = new CancelLegalHoldCommand({ LegalHoldId, CancelDescription: 'settled', RetainRecordInDays: 5 });
  await backup.send(cancel);
  await expect(backup.send(cancel)).rejects.toMatchObject({ name: 'InvalidResourceStateException' });
  moveTo(noon + dayMs);
  expect(await backup.send(new ListLegalHoldsCommand({}))).toMatchObject({
    LegalHolds: [{ LegalHoldId, Status: 'CANCELED', CancellationDate: new Date(noon + 60_000) }],
  });
  moveTo(noon + 6 * dayMs);
  await expect(backup.send(new GetLegalHoldCommand({ LegalHoldId }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('there are at most fifty holds', async () => {
  const { backup } = clientsOf(await emulatorAt());
  for (let count = 0; count < 50; count += 1) await backup.send(create());
  await expect(backup.send(create())).rejects.toMatchObject({ name: 'LimitExceededException' });
});

const upsideDown = { DateRange: { FromDate: new Date(noon), ToDate: new Date(noon - dayMs) } };
test.each([
  ['no title', create({ Title: undefined }), 'MissingParameterValueException'],
  ['no description', create({ Description: undefined }), 'MissingParameterValueException'],
  ['dates upside down', create({ RecoveryPointSelection: upsideDown }), 'InvalidParameterValueException'],
  ['half a range', create({ RecoveryPointSelection: { DateRange: { FromDate: new Date(noon) } } }), 'MissingParameter'],
  ['reserved tags', create({ Tags: { 'aws:a': 'b' } }), 'InvalidParameterValueException'],
  ['no hold', new CancelLegalHoldCommand({ LegalHoldId: 'x', CancelDescription: 'y' }), 'ResourceNotFoundException'],
])('a hold refuses %s', async (_what, command, name) => {
  const { backup } = clientsOf(await emulatorAt());
  await expect(backup.send(command as never)).rejects.toMatchObject({ name: expect.stringContaining(name) });
});
