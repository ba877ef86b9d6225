// The list of accounts, with and without an organization: what is known of each, and the screens that it leads to.
import { afterEach, expect, test, vi } from 'vitest';
import { cursorLine, type Dashboard, type DashboardOptions, keys, openDashboard } from '../support/dashboard.tsx';

// The lists of a whole organization are long.
vi.setConfig({ testTimeout: 180_000 });

let dashboard: Dashboard | undefined;

async function openAccounts(options: DashboardOptions): Promise<Dashboard> {
  dashboard = await openDashboard({ columns: 80, rows: 24, unhurried: true, ...options });
  await dashboard.see(/us-east-1/);
  await dashboard.press(':', ...'accounts', keys.return);
  return dashboard;
}

afterEach(() => dashboard?.close());

const lineOf = (screen: string, name: string): string =>
  screen.split('\n').findLast((line) => line.includes(name)) ?? '';

test('one account: its figures, then what needs attention in all its Regions, and back', async () => {
  const { see, press } = await openAccounts({ regions: ['us-east-1', 'eu-west-1'] });
  await see(/123456789012 +\S+ +46/);
  // Five resources whose last job did not complete, and one, eu-scratch, that has no backup at all.
  const screen = await see((text) => /123456789012 +5 +46 +none +\d+ +\d+ +\d+s *$/m.test(text));
  expect(screen).toMatch(/ACCOUNT +FAILING▼ +PROTECTED +OLDEST +DONE +FAILED +READ +NOT READ/);
  await press(keys.return);
  const attention = await see((text) => text.includes('needs attention of 123456789012') && cursorLine(text) !== '');
  for (const region of ['us-east-1', 'eu-west-1']) expect(attention).toContain(region);
  await press(keys.escape);
  expect(cursorLine(await see(/NOT READ/))).toContain('123456789012');
});

test('an organization by the lists of its management account alone: what they cannot tell is not 0', async () => {
  const { see, press } = await openAccounts({ estate: 'medium', organization: true, regions: ['us-east-1'] });
  await see(/acme-managem\S+ +\S+ +120/);
  const members = ['acme-billing', 'acme-orders', 'acme-search', 'acme-media'];
  // While the lists of jobs are read, the figures that are made of them are unknown or go up: protection stays unknown.
  const isTold = (line: string) =>
    / (\?|\d+\+?) +\? +(\?|\S+\+) +\d+\+? +\d+\+? +\d+s +(all but|backup) jobs/.test(line);
  await see((text) => members.every((name) => isTold(lineOf(text, name))));
  await press('/', ...'account:acme-media', keys.return);
  await see((text) => cursorLine(text).includes('acme-media'));
  await press('d', 'j', keys.return);
  const jobs = await see((text) => text.includes('backup jobs of acme-media-prod') && cursorLine(text) !== '');
  const names = jobs.split('\n').filter((line) => /COMPLETED|FAILED/.test(line));
  expect(names.length).toBeGreaterThan(5);
  for (const line of names) expect(line).toMatch(/ media-\S+-\d+ /);
  await press(keys.escape, 'J');
  await see(/"throughOrganization": true/);
});
