// Reviews at 80x24: what they say before anything is sent, and what wrong keys and names do.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Dashboard, keys, openDashboard } from '../support/dashboard.tsx';
import { act, clearLine, fill, openList, run } from '../support/forms.ts';

let dashboard: Dashboard;

beforeAll(async () => {
  dashboard = await openDashboard({
    regions: ['us-east-1', 'eu-west-1'],
    columns: 80,
    rows: 24,
    write: true,
    unhurried: true,
  });
  await dashboard.see(/eu-west-1/);
});
afterAll(() => dashboard.close());

const sent = (operation: string) =>
  dashboard.logged.filter((entry) => entry.operation === operation && entry.event === 'sending');

async function open(list: string, filter: string) {
  await dashboard.press(keys.escape, keys.escape, keys.escape);
  await openList(dashboard, list, filter);
}

test('the form and the review of a copy say what, from where, to where, and until when nobody can delete it', async () => {
  const { see, press } = dashboard;
  await open('points', 'COMPLETED type:EBS region:us-east-1');
  await press('c');
  const form = await see(/To vault/);
  expect(form).toMatch(
    /EBS \S+ \(vol-\w+\), recovery point of 20\d\d-\d\d-\d\d\s+[\d:]+Z,\s+\w+\s+old,\s+[\d.]+\s+[GT]iB,/,
  );
  expect(form).toMatch(/\n {2}us-east-1 in 123456789012/);
  expect(form.match(/us-east-1 in 123456789012/g)).toHaveLength(1);
  await fill(dashboard, {
    'To vault': 'arn:aws:backup:eu-west-1:123456789012:backup-vault:dr-locked',
    'Delete after days': '40',
  });
  await press(run);
  const review = await see(/y confirms/);
  expect(review).toMatch(/from vault \S+, us-east-1 in 123456789012\n +to vault dr-locked, eu-west-1 in 123456789012/);
  expect(review).toMatch(/Nobody can delete the recovery point before about 2026-02-24/);
  expect(review).toMatch(/Can be undone: not before about 2026-02-24/);
  await press(keys.return);
  await see(/"enter" is not a key of this screen: nothing was sent/);
  await press('n');
  await see(/› Delete after days|To vault/);
  expect(sent('StartCopyJob')).toEqual([]);
});

test('of several points all are listed, and their number is typed', async () => {
  const { see, press } = dashboard;
  await open('points', 'web-01-data vault:prod');
  // Each mark moves the cursor on; rows that still come in would move it, too.
  await see(/✔ us-east-1[^\n]*✔ eu-west-1/);
  for (let marked = 1; marked <= 15; marked += 1) {
    await press(' ');
    await see(new RegExp(`${marked} marked`));
  }
  await press('D');
  const first = await see(/Type 15 and press enter/);
  expect(first).toMatch(/delete: 15 recovery points/);
  expect(first).toMatch(
    /Cannot be undone: a deleted recovery point cannot be recovered\.\n +Of web-01-data \d+ recovery points/,
  );
  expect(first).toMatch(/\d+ more lines below/);
  await see(/All 15 targets\n +EBS web-01-data \(vol-\w+\), recovery point of/);
  await press(keys.pageDown, keys.pageDown, keys.pageDown);
  await see(/recovery point of[\s\S]*Equivalent AWS CLI commands \(15\)/);
  await press('y', keys.return);
  await see(/"y" does not match the number: nothing was sent/);
  expect(sent('DeleteRecoveryPoint')).toEqual([]);
  await press(clearLine, '15', keys.return);
  await see(/✔ delete: 15 of 15, each is being deleted/);
  expect(sent('DeleteRecoveryPoint')).toHaveLength(15);
});

test('a new tag is set by a key; a replaced value wants the name of the resource', async () => {
  const { see, press } = dashboard;
  await open('vaults', 'prod region:us-east-1');
  await act(dashboard, 'change the tags');
  const form = await see(/Tags +/);
  const before = /Tags +(.*\S) *$/m.exec(form)?.[1] ?? '';
  await fill(dashboard, { Tags: `${before === '–' ? '' : `${before}, `}wing=east` });
  await press(run);
  await see(/Can be undone: remove the tags[\s\S]*y confirms/);
  await press('y');
  await see(/✔ change the tags: prod has the tags that were sent/);
  await act(dashboard, 'change the tags');
  await see(/wing=east/);
  await fill(dashboard, { Tags: 'wing=west' });
  await press(run);
  await see(/Can be undone: set the old values again[\s\S]*Type prod and press enter/);
  await press('east', keys.return);
  await see(/"east" does not match the name: nothing was sent/);
  await press(keys.escape);
  await see(/Tags +wing=west/);
  expect(sent('TagResource')).toHaveLength(1);
});

test('a backup into a locked vault says until when nobody can delete it', async () => {
  const { see, press } = dashboard;
  await open('resources', 'eu-search-index type:EBS region:eu-west-1');
  await press('b');
  const form = await see(/Vault/);
  expect(form).toMatch(/EBS \S+ \(vol-\w+\), last backed up 20/);
  await fill(dashboard, { Vault: 'dr-locked', 'Delete after days': '40' });
  await press(run);
  const review = await see(/y confirms/);
  expect(review).toMatch(/to vault dr-locked, eu-west-1 in 123456789012/);
  expect(review).toMatch(/Nobody can delete the recovery point before about 2026-02-24/);
  await press('n');
});
