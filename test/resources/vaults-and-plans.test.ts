import { expect, test } from 'vitest';
import { lockState } from '../../src/domain/vaults/lock.ts';
import type { Vault } from '../../src/domain/vaults/vault.ts';
import { resources } from '../../src/resources/index.ts';
import type { DetailSection } from '../../src/resources/resource.ts';
import { askAnswering, noon, regions, rowsOf, scopeOf, withEmbeddedAws } from './embedded-aws.ts';

const aws = withEmbeddedAws();
const { plans, vaults } = resources;

const tables = (sections: readonly DetailSection[]) =>
  sections.flatMap((section) => (section.kind === 'table' ? [section] : []));

test('vaults of every kind', async () => {
  const rows: Vault[] = (await Promise.all(regions.map((region) => rowsOf(vaults, aws.ask(region))))).flat();
  const modes = new Set(rows.map((vault) => lockState(vault, noon).mode));
  expect(modes).toEqual(new Set(['none', 'governance', 'grace', 'compliance', 'air-gapped']));
});

test('a Region that tells no type has standard vaults', async () => {
  const response = { BackupVaultList: [{ BackupVaultName: 'prod', BackupVaultArn: 'arn:v' }] };
  const [row] = await rowsOf(vaults, askAnswering({ ListBackupVaults: response }));
  expect(row).toMatchObject({ type: 'BACKUP_VAULT', locked: false });
  expect(row.pointCount).toBeUndefined();
});

test('each locked vault is described, and no other', async () => {
  aws.served();
  const rows: Vault[] = await rowsOf(vaults, aws.ask('us-east-1'));
  const described = aws.served().filter((operation) => operation === 'DescribeBackupVault');
  expect(rows.some(({ locked }) => !locked)).toBe(true);
  expect(described).toHaveLength(rows.filter(({ locked }) => locked).length);
});

test('who may not describe a locked vault sees that it is locked, and that nobody knows how', async () => {
  aws.setFaults([{ operation: 'DescribeBackupVault', kind: 'deny' }]);
  const rows: Vault[] = (await Promise.all(regions.map((region) => rowsOf(vaults, aws.ask(region))))).flat();
  aws.setFaults([]);
  const modes = new Set(rows.filter(({ locked }) => locked).map((vault) => lockState(vault, noon).mode));
  expect(modes).toEqual(new Set(['unknown', 'air-gapped']));
});

test.each(['throttle', 'error-503'] as const)('a description that may come later is waited for: %s', async (kind) => {
  aws.setFaults([{ operation: 'DescribeBackupVault', kind }]);
  const requested = rowsOf(vaults, aws.ask('us-east-1'));
  await expect(requested).rejects.toMatchObject({ problem: { retryable: true } });
  aws.setFaults([]);
});

test.each([{}, { BackupVaultName: null }, { Locked: true }])(
  'a description that says nothing: %j',
  async (response) => {
    const responses = { ListBackupVaults: { BackupVaultList: [lockedVault] }, DescribeBackupVault: response };
    const [row] = await rowsOf(vaults, askAnswering(responses));
    expect(row).toMatchObject({ name: 'prod', arn: 'arn:v', locked: true, isLockDateUnknown: true });
    expect(JSON.stringify(vaults.detail(row, { DescribeBackupVault: response }, noon))).toContain('mode not known');
  },
);

test('a detail says what has just been read', () => {
  const row = { scope: scopeOf('us-east-1'), name: 'prod', arn: 'arn:v', type: 'BACKUP_VAULT', locked: true };
  const document = { DescribeBackupVault: { ...lockedVault, LockDate: new Date(noon - 1).toISOString() } };
  const text = (known: object) => JSON.stringify(vaults.detail({ ...row, ...known }, document, noon));
  for (const known of [{}, { isLockDateUnknown: true }]) expect(text(known)).toContain('Compliance lock: nobody');
});

const lockedVault = { BackupVaultName: 'prod', BackupVaultArn: 'arn:v', Locked: true };

test('a vault without policy or notifications says null to both', async () => {
  const documents = await Promise.all(
    (await rowsOf(vaults, aws.ask('us-east-1'))).map((row) => vaults.describe(aws.ask('us-east-1'), row)),
  );
  expect(documents).toContainEqual(expect.objectContaining({ GetBackupVaultAccessPolicy: null }));
  expect(documents).toContainEqual(
    expect.objectContaining({ GetBackupVaultAccessPolicy: expect.objectContaining({ Policy: expect.any(String) }) }),
  );
});

test("a plan's rules, selections and next runs are still tables", async () => {
  const row = (await rowsOf(plans, aws.ask('us-east-1'))).find(({ name }) => name === 'prod-daily');
  const document = await plans.describe(aws.ask('us-east-1'), row);
  const [rules, selections, runs] = tables(plans.detail(row, document, noon));
  const lines = (section: typeof rules) =>
    (section?.rows ?? []).map((line) => section?.columns.map((column) => column.text(line, noon)));
  expect(lines(rules)).toContainEqual([
    'DailyBackups',
    'cron(0 5 ? * * *)',
    'prod',
    expect.stringMatching(/^\d+[mhd] \/ \d+[mhd]$/),
    '35d',
    'eu-west-1 dr-locked 90d',
  ]);
  expect(lines(rules)).toContainEqual(expect.arrayContaining(['MonthlyArchive', '455d, cold 30d']));
  expect(lines(selections).flat()).toContain('backup=daily');
  expect(lines(runs)).toHaveLength(10);
});

test('what AWS leaves out of a rule is what it defaults to', async () => {
  const BackupPlan = { BackupPlanName: 'p', Rules: [{ RuleName: 'r', TargetBackupVaultName: 'v' }] };
  const [row] = await rowsOf(plans, askAnswering({ GetBackupPlan: { BackupPlanId: 'id', BackupPlan } }, { id: 'id' }));
  expect(row).toMatchObject({ id: 'id', name: 'p' });
  const [rules] = tables(plans.detail(row, { GetBackupPlan: { BackupPlan }, GetBackupSelection: null }, noon));
  const texts = rules?.columns.map((column) => column.text(rules.rows[0], noon));
  expect(texts).toEqual(['r', 'cron(0 5 ? * * *)', 'v', '8h / 7d', 'forever', '']);
});
