// Changes between two reads of the queue become events, each with its own time.
import {
  CreateBackupPlanCommand,
  CreateBackupVaultCommand,
  DeleteBackupPlanCommand,
  DeleteBackupVaultCommand,
  DeleteBackupVaultLockConfigurationCommand,
  ListBackupVaultsCommand,
  PutBackupVaultLockConfigurationCommand,
  TagResourceCommand,
  UpdateBackupPlanCommand,
} from '@aws-sdk/client-backup';
import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { expect, test } from 'vitest';
import { clientsOf, emulatorAt, noon } from '../clients.ts';
import { feedOf } from '../event-feed.ts';
import { rawCall } from '../raw-call.ts';

const minuteMs = 60_000;
const stamp = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`;

async function watched(detailType: string) {
  const time = { now: noon };
  const emulator = await emulatorAt({ clock: { now: () => time.now } });
  const { events } = await feedOf(emulator, { 'detail-type': [detailType] });
  expect(await events()).toEqual([]);
  return { time, emulator, backup: clientsOf(emulator).backup, events };
}

test('a vault that is made, locked, unlocked and deleted between two looks', async () => {
  const { time, backup, events } = await watched('Backup Vault State Change');
  const vault = { BackupVaultName: 'made' };
  const steps = [
    () => backup.send(new CreateBackupVaultCommand(vault)),
    () => backup.send(new PutBackupVaultLockConfigurationCommand({ ...vault, MinRetentionDays: 3 })),
    () => backup.send(new DeleteBackupVaultLockConfigurationCommand(vault)),
    () => backup.send(new DeleteBackupVaultCommand(vault)),
  ];
  for (const [at, step] of steps.entries()) {
    time.now = noon + at * minuteMs;
    await step();
  }
  time.now = noon + 60 * minuteMs;
  const told = await events();
  expect(told.map((event) => [event.time, event.detail.state, event.detail.isLocked])).toEqual([
    [stamp(noon), 'CREATED', undefined],
    [stamp(noon + minuteMs), 'MODIFIED', 'true'],
    [stamp(noon + 2 * minuteMs), 'MODIFIED', 'false'],
    [stamp(noon + 3 * minuteMs), 'DELETED', undefined],
  ]);
  expect(new Set(told.map(({ id }) => id)).size).toBe(4);
  expect(await events()).toEqual([]);
});

test('a plan that is made, changed and deleted between two looks', async () => {
  const { time, backup, events } = await watched('Backup Plan State Change');
  const rule = { RuleName: 'Daily', TargetBackupVaultName: 'prod', ScheduleExpression: 'cron(0 5 ? * * *)' };
  const plan = (name: string) => ({ BackupPlanName: 'mine', Rules: [{ ...rule, RuleName: name }] });
  const { BackupPlanId } = await backup.send(new CreateBackupPlanCommand({ BackupPlan: plan('one') }));
  time.now += minuteMs;
  await backup.send(new UpdateBackupPlanCommand({ BackupPlanId, BackupPlan: plan('two') }));
  time.now += minuteMs;
  await backup.send(new DeleteBackupPlanCommand({ BackupPlanId }));
  time.now += minuteMs;
  const told = (await events()).map(({ time, detail }) => [
    time,
    detail.state,
    detail.modifiedAt ?? detail.deletionDate,
  ]);
  const iso = (minutes: number) => new Date(noon + minutes * minuteMs).toISOString();
  expect(told).toEqual([
    [stamp(noon), 'CREATED', undefined],
    [stamp(noon + minuteMs), 'MODIFIED', iso(1)],
    [stamp(noon + 2 * minuteMs), 'DELETED', iso(2)],
  ]);
});

test("the trail has the caller's own user agent, and no calls that are none", async () => {
  const time = { now: noon };
  const emulator = await emulatorAt({ clock: { now: () => time.now } });
  await rawCall(emulator, { path: '/backup-vaults', headers: { 'user-agent': 'vault-watch/7' } });
  await rawCall(emulator, { path: '/no/such/operation/anywhere' });
  const { cloudtrail } = clientsOf(emulator);
  time.now += 15 * minuteMs;
  const { Events = [] } = await cloudtrail.send(new LookupEventsCommand({ StartTime: new Date(noon) }));
  const agents = Events.map(({ CloudTrailEvent = '{}' }) => JSON.parse(CloudTrailEvent).userAgent);
  expect(agents).toContain('vault-watch/7');
  expect(Events.map(({ EventName }) => EventName)).not.toContain('unknown');
});

test.each(['prod', 'arn:', 'arn:aws:backup', 'arn:aws:backup:us-east-1:123:backup-vault:prod'])(
  'the tags of %j: an invalid parameter',
  async (ResourceArn) => {
    const { backup } = clientsOf(await emulatorAt());
    await expect(backup.send(new TagResourceCommand({ ResourceArn, Tags: { a: 'b' } }))).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
    });
  },
);

test('lists in no order lose and repeat nothing from page to page, while time passes', async () => {
  const time = { now: noon };
  const emulator = await emulatorAt({ clock: { now: () => time.now }, quirks: ['any-order'] });
  const { backup } = clientsOf(emulator);
  for (let index = 0; index < 9; index += 1) {
    await backup.send(new CreateBackupVaultCommand({ BackupVaultName: `made-${index}` }));
  }
  const names: (string | undefined)[] = [];
  const pages: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await backup.send(new ListBackupVaultsCommand({ MaxResults: 3, NextToken }));
    const found = (page.BackupVaultList ?? []).map(({ BackupVaultName }) => BackupVaultName);
    pages.push(found.join());
    names.push(...found);
    NextToken = page.NextToken;
    time.now += 1_000;
  } while (NextToken !== undefined);
  const all = (await backup.send(new ListBackupVaultsCommand({}))).BackupVaultList ?? [];
  expect(names.toSorted()).toEqual(all.map(({ BackupVaultName }) => BackupVaultName).toSorted());
  expect(pages).not.toEqual(pages.map((page) => page.split(',').toSorted().join()));
});
