import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Dashboard, keys, openDashboard } from '../support/dashboard.tsx';
import { act, fill, openList, run } from '../support/forms.ts';

let dashboard: Dashboard;
let edited: string;

beforeAll(async () => {
  dashboard = await openDashboard({
    regions: ['us-east-1'],
    columns: 80,
    rows: 24,
    write: true,
    unhurried: true,
    hurry: 10,
    documents: { edit: async () => edited },
  });
  await dashboard.see(/ledger/);
});
afterAll(() => dashboard.close());

const lastInput = (operation: string) =>
  dashboard.logged.findLast((entry) => entry.operation === operation && entry.event === 'done') &&
  dashboard.logged.findLast((entry) => entry.operation === operation && entry.event === 'sending')?.input;

test('a standard vault is created, after its name was wrong', async () => {
  await openList(dashboard, 'vaults');
  await act(dashboard, 'create a vault');
  await dashboard.see(/Name/);
  await fill(dashboard, { Name: 'x', Tags: 'env' });
  await dashboard.see(/Enter a tag as key=value, not "env"/);
  await dashboard.press(run);
  await dashboard.see(/A vault name has 2 to 50/);
  await fill(dashboard, { Name: 'prod' });
  await dashboard.see(/A vault prod already exists in us-east-1/);
  await fill(dashboard, { Name: 'made-here', Tags: 'env=test, team=db' });
  await dashboard.press(run);
  const review = await dashboard.see(/y confirms/);
  expect(review).toMatch(/aws backup create-backup-vault --backup-vault-name made-here/);
  await dashboard.press('y');
  await dashboard.see(/✔ create a vault: made-here is created/);
  await dashboard.see(/Vault created: made-here · enter opens it/);
  await dashboard.press(keys.return);
  await dashboard.see(/› vault made-here[\s\S]*State +AVAILABLE/);
  await dashboard.press(keys.escape);
  await dashboard.see(/made-here +standard/);
  expect(lastInput('CreateBackupVault')).toEqual({
    BackupVaultName: 'made-here',
    BackupVaultTags: { env: 'test', team: 'db' },
    CreatorRequestId: 'token-0-0',
  });
});

test('a refusal of AWS is shown with its next step, and the form keeps what was typed', async () => {
  await act(dashboard, 'create a vault');
  await fill(dashboard, { Name: 'gapped', Type: ' ', 'Shortest retention': '7', 'Longest retention': '30' });
  await dashboard.press(run);
  await dashboard.see(/has a compliance lock from its creation/);
  const { emulator } = dashboard;
  await fetch(`${emulator.url}/_vaultop/faults`, {
    method: 'POST',
    body: JSON.stringify({ faults: ['*/backup/CreateLogicallyAirGappedBackupVault=deny'] }),
  });
  await dashboard.see(/Type gapped and press enter/);
  await dashboard.press('gapped', keys.return);
  const refused = await dashboard.see(/refused/);
  expect(refused).toMatch(/denied|not authorized/i);
  await fetch(`${emulator.url}/_vaultop/faults`, { method: 'POST', body: JSON.stringify({ faults: [] }) });
  await dashboard.press('e');
  await dashboard.see(/gapped/);
  await dashboard.press(run);
  await dashboard.see(/Type gapped and press enter/);
  await dashboard.press('gapped', keys.return);
  await dashboard.see(/✔ create a vault: gapped is created/);
  await dashboard.press(keys.escape);
  await dashboard.see(/gapped +air-gapped/);
});

test('a compliance lock names the day after which nobody can undo it, and wants the name typed', async () => {
  await openList(dashboard, 'vaults', 'made-here');
  await dashboard.press('L');
  await dashboard.see(/Mode/);
  await fill(dashboard, { Mode: ' ', 'Grace days': '3', 'Shortest retention': '30', 'Longest retention': '7' });
  await dashboard.see(/minimum retention is longer/);
  await fill(dashboard, { 'Longest retention': '365' });
  await dashboard.press(run);
  const review = await dashboard.see(/Type made-here and press enter/);
  expect(review).toMatch(/From 2026-01-18 12:07:00Z on nobody can remove or change this lock/);
  await dashboard.press('made-her', keys.return);
  expect(lastInput('PutBackupVaultLockConfiguration')).toBeUndefined();
  await dashboard.press('e', keys.return);
  await dashboard.see(/✔ lock: made-here/);
  await dashboard.see(/grace 3d/);
});

test('its access policy is edited in the editor, with the difference shown', async () => {
  await dashboard.press('e');
  await dashboard.see(/Policy/);
  edited = '{ "Version": "2012-10-17",';
  await dashboard.press(keys.return);
  await dashboard.see(/line 1, column 27/);
  const statement = { Effect: 'Deny', Principal: '*', Action: 'backup:DeleteRecoveryPoint', Resource: '*' };
  edited = JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2);
  await dashboard.press(keys.return);
  await dashboard.see(/"Effect": "Deny"/);
  await dashboard.press(run);
  await dashboard.see(/Can be undone: delete it again/);
  await dashboard.press(keys.pageDown);
  await dashboard.see(/\+ {5,}"Effect": "Deny"/);
  await dashboard.press('y');
  await dashboard.see(/✔ edit the access policy/);
});

test('its notifications take a topic of the Region that AWS Backup may publish to, and a test message follows', async () => {
  await act(dashboard, 'edit the notifications');
  const form = await dashboard.see(/Topic/);
  expect(form).toMatch(/arn:aws:sns:us-east-1:123456789012:backup-alerts/);
  await fill(dashboard, { Topic: 'arn:aws:sns:eu-west-1:123456789012:x' });
  await dashboard.see(/The topic is in eu-west-1; the vault is in/);
  await fill(dashboard, { Topic: 'arn:aws:sns:us-east-1:123456789012:x' });
  await dashboard.see(/There is no topic x in us-east-1/);
  await fill(dashboard, { Topic: 'arn:aws:sns:us-east-1:123456789012:backup-alerts', Events: 'BACKUP_JOB_FAILED' });
  await dashboard.see(/BACKUP_JOB_FAILED is deprecated and may\s+never/);
  await fill(dashboard, { Events: 'COPY_JOB_FAILED' });
  await dashboard.press(run);
  await dashboard.see(/y confirms/);
  await dashboard.press('y');
  await dashboard.see(/✔ edit the notifications/);
  await act(dashboard, 'send a test message to its topic');
  const review = await dashboard.see(/y confirms/);
  expect(review).toMatch(/may\s+page\s+the\s+person\s+on\s+call/);
  expect(review).toMatch(/not\s+that\s+AWS\s+Backup\s+may\s+publish/);
  await dashboard.press('y');
  await dashboard.see(/✔ send a test message/);
});

test('tags change as a whole', async () => {
  await dashboard.press('T');
  await dashboard.see(/env=test, team=db/);
  await fill(dashboard, { Tags: 'env=prod' });
  await dashboard.press(run);
  const review = await dashboard.see(/Type made-here and press enter/);
  expect(review).toMatch(/- env=test/);
  expect(review).toMatch(/\+ env=prod/);
  await dashboard.press(keys.pageDown);
  await dashboard.see(/aws backup untag-resource[^$]*--tag-key-list/);
  await dashboard.press('made-here', keys.return);
  await dashboard.see(/✔ change the tags/);
});

test('the lock is removed in its grace time, and the empty vault deleted by its name', async () => {
  await act(dashboard, 'remove the lock');
  await dashboard.see(/Type made-here/);
  await dashboard.press('made-here', keys.return);
  await dashboard.see(/✔ remove the lock/);
  await dashboard.press('D');
  await dashboard.see(/Type made-here/);
  await dashboard.press('made-here', keys.return);
  await dashboard.see(/✔ delete: made-here is deleted/);
  await dashboard.see(/nothing matches "made-here"/);
});

test('what AWS forbids says why', async () => {
  await dashboard.press(keys.escape);
  await openList(dashboard, 'vaults', 'ledger');
  await dashboard.press('D');
  await dashboard.see(/delete: it holds \d+ recovery points/);
});
