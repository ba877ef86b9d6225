import { afterAll, beforeAll, expect, test } from 'vitest';
import { cursorLine, type Dashboard, keys, openDashboard } from '../support/dashboard.tsx';
import { act, clearLine, fill, openList, run } from '../support/forms.ts';

let dashboard: Dashboard;

beforeAll(async () => {
  dashboard = await openDashboard({
    regions: ['us-east-1', 'eu-west-1'],
    columns: 100,
    rows: 30,
    write: true,
    unhurried: true,
  });
  await dashboard.see(/eu-west-1/);
});
afterAll(() => dashboard.close());

const sent = (operation: string) =>
  dashboard.logged
    .filter((entry) => entry.operation === operation && entry.event === 'sending')
    .map(({ input }) => input);

async function openPoints(filter: string) {
  await dashboard.press(keys.escape, keys.escape);
  await openList(dashboard, 'points', filter);
}

test('a point is restored: its metadata is there, what is missing is asked for', async () => {
  const { see, press } = dashboard;
  await openPoints('COMPLETED type:EBS region:us-east-1');
  await press('w');
  await see(/Availability Zone/);
  await fill(dashboard, { 'Availability Zone': '' });
  await press(run);
  await see(/Availability Zone is needed/);
  await fill(dashboard, { 'Availability Zone': 'us-east-1b', 'Volume type': 'tape' });
  await see(/Volume type takes gp3/);
  await fill(dashboard, { 'Volume type': 'gp3' });
  await press(run);
  const review = await see(/y confirms/);
  expect(review).toMatch(/aws backup start-restore-job --recovery-point-arn/);
  await press('y');
  await see(/Restore job started: [0-9A-F-]{36}/);
  expect(sent('StartRestoreJob')).toMatchObject([
    {
      ResourceType: 'EBS',
      Metadata: { availabilityZone: 'us-east-1b', volumeType: 'gp3' },
      IdempotencyToken: 'token-0-0',
    },
  ]);
});

test('a continuous point is restored to a time inside its window only', async () => {
  const { see, press } = dashboard;
  await openPoints('AVAILABLE type:S3');
  await press('w');
  await see(/Restore to time/);
  await fill(dashboard, { 'Restore to time': '2020-01-01' });
  await see(/From 20\d\d-\d\d-\d\d .* to 2026-01-15 11:52:00Z/);
  await fill(dashboard, { 'Restore to time': '2026-01-15 10:00Z', 'To bucket': 'rescued' });
  await press(run);
  await see(/y confirms/);
  await press('y');
  await see(/Restore job started: [0-9A-F-]{36}/);
  expect(sent('StartRestoreJob').at(-1)).toMatchObject({
    Metadata: { RestoreTime: '2026-01-15T10:00:00Z', DestinationBucketName: 'rescued', NewBucket: 'true' },
  });
});

test('a bucket is restored to a new one unless somebody says otherwise, and types the name of the one that is there', async () => {
  const { see, press } = dashboard;
  await openPoints('AVAILABLE type:S3');
  await press('w');
  const form = await see(/As a new bucket/);
  const bucket = /S3 (\S+), continuous backup since/.exec(form)?.[1] ?? '';
  expect(form).toContain(`${bucket}-restored`);
  await fill(dashboard, { 'To bucket': bucket });
  await see(/exists already: a restore to a new resource needs\s+an\s+unused\s+name/);
  await fill(dashboard, { 'As a new bucket': 'false' });
  await press(run);
  const review = await see(new RegExp(`Type ${bucket} and press enter`));
  expect(review).toMatch(/written to the existing bucket/);
  expect(review).toMatch(new RegExp(`S3 ${bucket}, continuous backup since .*, 4\\d\\dd old, .*B,\\s+vault`));
  await press('elsewhere', keys.return);
  await see(/"elsewhere" does not match the name: nothing was sent/);
  const before = sent('StartRestoreJob').length;
  await press(clearLine, bucket, keys.return);
  await see(/Restore job started/);
  expect(sent('StartRestoreJob')).toHaveLength(before + 1);
  expect(sent('StartRestoreJob').at(-1)).toMatchObject({
    Metadata: { DestinationBucketName: bucket, NewBucket: 'false' },
  });
});

test('a copy that nobody could ever delete says so and wants the name of the vault; another key says what it does', async () => {
  const { see, press } = dashboard;
  await openPoints('COMPLETED type:EBS region:us-east-1');
  await press('c');
  await see(/To vault/);
  await fill(dashboard, { 'To vault': 'arn:aws:backup:eu-west-1:123456789012:backup-vault:dr-locked' });
  await press(run);
  await see(/The vault dr-locked keeps 7 to 400 days; forever would fail/);
  await fill(dashboard, { 'To vault': 'arn:aws:backup:eu-west-1:210987654321:backup-vault:far' });
  await press(run);
  const forever = await see(/Type far and press enter/);
  expect(forever).toMatch(/nobody can ever delete the recovery\s+point: vault far is not/);
  await press(keys.escape);
  await fill(dashboard, {
    'To vault': 'arn:aws:backup:eu-west-1:123456789012:backup-vault:dr-locked',
    'Delete after days': '40',
  });
  await press(run);
  const ends = await see(/y confirms/);
  expect(ends).toMatch(/Nobody can delete the recovery point before about 2026-02-24/);
  await press('x');
  await see(/"x" is not a key of this screen: nothing was sent/);
  await press(keys.escape, keys.escape, keys.escape);
});

test('points are copied together; what cannot be is said before any call', async () => {
  const { see, press } = dashboard;
  await openPoints('COMPLETED type:EBS region:us-east-1');
  await press(' ', ' ', ' ');
  await see(/3 marked/);
  await press('c');
  await see(/To vault/);
  await fill(dashboard, { 'To vault': 'arn:aws:backup:eu-west-1:123456789012:backup-vault:nowhere' });
  await see(/There is no vault nowhere in eu-west-1/);
  await fill(dashboard, {
    'To vault': 'arn:aws:backup:eu-west-1:123456789012:backup-vault:eu-prod',
    'Delete after days': '90',
  });
  await press(run);
  const review = await see(/Type 3 and press enter/);
  expect(review).toMatch(/The data is transferred to eu-west-1/);
  await press('3', keys.return);
  await see(/✔ copy: 3 of 3 started/);
  expect(sent('StartCopyJob')).toHaveLength(3);
  expect(
    new Set(sent('StartCopyJob').map((input) => (input as { IdempotencyToken: string }).IdempotencyToken)).size,
  ).toBe(3);
});

test('how long a point is kept is changed, with the 90 days of cold storage', async () => {
  const { see, press } = dashboard;
  await openPoints('COMPLETED type:EFS region:us-east-1');
  await press('e');
  await see(/Cold storage after days/);
  await fill(dashboard, { 'Cold storage after days': '10', 'Delete after days': '20' });
  await see(/delete\s+after\s+100/);
  await fill(dashboard, { 'Delete after days': '100' });
  await press(run);
  const review = await see(/Type \S+ and press enter/);
  expect(review).toMatch(/The recovery point is deleted at about 20\d\d-/);
  expect(review).toMatch(
    /Cannot be undone: the recovery point is deleted earlier than before|cannot return to warm storage/,
  );
  await press(/Type (\S+) and/.exec(review)?.[1] ?? '', keys.return);
  await see(/✔ change the lifecycle/);
  expect(sent('UpdateRecoveryPointLifecycle')).toMatchObject([
    { Lifecycle: { MoveToColdStorageAfterDays: 10, DeleteAfterDays: 100 } },
  ]);
});

test('points are deleted by name, and those in a locked vault say why not', async () => {
  const { see, press } = dashboard;
  await openPoints('COMPLETED vault:ledger');
  await press('D');
  await see(/delete: its vault ledger-governed is locked \(governance\)/);
  await openPoints('COMPLETED type:EBS vault:prod');
  const name = cursorLine(dashboard.screen());
  await press('D');
  const review = await see(/Type \S+ and press enter/);
  const resource = /Type (\S+) and/.exec(review)?.[1] ?? '';
  expect(review).toMatch(new RegExp(`EBS ${resource} \\(vol-\\w+\\), recovery point of .*\\s+old, .*, vault \\S+`));
  expect(review).toMatch(new RegExp(`Of ${resource} \\d+ recovery points remain.*; n`));
  expect(review).toMatch(/Cannot be undone: a deleted recovery point cannot be recovered/);
  await press('snap-1', keys.return);
  await see(/"snap-1" does not match the name: nothing was sent/);
  await press(clearLine, resource, keys.return);
  await see(/✔ delete: snap-/);
  await see((screen) => cursorLine(screen) !== name);
});

test('a legal hold is put on what a vault holds', async () => {
  const { see, press } = dashboard;
  await act(dashboard, 'create a legal hold');
  await fill(dashboard, {
    Title: 'case 7',
    Description: 'keep',
    Vaults: 'prod',
    'Created from': '2026-01-20',
    Resources: '',
  });
  await press(run);
  await see(/The end must be after the begin/);
  await fill(dashboard, { 'Created from': '2026-01-01' });
  await press(run);
  const review = await see(/y confirms/);
  expect(review).toMatch(/create-legal-hold --title 'case 7'/);
  await press('y');
  await see(/✔ create a legal hold/);
});

test('an on-demand backup of a resource is started, with the vault and role of the last one proposed', async () => {
  const { see, press } = dashboard;
  await press(keys.escape, keys.escape);
  await openList(dashboard, 'resources', 'type:EBS region:us-east-1');
  await press('b');
  await see(/Start within minutes/);
  await fill(dashboard, { 'Delete after days': '7', 'Start within minutes': '30' });
  await see(/takes a whole number from 60/);
  await fill(dashboard, { 'Start within minutes': '60' });
  await press(run);
  await see(/y confirms/);
  await press('y');
  await see(/Backup job started: [0-9A-F-]{36}/);
  expect(sent('StartBackupJob')).toMatchObject([{ StartWindowMinutes: 60, Lifecycle: { DeleteAfterDays: 7 } }]);
});
