import { afterAll, beforeAll, expect, test } from 'vitest';
import { cursorLine, type Dashboard, keys, openDashboard } from '../support/dashboard.tsx';
import { act, fill, openList, run } from '../support/forms.ts';

let dashboard: Dashboard;

beforeAll(async () => {
  dashboard = await openDashboard({ regions: ['eu-west-1'], columns: 100, rows: 30, write: true, unhurried: true });
  await dashboard.see(/eu-west-1/);
});
afterAll(() => dashboard.close());

const sent = (operation: string) =>
  dashboard.logged
    .filter((entry) => entry.operation === operation && entry.event === 'sending')
    .map(({ input }) => input);

async function open(list: string, filter: string) {
  await dashboard.press(keys.escape, keys.escape);
  await openList(dashboard, list, filter);
}

test('a type is opted out, and in again; the other types stay as they are', async () => {
  const { see, press } = dashboard;
  await open('region-settings', 'EBS');
  await press('x');
  const review = await see(/y confirms/);
  expect(review).toMatch(/Can be undone: opt in again/);
  await press('y');
  await see(/✔ opt out: EBS/);
  await see((screen) => /opted out/.test(cursorLine(screen)));
  await press('b');
  await see(/y confirms/);
  await press('y');
  await see(/✔ opt in: EBS/);
  const [out, back] = sent('UpdateRegionSettings') as { ResourceTypeOptInPreference: Record<string, boolean> }[];
  expect(Object.keys(out?.ResourceTypeOptInPreference ?? {}).length).toBeGreaterThan(5);
  expect({ ...out?.ResourceTypeOptInPreference, EBS: true }).toEqual(back?.ResourceTypeOptInPreference);
});

test('DynamoDB is opted in to incremental backups, which a later change of the opt-in keeps', async () => {
  const { see, press } = dashboard;
  await open('region-settings', 'DynamoDB');
  await act(dashboard, 'opt in to incremental backups');
  const review = await see(/y confirms/);
  expect(review).toMatch(/Can be undone: opt out of incremental backups again/);
  await press('y');
  await see(/✔ opt in to incremental backups: DynamoDB/);
  await open('region-settings', 'DynamoDB');
  await see((screen) => /yes +yes +opted in/.test(cursorLine(screen)));
  await open('region-settings', 'EBS');
  await press('x');
  await see(/y confirms/);
  await press('y');
  await see(/✔ opt out: EBS/);
  expect(sent('UpdateRegionSettings').slice(-2)).toMatchObject([
    { ResourceTypeOptInPreference: { DynamoDB: true }, ResourceTypeOptInIncremental: { DynamoDB: true } },
    { ResourceTypeOptInPreference: { EBS: false }, ResourceTypeOptInIncremental: { DynamoDB: true } },
  ]);
});

test('a legal hold is created, and one that holds is cancelled', async () => {
  const { see, press } = dashboard;
  await open('legal-holds', '');
  await act(dashboard, 'create a legal hold');
  await fill(dashboard, { Title: 'case-8', Description: 'keep', Vaults: 'eu-prod', 'Created from': '2026-01-01' });
  await press(run);
  await see(/y confirms/);
  await press('y');
  await see(/✔ create a legal hold: case-8 is being created/);
  await see(/Legal hold created: [0-9a-f-]{36}/);
  await press(keys.escape);
  await see((screen) => /CREATING +case-8/.test(screen));
  await open('legal-holds', 'ACTIVE');
  await see((screen) => /ACTIVE/.test(cursorLine(screen)));
  await press('D');
  await fill(dashboard, { Reason: 'settled' });
  await press(run);
  const review = await see(/Type .+ and press enter/);
  expect(review).toMatch(/Cannot be undone: a cancelled hold cannot be reactivated/);
  await press(/Type (.+) and press enter/.exec(review)?.[1] ?? '', keys.return);
  await see(/✔ cancel the hold: /);
  expect(sent('CancelLegalHold')).toMatchObject([{ CancelDescription: 'settled' }]);
});

test('a continuous backup is disassociated from AWS Backup', async () => {
  const { see, press } = dashboard;
  await open('points', 'AVAILABLE type:RDS');
  await act(dashboard, 'disassociate from AWS Backup');
  const review = await see(/Type \S+ and press enter/);
  expect(review).toMatch(/The backup stays in RDS, with the retention that is set there/);
  await press(/Type (\S+) and press enter/.exec(review)?.[1] ?? '', keys.return);
  await see(/✔ disassociate from AWS Backup/);
  expect(sent('DisassociateRecoveryPoint')).toHaveLength(1);
});

test('a child is disassociated from its parent', async () => {
  const { see, press } = dashboard;
  await open('points', 'status:COMPLETED kind:child');
  await act(dashboard, 'disassociate from its parent');
  const review = await see(/Type \S+ and press enter/);
  await press(/Type (\S+) and press enter/.exec(review)?.[1] ?? '', keys.return);
  await see(/✔ disassociate from its parent/);
});

test('a copy is made again from its job, and a backup run again from its own', async () => {
  const { see, press } = dashboard;
  await open('copy-jobs', '~COMPLETED');
  await press('c');
  await see(/To vault/);
  // Its own destination is locked in compliance mode, and allows no retention without an end.
  await fill(dashboard, { 'Delete after days': '90' });
  await press(run);
  await see(/y confirms/);
  await press('y');
  const started = await see(/Copy job started: [0-9A-F-]{36}/);
  expect(sent('StartCopyJob')).toHaveLength(1);
  const id = /Copy job started: ([0-9A-F-]{36})/.exec(started)?.[1] ?? '';
  await press(keys.return);
  await see((screen) => screen.includes('Copy job') && screen.includes(id));
  await press(keys.escape);
  await open('jobs', 'state:COMPLETED type:EBS region:eu-west-1');
  await press('b');
  await see(/Start within minutes/);
  await press(run);
  await see(/y confirms/);
  await press('y');
  await see(/Backup job started: [0-9A-F-]{36}/);
  expect(sent('StartBackupJob')).toHaveLength(1);
  await press(keys.escape);
});

test('a selection is deleted by its name', async () => {
  const { see, press } = dashboard;
  await open('selections', 'eu-daily');
  const name = /Type (\S+)/;
  await press('D');
  const review = await see(/Type \S+ and press enter/);
  await press(name.exec(review)?.[1] ?? '', keys.return);
  await see(/✔ delete: /);
  expect(sent('DeleteBackupSelection')).toHaveLength(1);
});
