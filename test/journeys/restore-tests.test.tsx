// Restore testing from the keyboard at 80x24.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Dashboard, keys, openDashboard } from '../support/dashboard.tsx';
import { act, fill, focus, openList, run } from '../support/forms.ts';

const right = '\x1b[C';

let dashboard: Dashboard;

beforeAll(async () => {
  dashboard = await openDashboard({
    regions: ['us-east-1'],
    columns: 80,
    rows: 24,
    write: true,
    unhurried: true,
    hurry: 10,
  });
  await dashboard.see(/us-east-1/);
});
afterAll(() => dashboard.close());

const lastInput = (operation: string) =>
  dashboard.logged.findLast((entry) => entry.operation === operation && entry.event === 'done') &&
  dashboard.logged.findLast((entry) => entry.operation === operation && entry.event === 'sending')?.input;

async function open(list: string, filter: string) {
  await dashboard.press(keys.escape, keys.escape, keys.escape);
  await openList(dashboard, list, filter);
}

test('restores of a resource are tested regularly after one form', async () => {
  const { see, press } = dashboard;
  await open('resources', 'orders-cluster');
  await act(dashboard, 'test restores regularly');
  await see(/Testing plan/);
  await fill(dashboard, { 'Testing plan': 'not-so' });
  await see(/A name has up to 50 letters, digits or underscores/);
  await fill(dashboard, {
    'Testing plan': 'proof',
    Schedule: 'weekly on monday at 03:00',
    'Time zone': 'Europe/Berlin',
  });
  await see(/runs next|Europe\/Berlin/);
  await fill(dashboard, { 'Validate in hours': '4' });
  await press(run);
  const review = await see(/y confirms/);
  expect(review).toMatch(/The restore testing plan proof is created \(weekly on monday at 03:00\)/);
  await press('y');
  await see(/✔ test restores regularly/);
  expect(lastInput('CreateRestoreTestingPlan')).toMatchObject({
    RestoreTestingPlan: {
      RestoreTestingPlanName: 'proof',
      ScheduleExpression: 'cron(0 3 ? * MON *)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
    },
  });
  expect(lastInput('CreateRestoreTestingSelection')).toMatchObject({
    RestoreTestingPlanName: 'proof',
    RestoreTestingSelection: { ValidationWindowHours: 4 },
  });
  await press(keys.return);
  await see(/restore testing plan proof[\s\S]*cron\(0 3 \? \* MON \*\) Europe\/Berlin/);
});

test('what a restore test made is validated by hand once, and then AWS deletes it', async () => {
  const { see, press, emulator } = dashboard;
  await open('restore-testing-plans', 'nightly_restore_test');
  await act(dashboard, 'add a selection');
  await see(/Validate in hours/);
  await fill(dashboard, { Name: 'by_hand', 'Validate in hours': '48' });
  await press(run);
  await see(/y confirms/);
  await press('y');
  await see(/✔ add a selection/);
  await fetch(`${emulator.url}/_vaultop/clock`, {
    method: 'POST',
    body: JSON.stringify({ now: '2026-01-16T12:07:00Z' }),
  });
  await open('restore-jobs', '');
  await press('r', '/VALIDATING', keys.return);
  await see(/COMPLETED +vol-/);
  await act(dashboard, 'set the validation result');
  await see(/Result/);
  await fill(dashboard, { Message: 'mounted and read' });
  await press(run);
  const review = await see(/Type (\S+) and press enter/);
  expect(review).toMatch(/AWS accepts one result, and then deletes the restored\s+resource/);
  const [, name = ''] = /Type (\S+) and press enter/.exec(review) ?? [];
  await press(name, keys.return);
  await see(/✔ set the validation result/);
  expect(lastInput('PutRestoreValidationResult')).toMatchObject({
    ValidationStatus: 'SUCCESSFUL',
    ValidationStatusMessage: 'mounted and read',
  });
});

test('a restore testing plan is edited, and only what changed is sent', async () => {
  const { see, press } = dashboard;
  await open('restore-testing-plans', 'nightly_restore_test');
  await act(dashboard, 'edit');
  await see(/Start within hours +24/);
  await fill(dashboard, { Schedule: 'daily at 06:30', 'From the last days': '14' });
  await press(run);
  const review = await see(/y confirms/);
  expect(review).toMatch(/nightly_restore_test/);
  expect(review).toMatch(/cron\(30 0\/6 \* \* \? \*\)/);
  await press('y');
  await see(/✔ edit/);
  expect(lastInput('UpdateRestoreTestingPlan')).toMatchObject({
    RestoreTestingPlanName: 'nightly_restore_test',
    RestoreTestingPlan: {
      ScheduleExpression: 'cron(30 6 ? * * *)',
      RecoveryPointSelection: { SelectionWindowDays: 14 },
    },
  });
});

test('a selection is added with the zone that AWS would infer otherwise, edited, and deleted by its name', async () => {
  const { see, press } = dashboard;
  await open('restore-testing-plans', 'nightly_restore_test');
  await act(dashboard, 'add a selection');
  await see(/Validate in hours/);
  await fill(dashboard, { Name: 'volumes', 'Validate in hours': '8', Zone: 'us-east-1b' });
  await press(run);
  await see(/y confirms/);
  await press('y');
  await see(/✔ add a selection/);
  expect(lastInput('CreateRestoreTestingSelection')).toMatchObject({
    RestoreTestingPlanName: 'nightly_restore_test',
    RestoreTestingSelection: {
      RestoreTestingSelectionName: 'volumes',
      ProtectedResourceType: 'EBS',
      ProtectedResourceArns: ['*'],
      ValidationWindowHours: 8,
      RestoreMetadataOverrides: { availabilityZone: 'us-east-1b' },
    },
  });
  await open('restore-testing-selections', 'volumes');
  await act(dashboard, 'edit');
  await see(/Zone +us-east-1b/);
  await fill(dashboard, { Zone: 'us-east-1c' });
  await press(run);
  expect(await see(/y confirms/)).toMatch(/us-east-1b[\s\S]*us-east-1c/);
  await press('y');
  await see(/✔ edit/);
  expect(lastInput('UpdateRestoreTestingSelection')).toMatchObject({
    RestoreTestingSelectionName: 'volumes',
    RestoreTestingSelection: { RestoreMetadataOverrides: { availabilityZone: 'us-east-1c' }, ValidationWindowHours: 8 },
  });
  await open('restore-testing-selections', 'volumes');
  await act(dashboard, 'delete');
  await see(/Type volumes and press enter/);
  await press('volumes', keys.return);
  await see(/✔ delete/);
  expect(lastInput('DeleteRestoreTestingSelection')).toMatchObject({ RestoreTestingSelectionName: 'volumes' });
});

test('a selection of databases asks for other keys, and a window that AWS does not take is refused', async () => {
  const { see, press, screen } = dashboard;
  await open('restore-testing-plans', 'nightly_restore_test');
  await act(dashboard, 'add a selection');
  await see(/Volume type/);
  await focus(dashboard, 'Type');
  for (let turns = 0; turns < 20 && !/Type +‹ RDS ›/.test(screen()); turns += 1) await press(right);
  const form = await see(/Type +‹ RDS ›/);
  expect(form).not.toMatch(/Volume type/);
  expect(form).toMatch(/[Ss]ubnet group/);
  await fill(dashboard, { Name: 'databases', 'Validate in hours': '1000' });
  await press(run);
  expect(await see(/168/)).not.toMatch(/y confirms/);
});

test('a plan that has selections is deleted after them', async () => {
  const { see, press } = dashboard;
  await press(keys.escape);
  await open('restore-testing-plans', 'nightly_restore_test');
  await act(dashboard, 'delete');
  await see(/Type nightly_restore_test and press enter/);
  await press('nightly_restore_test', keys.return);
  await see(/✔ delete/);
  expect(lastInput('DeleteRestoreTestingSelection')).toMatchObject({ RestoreTestingPlanName: 'nightly_restore_test' });
  expect(lastInput('DeleteRestoreTestingPlan')).toEqual({ RestoreTestingPlanName: 'nightly_restore_test' });
});
