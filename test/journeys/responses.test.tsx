// Three questions of a user: did last night complete, where is it in AWS's console, and what is its ARN.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportFile } from '../../src/cli/dashboard/terminal/export-file.ts';
import { newFolder } from '../store/child.ts';
import { cursorLine, type Dashboard, keys, openDashboard } from '../support/dashboard.tsx';

let dashboard: Dashboard;

beforeAll(async () => {
  dashboard = await openDashboard({
    regions: ['us-east-1'],
    columns: 80,
    rows: 24,
    unhurried: true,
    exportList: exportFile,
  });
  await dashboard.see(/us-east-1/);
});
afterAll(() => dashboard.close());

/** The shared dashboard, back on the overview and with an empty clipboard. */
async function onOverview(): Promise<Dashboard> {
  dashboard.copied.length = 0;
  await dashboard.press(keys.escape, keys.escape, keys.escape);
  dashboard.runtime.dispatch({ type: 'commanded', command: 'view.overview' });
  await dashboard.see(/Vaults \d/);
  return dashboard;
}

const command = async ({ press }: Dashboard, text: string) => {
  await press(':', ...text, keys.return);
};

test('did last night finish: from the run that failed to its jobs', async () => {
  const opened = await onOverview();
  const { see, press } = opened;
  await command(opened, 'runs');
  await see(/EXPECT +DONE +FAIL .*NO JOB/);
  await press('/', ...'state:failed', keys.return);
  await see((text) => cursorLine(text).includes('failed'));
  await press('i');
  const detail = await see(/Expected +\d/);
  expect(detail).toMatch(/Failed +[1-9]/);
  await press(keys.escape);
  await see((text) => cursorLine(text).includes('failed'));
  await press(keys.return);
  await see(/FAILED|EXPIRED|ABORTED|PARTIAL/);
});

test('O on a vault copies the link to its page in the console, with the account beside it', async () => {
  const opened = await onOverview();
  const { see, press, copied } = opened;
  await command(opened, 'vaults');
  await see((text) => cursorLine(text) !== '');
  await press('O');
  await see(/Link copied: vault \S+ in account 123456789012/);
  expect(copied[0]).toMatch(
    /^https:\/\/us-east-1\.console\.aws\.amazon\.com\/backup\/home\?region=us-east-1#\/backupvaults\/details\/\S+$/,
  );
});

test('Y copies the marked rows as AWS CLI lines, and this view as a command', async () => {
  const opened = await onOverview();
  const { see, press, copied } = opened;
  await command(opened, 'vaults');
  await see((text) => cursorLine(text) !== '');
  await press(' ', ' ', 'Y');
  const menu = await see(/Copy 2 rows as/);
  for (const form of ['ARN', 'id', 'JSON', 'row as text', 'AWS CLI line', 'console link', 'command of this view']) {
    expect(menu).toContain(form);
  }
  await press('5');
  await see(/2 lines/);
  expect(copied[0]?.split('\n')).toHaveLength(2);
  expect(copied[0]).toMatch(/^aws backup describe-backup-vault --backup-vault-name \S+ --region us-east-1/);
  await press(keys.escape, '/', ...'prod', keys.return, 'Y', '7');
  await see(/vaultop/);
  expect(copied[1]).toBe('vaultop --region us-east-1 --view vaults --filter prod');
});

test(':export writes the list on screen with its filter, and never over a file', async () => {
  const opened = await onOverview();
  const { see, press } = opened;
  const file = join(newFolder(), 'vaults.csv');
  await command(opened, 'vaults');
  await see((text) => cursorLine(text) !== '');
  await press('/', ...'prod', keys.return);
  await see((text) => cursorLine(text).includes('prod'));
  await command(opened, `export ${file}`);
  await see(/Exported \d+ vaults?/);
  const written = await readFile(file, 'utf8');
  expect(written).toMatch(/^account,region,name,/);
  expect(
    written
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .every((line) => line.includes('prod')),
  ).toBe(true);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await command(opened, `export ${file}`);
  await see(/Not exported/);
  await command(opened, 'export vaults.xyz');
  await see(/Type :export FILE/);
});

test('t on a plan shows what belongs to it, and a line opens', async () => {
  const opened = await onOverview();
  const { see, press } = opened;
  await command(opened, 'plans');
  await see((text) => cursorLine(text) !== '');
  await press('/', ...'prod-daily', keys.return);
  await see((text) => cursorLine(text).includes('prod-daily'));
  await press('t');
  const tree = await see(/Relations[\s\S]*rule DailyBackups/);
  expect(tree).toMatch(/› plan prod-daily/);
  await press('j', 'j');
  await see(/› {4,}vault /);
  await press(keys.return);
  await see(/vault[\s\S]*Detail/i);
});

test(':storage estimates what stored points cost, as a range with what is not in it', async () => {
  const opened = await onOverview();
  const { see, press } = opened;
  await command(opened, 'storage');
  await see((text) => cursorLine(text) !== '');
  await press('/', ...'DynamoDB', keys.return);
  await see((text) => cursorLine(text).includes('DynamoDB'));
  await press('i', 'G');
  expect(await see(/A month/)).toMatch(/A month +\$[\d.]+k?-\$[\d.]+k?, an estimate[\s\S]*as of \d{4}-\d\d-\d\d/);
});
