import { afterEach, expect, test } from 'vitest';
import { cursorLine, type Dashboard, type DashboardOptions, keys, openDashboard } from '../support/dashboard.tsx';
import { fill, openList, run } from '../support/forms.ts';

let dashboard: Dashboard | undefined;
afterEach(() => dashboard?.close());

async function openJobs(options: DashboardOptions, filter: string): Promise<Dashboard> {
  dashboard = await openDashboard({ regions: ['us-east-1'], columns: 80, rows: 24, unhurried: true, ...options });
  const { see, press } = dashboard;
  await see(/us-east-1/);
  await press(':', ...'jobs', keys.return);
  await see(/by age/);
  await press('/', ...filter, keys.return);
  await see((screen) => /\d+ of \d+/.test(screen) && cursorLine(screen) !== '');
  return dashboard;
}

const stops = ({ emulator }: Dashboard) => emulator.calls.filter(({ operation }) => operation === 'StopBackupJob');

test('read-only: the menu shows what could be done and why it cannot', async () => {
  const opened = await openJobs({}, 'state:RUNNING type:EBS');
  await opened.press('a');
  await opened.see(/ read-only: start with --write, or --dry-run to preview/);
  await opened.press(keys.return);
  await opened.see(/▲ stop: read-only: start with --write, or --dry-run to preview/);
  expect(stops(opened)).toEqual([]);
});

test('a job is stopped: menu, last look, command, call, log, and the row says so', async () => {
  const opened = await openJobs({ write: true }, 'state:RUNNING type:EBS');
  const { see, press, logged, copied } = opened;
  await press('a');
  await see(/x {2}stop/);
  await press(keys.return);
  const review = await see(/y confirms/);
  expect(review).toMatch(/Account and Region\n\s+us-east-1 in 123456789012/);
  expect(review).toMatch(/aws backup stop-backup-job --backup-job-id\s+[0-9A-F-]{36}\s+--region us-east-1/i);
  expect(review).toMatch(/is discarded/);
  expect(stops(opened)).toEqual([]);
  await press('\x19');
  expect(copied[0]).toMatch(/^aws backup stop-backup-job --backup-job-id \S+ --region us-east-1 --endpoint-url http/);
  await press('y');
  await see(/✔ stop: /);
  expect(stops(opened)).toHaveLength(1);
  expect(logged.map(({ event, operation }) => [event, operation])).toEqual([
    ['sending', 'StopBackupJob'],
    ['done', 'StopBackupJob'],
  ]);
  await press(keys.escape);
  await see(/ABORT/);
});

test('a dry run shows the command and sends nothing, with no right to write', async () => {
  const opened = await openJobs({ dryRun: true }, 'state:RUNNING type:EBS');
  const { see, press } = opened;
  await press('x');
  await see(/y confirms, n goes back \(dry run: nothing is sent\)/);
  await press('y');
  await see(/Dry run: nothing was sent/);
  expect(stops(opened)).toEqual([]);
  expect(opened.logged).toEqual([]);
});

test('after a refusal an edited form is sent with a new token; what is started is named, and enter opens it', async () => {
  const opened = await openDashboard({ regions: ['us-east-1'], columns: 100, rows: 30, unhurried: true, write: true });
  dashboard = opened;
  const { see, press, emulator, logged } = opened;
  await see(/us-east-1/);
  await openList(opened, 'resources', 'type:EBS region:us-east-1');
  emulator.setFaults([{ operation: 'StartBackupJob', kind: 'deny', times: 1 }]);
  await press('b');
  await see(/Start within minutes/);
  await fill(opened, { 'Delete after days': '7' });
  await press(run);
  await see(/y confirms/);
  await press('y');
  await see(/refused/);
  await press('e');
  await fill(opened, { 'Delete after days': '8' });
  await press(run);
  await see(/y confirms/);
  await press('y');
  const outcome = await see(/Backup job started: [0-9A-F-]{36}/);
  const tokens = logged.filter(({ event }) => event === 'sending').map(({ input }) => input);
  expect(tokens).toMatchObject([{ IdempotencyToken: 'token-0-0' }, { IdempotencyToken: 'token-1-0' }]);
  expect(outcome).not.toMatch(/\bdone\b/);
  const id = /Backup job started: ([0-9A-F-]{36})/.exec(outcome)?.[1] ?? '';
  await press(keys.return);
  const detail = await see((screen) => screen.includes(id) && screen.includes('Backup job'));
  expect(detail).not.toMatch(/enter opens it/);
});
