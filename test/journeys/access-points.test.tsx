// A recovery point of S3 is opened for reading, read, and closed again, on a screen of 80x24.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cursorLine, type Dashboard, keys, openDashboard } from '../support/dashboard.tsx';
import { act, fill, openList, run } from '../support/forms.ts';

let dashboard: Dashboard;

beforeAll(async () => {
  const regions = ['us-east-1', 'eu-west-1'];
  dashboard = await openDashboard({ regions, columns: 80, rows: 24, write: true, unhurried: true });
  await dashboard.see(/eu-west-1/);
});
afterAll(() => dashboard.close());

/** The words, wherever the lines break. */
const said = (words: string) => new RegExp(words.replaceAll(' ', '\\s+'));

const sent = (operation: string) =>
  dashboard.logged
    .filter((entry) => entry.operation === operation && entry.event === 'sending')
    .map(({ input }) => input);

async function open(list: string, filter: string) {
  await dashboard.press(keys.escape, keys.escape);
  await openList(dashboard, list, filter);
}

const letTimePass = (seconds: number) =>
  fetch(`${dashboard.emulator.url}/_vaultop/clock`, {
    method: 'POST',
    body: JSON.stringify({ advanceSeconds: seconds }),
  });

test('a snapshot is opened for reading, and its objects are listed with a copied line', async () => {
  const { see, press, copied } = dashboard;
  await open('points', 'COMPLETED type:S3 region:us-east-1 acme-invoices');
  await act(dashboard, 'create an access point');
  const form = await see(/Name +acme-invoices-20260115/);
  expect(form).toMatch(/S3 acme-invoices, recovery point of 2026-01-15/);
  expect(form).not.toMatch(/Time to show/);
  await press(run);
  const review = await see(/y confirms/);
  expect(review).toMatch(said('pauses the lifecycle of the recovery point and refuses to delete it'));
  expect(review).toMatch(/Can be undone: delete the access point/);
  await press('y');
  await see(/Access point created:/);
  await press(keys.return);
  await see(/CREATING[\s\S]*can be read once it is AVAILABLE/);
  await letTimePass(60);
  await press('r');
  await see(/aws s3 ls s3:\/\/acme-invoices-202601/);
  await press('Y');
  const menu = await see(/command that lists its objects/);
  await press(/(\d) +command that lists its objects/.exec(menu)?.[1] ?? '');
  expect(copied.at(-1)).toMatch(/^aws s3 ls s3:\/\/acme-invoices-202601-[0-9a-f]{34}-s3alias\/ --region us-east-1$/);
  expect(sent('CreateBackupAccessPoint')).toEqual([
    { Name: 'acme-invoices-20260115', RecoveryPointArn: expect.stringContaining(':recovery-point:') },
  ]);
});

test('the recovery point says that AWS refuses its deletion, and AWS does', async () => {
  const { see, press } = dashboard;
  await open('points', 'COMPLETED type:S3 region:us-east-1 acme-invoices');
  await press('D');
  const review = await see(/Type acme-invoices and press enter/);
  expect(review).toMatch(said('AWS refuses the deletion while the access point acme-invoices-20260115 exists'));
  await press('acme-invoices', keys.return);
  await see(said('cannot be deleted because it has backup access points: acme-invoices-20260115'));
  await press(keys.escape);
});

test('a continuous recovery point is opened at a moment within its range', async () => {
  const { see, press } = dashboard;
  await open('points', 'AVAILABLE type:S3');
  await act(dashboard, 'create an access point');
  await see(/Time to show +latest/);
  await fill(dashboard, { 'Time to show': '2020-01-01' });
  await see(/From\s+20\d\d-[\s\S]*to\s+2026-01-15\s+11:5\d:\d\dZ/);
  await fill(dashboard, { Name: 'Yesterday', 'Time to show': '2026-01-14 10:00Z' });
  await press(run);
  await see(/3 to 50 lower-case letters/);
  await fill(dashboard, { Name: 'yesterday' });
  await press(run);
  const review = await see(/y confirms/);
  expect(review).toMatch(/The access point shows the bucket as of 2026-01-14 10:00:00Z/);
  await press('y');
  await see(/Access point created:/);
  expect(sent('CreateBackupAccessPoint').at(-1)).toMatchObject({
    Name: 'yesterday',
    AccessPointMetadata: { AccessPointInTime: '2026-01-14T10:00:00Z' },
  });
  await press(keys.escape);
});

test('another type cannot be opened, and says why', async () => {
  const { see, press } = dashboard;
  await open('points', 'COMPLETED type:EBS region:us-east-1');
  await press('a');
  await see(/create an access point: only for recovery points of S3/);
  await press(keys.escape);
});

test('an access point is deleted by its name', async () => {
  const { see, press } = dashboard;
  await open('access-points', 'acme-invoices');
  await see((screen) => /AVAILABLE +us-east-1 +acme-invoices-20260115/.test(cursorLine(screen)));
  await press('D');
  const review = await see(/Type acme-invoices-20260115 and press enter/);
  expect(review).toMatch(/Cannot be undone: /);
  await press('acme-invoices-20260115', keys.return);
  await see(/✔ delete: acme-invoices-20260115 is being deleted/);
  await letTimePass(60);
  await press(keys.escape, 'r');
  await see((screen) => !/(AVAILABLE|DELETING) +us-east-1/.test(screen));
  expect(sent('DeleteBackupAccessPoint')).toEqual([
    { AccessPointArn: 'arn:aws:backup:us-east-1:123456789012:accesspoint/acme-invoices-20260115' },
  ]);
});
