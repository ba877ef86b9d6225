// `:write 30m`: changes are allowed for a time, which the header shows and which ends by itself.

import { afterEach, describe, expect, test } from 'vitest';
import { smallest } from '../../config/layout.ts';
import { type Dashboard, type DashboardOptions, keys, noon, openDashboard } from '../support/dashboard.tsx';
import { act, fill, openList, run } from '../support/forms.ts';

const minute = 60_000;
let dashboard: Dashboard;
afterEach(() => dashboard.close());

const clock = { at: noon };

async function open(options: DashboardOptions) {
  clock.at = noon;
  const size = { columns: 80, rows: 24 };
  const fast = { regions: ['us-east-1'], unhurried: true, hurry: 50 };
  dashboard = await openDashboard({ ...size, ...fast, localNow: () => clock.at, ...options });
  await dashboard.see(/ledger|us-east-1/);
}

const say = (text: string) => dashboard.press(':', ...text, keys.return);
const header = () => dashboard.screen().split('\n')[0] ?? '';
const sent = () => dashboard.logged.filter(({ event }) => event === 'done').length;

describe.each([
  [80, 24],
  [smallest.columns, smallest.rows],
])('at %ix%i', (columns, rows) => {
  test('the header counts it down; afterwards nothing can be changed', async () => {
    await open({ columns, rows, write: 'timed' });
    expect(header()).not.toContain('WRITE');
    await say('write 30m');
    await dashboard.see(/WRITE 30m/);
    clock.at += 12 * minute;
    await dashboard.see(/WRITE 18m/);
    clock.at += 17 * minute + 30_000;
    await dashboard.see(/WRITE 30s/);
    clock.at += 31_000;
    await dashboard.see(/time for changes has ended/);
    await dashboard.see((screen) => !screen.split('\n')[0]?.includes('WRITE'));
  });
});

test('an action waits for it, is carried out within it, and is refused after it', async () => {
  await open({ write: 'timed' });
  await openList(dashboard, 'vaults');
  await dashboard.press('a');
  await dashboard.see(/read-only: :write 30m allows changes/);
  await dashboard.press(keys.escape);
  await say('write 30m');
  await dashboard.see(/WRITE 30m/);
  await act(dashboard, 'create a vault');
  await fill(dashboard, { Name: 'made-in-time' });
  await dashboard.press(run);
  await dashboard.see(/y confirms/);
  await dashboard.press('y');
  await dashboard.see(/made-in-time is created/);
  expect(sent()).toBe(1);
  await dashboard.press(keys.escape);
  await act(dashboard, 'create a vault');
  await fill(dashboard, { Name: 'too-late' });
  await dashboard.press(run);
  await dashboard.see(/y confirms/);
  // The review stays open over the end of the time.
  clock.at += 31 * minute;
  await dashboard.press('y');
  await dashboard.see(/read-only|not sent|refused/i);
  expect(sent()).toBe(1);
  const { emulator } = dashboard;
  const creates = emulator.calls.filter(({ operation }) => operation === 'CreateBackupVault');
  expect(creates).toHaveLength(1);
});

test('where the place allows no changes, neither does :write', async () => {
  await open({});
  await say('write 30m');
  await dashboard.see(/This run is read-only: start with --write/);
  expect(header()).not.toContain('WRITE');
});

test(':write off ends the write access that a run was started with, and a wrong time is answered', async () => {
  await open({ write: true });
  await dashboard.see(/WRITE/);
  await say('write off');
  await dashboard.see((screen) => !screen.split('\n')[0]?.includes('WRITE'));
  await dashboard.see(/Read-only: :write 30m allows/);
  await say('write 9h');
  await dashboard.see(/at most 8h/);
});
