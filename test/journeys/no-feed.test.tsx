// The list of events without a queue: it says that no event will come, and how to set up a feed.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Dashboard, keys, openDashboard } from '../support/dashboard.tsx';

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard({ regions: ['us-east-1'], columns: 80, rows: 24, unhurried: true });
});
afterAll(() => dashboard.close());

test('without a queue :events says so, and does not load for ever', async () => {
  await dashboard.see(/us-east-1/);
  await dashboard.press(':', 'e', 'v', 'e', 'n', 't', 's', keys.return);
  const screen = await dashboard.see(/No live feed/);
  expect(screen).toContain('vaultop events setup');
  expect(screen).toContain('--events-queue URL');
  for (const line of screen.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  expect(screen).not.toContain('…');
});
