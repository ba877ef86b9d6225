// A text among the rows of a list: the other rows are shown, with a note of what was left out and who sent it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseFault } from '../../src/emulator/faults.ts';
import { type Dashboard, keys, openDashboard } from '../support/dashboard.tsx';

let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard({
    regions: ['us-east-1'],
    unhurried: true,
    faults: [parseFault('ListBackupVaults=text-row')],
  });
});
afterAll(() => dashboard.close());

test('the list of vaults keeps its rows and says what is wrong', async () => {
  await dashboard.see(/us-east-1/);
  await dashboard.press(':', 'v', 'a', 'u', 'l', 't', 's', keys.return);
  const screen = await dashboard.see(/ListBackupVaults sent a text where a backup vault should be: 1 row is omitted\./);
  expect(screen).toMatch(/prod/);
});
