// What changed since yesterday: a plan edit as the members that differ, a deleted point with its actor, and the same
// list from `get changes`.
import {
  DeleteRecoveryPointCommand,
  GetBackupPlanCommand,
  ListBackupPlansCommand,
  ListRecoveryPointsByBackupVaultCommand,
  UpdateBackupPlanCommand,
} from '@aws-sdk/client-backup';
import { afterEach, expect, test } from 'vitest';
import { areFindingsSettled } from '../../src/app/attention/unanswered.ts';
import { listRows } from '../../src/app/state/context.ts';
import type { Data } from '../../src/app/state/data.ts';
import { currentScreen } from '../../src/app/state/state.ts';
import { createAws } from '../../src/aws/aws.ts';
import { readGetArguments } from '../../src/cli/get/arguments.ts';
import { writeChanges } from '../../src/cli/get/derived/listed-changes.ts';
import type { Emulator } from '../../src/emulator/server.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { isSame } from '../../src/lib/same.ts';
import type { LookStore } from '../../src/runtime/changes/last-look.ts';
import type { View } from '../../src/runtime/runtime.ts';
import { control } from '../emulator/changed-emulator.ts';
import { clientsOf } from '../emulator/clients.ts';
import { cursorLine, type Dashboard, keys, noon, openDashboard } from '../support/dashboard.tsx';
import { inSuccession, openMemoryStore } from '../support/memory-store.ts';

let dashboard: Dashboard | undefined;
afterEach(() => dashboard?.close());

const region = 'eu-west-1';
const minute = 60_000;

/** carol moves a schedule, and deletes the newest point of a vault. */
async function changeAws(emulator: Emulator) {
  const { backup } = clientsOf(emulator, region);
  const { BackupPlansList = [] } = await backup.send(new ListBackupPlansCommand({}));
  const [first] = BackupPlansList;
  const BackupPlanId = first?.BackupPlanId;
  const { BackupPlan } = await backup.send(new GetBackupPlanCommand({ BackupPlanId }));
  const [rule, ...others] = BackupPlan?.Rules ?? [];
  const Rules = [{ ...rule, ScheduleExpression: 'cron(30 3 ? * * *)' }, ...others].map(({ RuleId: _, ...one }) => one);
  await backup.send(
    new UpdateBackupPlanCommand({
      BackupPlanId,
      BackupPlan: { BackupPlanName: first?.BackupPlanName, Rules } as never,
    }),
  );
  const BackupVaultName = 'eu-prod';
  const { RecoveryPoints = [] } = await backup.send(new ListRecoveryPointsByBackupVaultCommand({ BackupVaultName }));
  const [point] = RecoveryPoints.filter(({ Status }) => Status === 'COMPLETED').toSorted(
    (a, b) => Number(b.CreationDate) - Number(a.CreationDate),
  );
  const RecoveryPointArn = point?.RecoveryPointArn ?? '';
  await backup.send(new DeleteRecoveryPointCommand({ BackupVaultName, RecoveryPointArn }));
  return { plan: first?.BackupPlanName ?? '', rule: rule?.RuleName ?? '', point: RecoveryPointArn };
}

async function printed({ emulator }: Dashboard, time: number, ...words: string[]): Promise<string[]> {
  const connection = {
    id: '',
    endpointUrl: emulator.url,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const aws = createAws({ connections: [connection], clock: systemClock, rates: 'unlimited' });
  const out: string[] = [];
  try {
    const unknown = await writeChanges({
      args: readGetArguments(['changes', ...words]),
      clock: { ...systemClock, now: () => time },
      width: undefined,
      store,
      world: { aws, place: { connections: [connection], regions: [region] } },
      pipe: { write: async (text) => void out.push(text) },
    });
    // Nobody had looked at it a day before.
    expect(unknown).toEqual([
      expect.stringMatching(/^not known from 2026-01-14 .* to 2026-01-15 12:07:00Z in eu-west-1/),
    ]);
    return out.join('').trimEnd().split('\n');
  } finally {
    aws.close();
  }
}

function idsOnScreen(view: View): string[] {
  const screen = currentScreen(view.state);
  return screen.kind === 'list' ? [...listRows(screen, view).rows].map(({ id }) => id) : [];
}

let time = noon;
const store = inSuccession(openMemoryStore(() => time, systemClock));

test('a plan edit, a deleted point and who did it, on screen and printed', { timeout: 120_000 }, async () => {
  const options = { regions: [region], columns: 80, rows: 24, unhurried: true, hurry: 20 };
  dashboard = await openDashboard({ ...options, store, time: () => time });
  const { see, press, emulator, runtime } = dashboard;
  await see(() => areFindingsSettled(runtime.view().data));
  // CloudTrail has an event some minutes after the call.
  const changedAt = time + 20 * minute;
  time += 40 * minute;
  await control(emulator, 'clock', { now: new Date(changedAt).toISOString() });
  const { plan, rule, point } = await changeAws(emulator);
  await control(emulator, 'clock', { now: new Date(time).toISOString() });
  const json = await printed(dashboard, time, '--since', '24h', '-o', 'jsonl', '--sort', '-time');
  const rows = json.map((line) => JSON.parse(line));
  const edit = rows.find(({ list, kind }) => list === 'plan-rules' && kind === 'changed');
  expect(edit).toMatchObject({ name: `${plan} / ${rule}`, event: 'UpdateBackupPlan', by: expect.any(String) });
  expect(edit.change).toMatch(/^ScheduleExpression: "cron\(.*\)" → "cron\(30 3 \? \* \* \*\)"$/);
  expect(edit.members).toHaveLength(1);
  expect(rows.filter(({ list }) => list === 'plans')).toEqual([]);
  const gone = rows.find(({ list, kind }) => list === 'recovery-points' && kind === 'gone');
  expect(gone).toMatchObject({ key: point, event: 'DeleteRecoveryPoint', at: new Date(changedAt).toISOString() });

  await press(':', ...'changes since:24h', keys.return);
  await see((text) => /deleted from/.test(text) && /ScheduleExpre/.test(text));
  await see(() => areFindingsSettled(runtime.view().data));
  const idsOf = (all: readonly string[]) => all.map((one) => JSON.parse(one).id);
  const again = idsOf(await printed(dashboard, time, '--since', '24h', '-o', 'jsonl', '--sort', '-time'));
  await see(() => isSame(idsOnScreen(runtime.view()), again));

  await press('/', ...' what:rule kind:changed', keys.return);
  await see((text) => /plan rule/.test(cursorLine(text)));
  await press('d');
  await see(/before and after/);
  await press(keys.down, keys.return);
  const detail = await see(/Before and after/);
  expect(detail).toMatch(/- │ ScheduleExpression: "cron\(0 22/);
  expect(detail).toMatch(/\+ │ ScheduleExpression: "cron\(30 3/);
  await press(keys.escape, 'd', keys.down, keys.down, keys.down, keys.return);
  expect(await see(/seen for the first time/)).toMatch(/ScheduleExpre/);

  await press(':', ...'rules', keys.return);
  await see(/ by next/);
  await press('/', ...rule, keys.return);
  await see(/1 of \d+ {2}by next/);
  await press('d', keys.down, keys.down, keys.down, keys.return);
  expect(await see(/seen for the first time/)).toMatch(/ScheduleExpre/);

  // At a past time the list has what was known of it then.
  const seenAt = time;
  time += 10 * minute;
  await control(emulator, 'clock', { now: new Date(time).toISOString() });
  await see(() => runtime.view().data.now > time - 2 * minute);
  const clock = (at: number) => new Date(at).toISOString().slice(11, 16);
  await press(':', ...`at ${clock(seenAt - minute)}`, keys.return, ':', ...'changes', keys.return);
  const before = await see((text) => /AS OF[\s\S]* changes[\s\S]* \d+ {2}by time[\s\S]*›/.test(text));
  expect(before).not.toMatch(/deleted from|ScheduleExpre/);
  await press(':', ...`at ${clock(seenAt + minute)}`, keys.return);
  await see((text) => /AS OF/.test(text) && /deleted from/.test(text) && /ScheduleExpre/.test(text));
});

test('the first line says what is new since the last session, and the list begins there', async () => {
  const kept = new Map<string, number>();
  const looks: LookStore = {
    load: () => new Map(kept),
    save(times) {
      for (const [identity, at] of times) kept.set(identity, at);
    },
  };
  let clock = noon;
  const own = inSuccession(openMemoryStore(() => clock, systemClock));
  const options = { regions: [region], columns: 80, rows: 24, unhurried: true, store: own, looks, time: () => clock };
  // An identity has its endpoint in its name.
  const open = async (port = 0) => {
    dashboard = await openDashboard({ ...options, port, now: clock });
    await dashboard.see(() => areFindingsSettled(dashboard?.runtime.view().data as Data));
    return dashboard;
  };
  const first = await open();
  expect(first.screen()).not.toMatch(/Since /);
  await first.close();
  expect([...kept.values()]).toEqual([noon]);
  clock += 5 * minute;
  // A session that begins sooner continues the last one.
  const { port } = first.emulator;
  const soon = await open(port);
  expect(soon.runtime.view().data.lookedAt).toBeUndefined();
  await soon.close();
  clock = noon + 17 * 60 * minute;
  const { see, press } = await open(port);
  await see(/Since 15 Jan 12:12 UTC: (\d+ jobs?|no job) failed, (\d+ findings?|no finding) opened/);
  await press(':', ...'changes', keys.return);
  await see(/\/since:2026-01-15T12:12Z/);
});
