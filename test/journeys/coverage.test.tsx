// From a database in no backup plan to its first recovery point, and what the screen marks as unknown.
import { expect, onTestFinished, test } from 'vitest';
import { TagResourcesCommand } from '../../src/aws/declared/tagging.ts';
import { parseFault } from '../../src/emulator/faults.ts';
import { declaredClients } from '../emulator/inventory/declared-clients.ts';
import { type Dashboard, type DashboardOptions, keys, openDashboard } from '../support/dashboard.tsx';
import { act, clearLine, fill, openList, run } from '../support/forms.ts';

const small = {
  regions: ['eu-west-1'],
  columns: 80,
  rows: 24,
  unhurried: true,
  hurry: 10,
};

async function open(options: DashboardOptions): Promise<Dashboard> {
  const dashboard = await openDashboard({ ...small, ...options });
  onTestFinished(() => dashboard.close());
  await dashboard.see(/eu-west-1/);
  return dashboard;
}

const setClock = ({ emulator }: Dashboard, now: string) =>
  fetch(`${emulator.url}/_vaultop/clock`, {
    method: 'POST',
    body: JSON.stringify({ now }),
  });

test('a database in no plan is found, added to a plan, backed up, and is no gap any more', async () => {
  const dashboard = await open({ write: true });
  const { see, press, logged } = dashboard;
  await openList(dashboard, 'coverage', 'eu-payments-db');
  await see(/in no plan +eu-payments-db .* no resource/);
  await act(dashboard, 'add to a plan');
  await see(/Assignment +eu-payments-db/);
  await press('eu-daily');
  await see(/tab takes the first suggestion/);
  await press(keys.tab, run);
  expect(await see(/y confirms/)).toContain('create-backup-selection');
  await press('y');
  await see(/✔ add to a plan/);
  expect(logged.find(({ event }) => event === 'sending')).toMatchObject({
    operation: 'CreateBackupSelection',
    input: {
      BackupSelection: {
        Resources: ['arn:aws:rds:eu-west-1:123456789012:db:eu-payments-db'],
      },
    },
  });
  await see(/waiting +eu-payments-db .* first run/);
  await press('b');
  await see(/Vault/);
  await fill(dashboard, { Vault: 'eu-prod' });
  await press(run);
  await see(/y confirms/);
  await press('y');
  await see(/✔ Backup job started/);
  await setClock(dashboard, '2026-01-15T20:07:00Z');
  await press(keys.escape, 'r');
  await see(/protected +eu-payments-db/);
  await press(keys.escape);
  await openList(dashboard, 'coverage', 'in-no-plan');
  await see((text) => text.includes('acme-eu-raw-uploads') && !text.includes('eu-payments-db'));
});

test('what the inventories do not tell is not known, and the screen gives the reason', async () => {
  const dashboard = await open({
    faults: [parseFault('resource-explorer-2=deny')],
  });
  const { see, press, emulator } = dashboard;
  await openList(dashboard, 'coverage', 'only resources');
  await see(/not known +eu-west-1 .*the inven/);
  await press(keys.return);
  await see(/lists only resources that have or had tags/);
  await press(keys.escape);
  emulator.setFaults(['resource-explorer-2=deny', 'tagging=deny'].map(parseFault));
  await press('r');
  await see(/not known +eu-west-1 .*no inven/);
  await press(keys.return);
  const gaps = await see(/only resources that AWS Backup has backed up are\s+known/);
  expect(gaps).toContain('resource-explorer-2:ListIndexes is denied in eu-west-1');
  expect(gaps).toContain('tag:GetResources is denied in eu-west-1');
  await press(keys.escape);
  await press('/', '\x15in-no-plan', keys.return);
  await see(/nothing matches/);
});

test('a database is tagged as a plan wants, what the tag changes is named, and it is backed up', async () => {
  const dashboard = await open({ write: true });
  const { see, press, logged } = dashboard;
  await openList(dashboard, 'coverage', 'eu-payments-db');
  await see(/in no plan +eu-payments-db/);
  await act(dashboard, 'tag for a plan');
  await see(/Assignment/);
  await press('eu-daily');
  await see(/tab takes the first suggestion/);
  await press(keys.tab);
  expect(await see(/backup=daily is added/)).toContain('Plan eu-daily then selects eu-payments-db');
  await press(run);
  const review = await see(/y confirms/);
  expect(review).toContain('Tagging needs tag:TagResources and rds:AddTagsToResource');
  expect(review).toContain('Access policies, cost allocation and schedulers may use these tags');
  await press('y');
  await see(/✔ tag for a plan/);
  expect(logged.find(({ event }) => event === 'sending')).toMatchObject({
    service: 'tagging',
    operation: 'TagResources',
    input: { ResourceARNList: ['arn:aws:rds:eu-west-1:123456789012:db:eu-payments-db'], Tags: { backup: 'daily' } },
  });
  await see(/waiting +eu-payments-db/);
  await press('b');
  await see(/Vault/);
  await fill(dashboard, { Vault: 'eu-prod' });
  await press(run);
  await see(/y confirms/);
  await press('y');
  await see(/✔ Backup job started/);
  await setClock(dashboard, '2026-01-15T20:07:00Z');
  await press(keys.escape, 'r');
  await see(/protected +eu-payments-db/);
});

test('a resource assignment leads to the resources that it takes, and its detail counts them by reason', async () => {
  const dashboard = await open({});
  const { see, press, screen } = dashboard;
  await openList(dashboard, 'coverage', 'eu-payments-db');
  await press(keys.escape);
  await openList(dashboard, 'selections', 'eu-daily');
  await press(keys.return);
  await see(/Selected resources[\s\S]*\d+ of \d+ in the inventory/);
  expect(screen()).toMatch(/\d+ +tag backup=daily: /);
  await press('d', keys.return);
  await see(/protected +eu-consents .*by-tag: tag backup/);
  expect(screen()).not.toMatch(/eu-payments-db/);
});

test('a tag that replaces a value wants the name of the resource', async () => {
  const dashboard = await open({ write: true });
  const { see, press, logged, emulator } = dashboard;
  const { tagging } = declaredClients(emulator, 'eu-west-1');
  const ResourceARNList = ['arn:aws:rds:eu-west-1:123456789012:db:eu-payments-db'];
  await tagging.send(new TagResourcesCommand({ ResourceARNList, Tags: { backup: 'weekly' } }));
  await openList(dashboard, 'coverage', 'eu-payments-db');
  await act(dashboard, 'tag for a plan');
  await see(/Assignment/);
  await press('eu-daily');
  await see(/tab takes the first suggestion/);
  await press(keys.tab);
  await see(/backup=weekly → backup=daily/);
  await press(run);
  expect(await see(/eu-payments-db.*confirms|[Tt]ype.*eu-payments-db/)).toContain('backup=weekly → backup=daily');
  await press('y', keys.return);
  await see(/does not match the name/);
  expect(logged).toEqual([]);
  await press(clearLine, 'eu-payments-db', keys.return);
  await see(/✔ tag for a plan/);
});
