// A past time on screen: last night's failure is found and stepped through, and a deleted point is seen once more.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProgramStore } from '../../src/engine/program-store.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { rawCall } from '../emulator/raw-call.ts';
import { type Dashboard, keys, noon, openDashboard } from '../support/dashboard.tsx';
import { isBehind, openList } from '../support/forms.ts';
import { openMemoryStore } from '../support/memory-store.ts';

const minute = 60_000;
let now = noon;
let dashboard: Dashboard;
/** The number of findings at noon. */
let known: string;

beforeAll(async () => {
  const store: ProgramStore = openMemoryStore(() => now, systemClock);
  dashboard = await openDashboard({
    regions: ['us-east-1'],
    store,
    time: () => now,
    write: true,
    unhurried: true,
    columns: 80,
    rows: 24,
  });
  const first = await dashboard.see((screen) => /2 Vaults [1-9]/.test(screen) && /3 Attention \d+ /.test(screen));
  known = /3 Attention (\d+)/.exec(first)?.[1] ?? '';
});
afterAll(() => dashboard.close());

const say = (command: string) => dashboard.press(':', ...command, keys.return);

/** The time in the header, '03:40' or '03:40:07'. */
const shownTime = (screen: string) => /AS OF 15 Jan (\S+) UTC/.exec(screen)?.[1] ?? '';

/** To the change before or after, until its rows are on screen. */
async function stepBy(key: '[' | ']') {
  const before = shownTime(dashboard.screen());
  await dashboard.press(key);
  await dashboard.see(
    (screen) => shownTime(screen) !== before && /›\S+ +/.test(screen) && !isBehind(dashboard.runtime.view()),
  );
}

async function letTimePass(ms: number) {
  now += ms;
  await fetch(`${dashboard.emulator.url}/_vaultop/clock`, {
    method: 'POST',
    body: JSON.stringify({ advanceSeconds: ms / 1_000 }),
  });
}

test("last night's failure is found by its time, and stepped through from change to change", async () => {
  const { see, press } = dashboard;
  await say('jobs reports-db');
  await see(/FAILED +reports-db/);
  await say('at 03:40');
  const running = await see(/AS OF 15 Jan 03:40 UTC[\s\S]*›●~RUNNING +reports-db/);
  expect(running).toMatch(/~ seen later/);
  expect(running).not.toMatch(/WRITE/);
  for (let step = 0; step < 20 && !/›✖/.test(dashboard.screen()); step += 1) await stepBy(']');
  const failed = dashboard.screen();
  expect(failed).toMatch(/›✖~FAILED +reports-db/);
  expect(shownTime(failed)).toMatch(/^03:4\d:\d\d$/);
  await stepBy('[');
  expect(dashboard.screen()).toMatch(/›●~RUNNING +reports-db/);
  await press('}');
  await see(/AS OF 15 Jan 03:3/);
  await say('play 600x');
  await see(/Replaying at 600x; any key stops/);
  await see(/AS OF 15 Jan 03:[45]/);
  await press('j');
  expect(dashboard.runtime.view().state.playing).toBeUndefined();
  await say('now');
  await see((screen) => !/AS OF/.test(screen) && /WRITE/.test(screen));
});

test('what nobody asked for is not known, and not absent', async () => {
  const { see, press } = dashboard;
  await press('o');
  await say('at 2026-01-14 23:00');
  const screen = await see(/AS OF 14 Jan 23:00 UTC/);
  await see(/2 Vaults \?/);
  expect(dashboard.screen()).toMatch(/us-east-1 not known then/);
  expect(dashboard.screen()).toMatch(/3 Attention \?/);
  expect(screen).not.toMatch(/no vaults|nothing needs attention/i);
  await press(']');
  await see((text) => /AS OF 14 Jan 23:\d\d/.test(text) && !/23:00 UTC/.test(text));
  await say('at tomorrow 05:00');
  await see(/16 Jan 05:00 UTC is in the future: :at shows past times/);
  await say('at +4d');
  await see((text) => !/AS OF/.test(text));
});

test('a deleted recovery point is there in the past, and nothing can be done to it', async () => {
  const { see, press, copied, emulator, logged } = dashboard;
  await openList(dashboard, 'points', 'COMPLETED web-01-data EBS');
  await press('y');
  const arn = copied.at(-1) ?? '';
  await letTimePass(20 * minute);
  await rawCall(emulator, { method: 'DELETE', path: `/backup-vaults/prod/recovery-points/${encodeURIComponent(arn)}` });
  await press('r');
  await see(/›✔ COMPLETED +web-01-data +EBS +1d/);
  await say('at -10m');
  await see(/AS OF 15 Jan 12:17 UTC[\s\S]*›✔ COMPLETED +web-01-data +EBS +7h/);
  await press('D');
  await see(/the screen shows the past; :now returns to the present/);
  await press('a');
  await see(/the screen shows the past/);
  expect(logged).toEqual([]);
  await press(keys.escape, keys.return);
  await see(new RegExp(arn.slice(-12)));
  await say('at -8h');
  await see(/not there|not known then/);
});

test('attention and counts are those that were known then', async () => {
  const { see, press } = dashboard;
  const attention = (screen: string) => /3 Attention (\d+) /.exec(screen)?.[1];
  await press('o');
  await say('now');
  const present = attention(await see((screen) => !/AS OF/.test(screen) && attention(screen) !== undefined));
  // A vault and a plan's missing backup are news of the hours after.
  await letTimePass(20 * 60 * minute);
  await press('r');
  await see((screen) => (attention(screen) ?? present) !== present);
  await say('at 2026-01-15 12:08');
  const then = await see((screen) => /AS OF 15 Jan 12:08 UTC/.test(screen) && /2 Vaults 3 /.test(screen));
  expect(attention(then)).toBe(known);
  expect(then).toMatch(/✔ us-east-1 0s/);
  expect(then).toMatch(/✔ 68 done/);
  expect(then).toMatch(/CloudWatch: not known then/);
  expect(then).toMatch(/6 Newest runs \?/);
  // Progress and counts are known from later responses alone.
  expect(then).toMatch(/›● search-index +backup +prod +running +9h/);
  expect(then).toMatch(/ledger-governed +\? +governance/);
});

test('mutes, and lists of the newest values, are not known then', async () => {
  const { see } = dashboard;
  await say('at -5m');
  await say('mutes');
  expect(await see(/AS OF[\s\S]*mutes and acknowledgements: not known then/)).not.toMatch(/no mutes/);
  await say('storage');
  expect(await see(/AS OF[\s\S]*storage[\s\S]*: not known then/i)).not.toMatch(/no storage/i);
  await say('now');
  await see((text) => !/AS OF/.test(text));
});

test('changes before the first answer are not known, and not none', async () => {
  const { see } = dashboard;
  await say('now');
  await openList(dashboard, 'changes');
  await say('at -200d');
  expect(await see(/AS OF[\s\S]*changes: not known/)).not.toContain('no changes');
});
