// The estate follows its clock: jobs start and end, recovery points move to cold storage and expire, and some cannot be
// deleted.
import { DescribeRecoveryPointCommand, ListBackupJobsCommand } from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { createEstateClock } from '../../../src/emulator/estate-clock.ts';
import { clientsOf, noon } from '../clients.ts';
import { movableEmulator } from '../movable-emulator.ts';
import { pointsOf, refTo } from '../points-of.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

test('a speed of 60 makes a minute of a second, from now or from an hour that is named', () => {
  let real = noon;
  const [from, named] = [undefined, Date.UTC(2026, 5, 1)];
  const clocks = [from, named].map((now) =>
    createEstateClock({ speed: 60, ...(now !== undefined && { now }) }, { now: () => real }),
  );
  real += 1_000;
  expect(clocks.map((clock) => clock.now())).toEqual([noon + minuteMs, (named ?? 0) + minuteMs]);
  expect(createEstateClock({ now: 5 }, { now: () => real }).now()).toBe(5);
});

test('the night’s jobs are created soon after their slot, each at its own moment, and start within their window', async () => {
  const { emulator, moveTo } = await movableEmulator();
  const { backup } = clientsOf(emulator);
  const slot = noon - 7 * 60 * minuteMs + dayMs;
  moveTo(noon + dayMs);
  const { BackupJobs = [] } = await backup.send(new ListBackupJobsCommand({ ByCreatedAfter: new Date(slot) }));
  const nightly = BackupJobs.filter(({ CreatedBy }) => CreatedBy?.BackupRuleName === 'DailyBackups');
  expect(nightly.length).toBeGreaterThan(8);
  expect(new Set(nightly.map(({ CreationDate }) => CreationDate?.getTime())).size).toBe(nightly.length);
  for (const { CreationDate, InitiationDate, StartBy, State } of nightly) {
    expect((CreationDate?.getTime() ?? 0) - slot).toBeLessThan(2 * minuteMs);
    if (State === 'COMPLETED') expect(InitiationDate?.getTime()).toBeLessThan(StartBy?.getTime() ?? 0);
  }
});

test('points grow cold, are deleted when they are due, and some stay EXPIRED for a while', async () => {
  const { emulator, moveTo } = await movableEmulator();
  const { backup } = clientsOf(emulator);
  const at = async (now: number) => {
    moveTo(now);
    const points = await pointsOf(backup, 'prod');
    return new Map(points.map((point) => [point.RecoveryPointArn, point]));
  };
  const before = await at(noon);
  const all = [...before.values()];
  const archive = all.find(
    ({ Lifecycle, ResourceType, CreationDate }) =>
      Lifecycle?.MoveToColdStorageAfterDays === 30 &&
      ResourceType === 'EBS' &&
      +(CreationDate ?? 0) > noon - 29 * dayMs,
  );
  const storage = async () => (await backup.send(new DescribeRecoveryPointCommand(refTo(archive)))).StorageClass;
  expect(await storage()).toBe('WARM');
  const nightly = all.find(({ Lifecycle }) => Lifecycle?.DeleteAfterDays === 35);
  const legacy = all.find(({ ResourceName, Status }) => ResourceName === 'legacy-files' && Status === 'COMPLETED');
  const later = await at(noon + 37 * dayMs);
  expect(await storage()).toBe('COLD');
  expect(later.has(nightly?.RecoveryPointArn)).toBe(false);
  expect((await at(noon + 9 * dayMs)).get(legacy?.RecoveryPointArn)?.Status).toBe('EXPIRED');
  expect(later.has(legacy?.RecoveryPointArn)).toBe(false);
});

test('a continuous point is kept up in place', async () => {
  const { emulator, moveTo } = await movableEmulator();
  const { backup } = clientsOf(emulator, 'eu-west-1');
  const continuous = async () =>
    (await pointsOf(backup, 'eu-prod', { ByResourceType: 'Aurora' })).find(({ Status }) => Status === 'AVAILABLE');
  const before = await continuous();
  moveTo(noon + dayMs);
  const after = await continuous();
  expect(after).toMatchObject({
    RecoveryPointArn: before?.RecoveryPointArn,
    CreationDate: before?.CreationDate,
  });
  expect(after?.CompletionDate?.getTime()).toBeGreaterThan(before?.CompletionDate?.getTime() ?? noon);
});
