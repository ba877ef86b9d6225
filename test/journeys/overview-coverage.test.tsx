// The overview says what is protected and what the newest run of each plan made, and leads to both.
import { expect, onTestFinished, test } from 'vitest';
import { parseFault } from '../../src/emulator/faults.ts';
import { type Dashboard, type DashboardOptions, keys, openDashboard } from '../support/dashboard.tsx';
import { openList } from '../support/forms.ts';

async function open(options: DashboardOptions = {}): Promise<Dashboard> {
  const dashboard = await openDashboard({
    regions: ['eu-west-1'],
    columns: 80,
    rows: 24,
    unhurried: true,
    ...options,
  });
  onTestFinished(() => dashboard.close());
  await dashboard.see(/Coverage/);
  return dashboard;
}

const inventoryCalls = ({ emulator }: Dashboard) =>
  emulator.calls.filter(({ operation }) => ['ListIndexes', 'ListResources', 'GetResources'].includes(operation));

test('coverage is unknown until its list is opened, then each part of the line opens its resources', async () => {
  const dashboard = await open();
  const { see, press } = dashboard;
  const before = await see(/Newest runs \d+ .*failed/);
  expect(before).toMatch(/Coverage not known; :coverage reads the inventory/);
  expect(before).toMatch(/Running jobs \d/);
  expect(before).toMatch(/Attention \d/);
  expect(inventoryCalls(dashboard)).toEqual([]);
  await press('5', keys.return);
  await see(/in no plan +eu-payments-db/);
  await press(keys.escape);
  await see(/Coverage \d+ of \d+ protected · 2 in no plan/);
  await press('j', keys.return);
  const list = await see(/› coverage of resources[\s\S]*acme-eu-raw/);
  expect(list).not.toMatch(/protected|never backed up/);
});

test('the newest run of each plan is in view, the worst first, and opens its jobs', async () => {
  const { see, press } = await open({ columns: 200, rows: 50 });
  const wide = await see(/Newest runs \d[\s\S]*✖ failed .* eu-daily/);
  expect(wide).toMatch(/STATE +RUN UTC +PLAN +DONE +ISSUES +FAIL +RUNNING +NO JOB/);
  await press('6', keys.return);
  await see(/› scheduled runs .* › backup jobs|backup jobs of /);
});

test('a click on a part of the line selects it, and another one opens it', async () => {
  const dashboard = await open();
  const { see, press, runtime, screen } = dashboard;
  await openList(dashboard, 'coverage', 'eu-payments-db');
  await press(keys.escape, keys.escape);
  await see(/Coverage \d+ of \d+ protected · 2 in no plan/);
  const row = screen()
    .split('\n')
    .findIndex((line) => line.includes('Coverage'));
  const column = screen().split('\n')[row]?.indexOf('in no plan') ?? -1;
  runtime.dispatch({ type: 'clicked', column, row });
  runtime.dispatch({ type: 'clicked', column, row });
  await see(/in no plan +eu-payments-db/);
});

test('refused inventories leave coverage unknown, never zero', async () => {
  const dashboard = await open({ faults: ['resource-explorer-2=deny', 'tagging=deny'].map(parseFault) });
  const { see, press } = dashboard;
  await openList(dashboard, 'coverage', 'no inventory');
  await see(/not known +eu-west-1 .*no inven/);
  await press(keys.escape, keys.escape);
  expect(await see(/Coverage .*not known: 1 Region/)).not.toMatch(/Coverage 0 of/);
});

test('resources in groups: each group opens its resources', async () => {
  const dashboard = await open();
  const { see, press } = dashboard;
  await press(':', 'coverage by nothing', keys.return);
  await see(/Type :coverage by type, account, region, state or tag KEY/);
  await press(keys.escape, ':', 'cov by ty', keys.tab, keys.return);
  await see(/GROUP.* RESOURCES +PROTECTED +NO PLAN[\s\S]* RDS +\d+ +\d+ +1 /);
  await press('/', 'rds', keys.return, keys.return);
  const rds = await see(/› coverage of resources of RDS[\s\S]*eu-payments-db/);
  expect(rds).not.toMatch(/ (S3|EBS) /);
  await press(keys.escape, keys.escape, keys.escape);
  await openList(dashboard, 'coverage by tag backup');
  await see(/ without the tag +\d+/);
  await press('/', 'daily', keys.return);
  const [, count = ''] = /› +daily +(\d+)/.exec(await see(/› +daily +\d+ /)) ?? [];
  await press(keys.return);
  await see(new RegExp(`of daily +/tags:";backup=daily;" +${count} of`));
});
