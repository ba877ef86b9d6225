// The series of CloudWatch cost money: their price is on screen, and only enter asks for values.
import { afterEach, expect, test } from 'vitest';
import { type Dashboard, keys, openDashboard } from '../support/dashboard.tsx';

let dashboard: Dashboard | undefined;
afterEach(() => dashboard?.close());

test(':metrics lists every series with its price, and enter draws three charts of one', async () => {
  dashboard = await openDashboard({ regions: ['ap-southeast-2', 'eu-west-1'], columns: 80, rows: 24, unhurried: true });
  const { see, press, emulator } = dashboard;
  const asked = () => emulator.calls.filter(({ operation }) => operation === 'GetMetricData').length;
  await see(/Last 24 h/);
  await press(':', ...'metrics', keys.return);
  await see(/METRIC[^\n]+REGION[^\n]+COST/);
  await press('/', ...'BackupJobsCompleted', keys.return);
  await see(/BackupJobsCompleted[^\n]+\$0\.00001/);
  // The sparklines of the overview ask once for each Region.
  await see(() => asked() >= 2);
  const before = asked();
  await press('j', 'k');
  expect(asked()).toBe(before);
  await press(keys.return);
  await see(/Last 30 days +sum \d+/);
  expect(asked()).toBe(before + 1);
});
