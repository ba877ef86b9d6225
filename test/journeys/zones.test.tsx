// Times in the person's zone, and forms that take times, undo edits and bring back the last values: at 80x24.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultSettings } from '../../src/app/state/settings.ts';
import { noSettings } from '../../src/domain/attention/settings.ts';
import { type Dashboard, keys, openDashboard } from '../support/dashboard.tsx';
import { act, clearLine, fill, focus, openList, run } from '../support/forms.ts';

let dashboard: Dashboard;

beforeAll(async () => {
  dashboard = await openDashboard({ regions: ['eu-west-1'], columns: 80, rows: 24, write: true, unhurried: true });
  await dashboard.see(/eu-west-1/);
});
afterAll(() => dashboard.close());

const undo = '\x1f';
const recall = '\x12';

function showIn(shown: string, other: string): void {
  const settings = { ...defaultSettings, zones: { shown, other } };
  dashboard.runtime.configure({ settings, attention: noSettings } as never);
}

const holds = () =>
  dashboard.logged
    .filter((entry) => entry.operation === 'CreateLegalHold' && entry.event === 'sending')
    .map(({ input }) => input as { Title: string; RecoveryPointSelection: { DateRange: object } });

test('Z shows the times of a detail and of a list in the other zone, and says which', async () => {
  const { press, see } = dashboard;
  showIn('UTC', 'Europe/Berlin');
  await openList(dashboard, 'points', 'AVAILABLE');
  await press(keys.return);
  const before = await see(/Created +20\d\d-\d\d-\d\d \d\d:\d\d:\d\dZ \(/);
  const [, utc = ''] = /Created +(\S+ \S+Z)/.exec(before) ?? [];
  await press('Z');
  const after = await see(/Created +20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\+01:00 \(/);
  expect(after).toMatch(/Times are in Europe\/Berlin\. AWS CLI commands, JSON and logs stay in UTC/);
  const [, local = ''] = /Created +(\S+ \S+\+01:00)/.exec(after) ?? [];
  expect(Date.parse(local.replace(' ', 'T'))).toBe(Date.parse(utc.replace(' ', 'T')));
  expect(await see(/· Berlin/)).not.toMatch(/\d\d:\d\dZ/);
  // The document is what AWS answered.
  await press('J');
  await see(/"DescribeRecoveryPoint": \{/);
  await press('/CreationDate', keys.return, 'n');
  await see(/"CreationDate": "20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z"/);
  await press(':runs', keys.return);
  await see(/RUN Berlin/);
  await press('Z');
  await see(/RUN UTC/);
  await press(keys.escape);
});

test('the menu of commands has it, too', async () => {
  const { press, see } = dashboard;
  showIn('UTC', 'Europe/Berlin');
  await press(':timezone', keys.return);
  await see(/Times are in Europe\/Berlin\. /);
  await press('?');
  await see(/Z +times: UTC or yours/);
  await press(keys.escape);
});

test('a hold takes "3h ago" and local times, says what they mean, and sends them in UTC', async () => {
  const { press, see } = dashboard;
  showIn('Europe/Berlin', 'UTC');
  await openList(dashboard, 'legal-holds');
  await act(dashboard, 'create a legal hold');
  await see(/Title/);
  await fill(dashboard, { Title: 'case 7', Description: 'audit' });
  await focus(dashboard, 'Created from');
  await see(/2026-01-15 12:00Z, 3h ago, yesterday 23:59 Berlin/);
  await press('2026-03-29 02:30');
  await see(/the clock change skips it/);
  await press(clearLine, '2025-10-26 02:30');
  await see(/occurs twice on 2025-10-26/);
  await press(clearLine, '3h ago');
  await see(/2026-01-15 09:07:00Z \(3h00m ago\)\s+2026-01-15 10:07:00\+01:00 Europe\/Berlin/);
  await press(run);
  const review = await see(/y confirms/);
  expect(review).toMatch(/FromDate.*2026-01-15T09:07:00/s);
  await press('y');
  await see(/case 7/);
  expect(holds()[0]?.RecoveryPointSelection.DateRange).toMatchObject({ FromDate: new Date('2026-01-15T09:07:00Z') });
});

test('what was typed last comes back on ^r, and ^_ takes edits back', async () => {
  const { press, see } = dashboard;
  await press(keys.escape);
  await act(dashboard, 'create a legal hold');
  await see(/\^r fills in the values typed last time/);
  await press(recall);
  await see(/case 7/);
  await focus(dashboard, 'Title');
  await press(' and more');
  await see(/case 7 and more/);
  await press(undo);
  await see((shown) => shown.includes('case 7 and') && !shown.includes('more'));
  await press(undo, undo, undo);
  await see(/› Title *\n/);
  await press(keys.escape, keys.escape);
});
