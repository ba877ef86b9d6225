// Restore testing from the keyboard at 80x24.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Dashboard, keys, openDashboard } from '../support/dashboard.tsx';
import { act, fill, openList, run } from '../support/forms.ts';

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
  const review = await see(/y does it/);
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
