import {
  CreateBackupVaultCommand,
  CreateLogicallyAirGappedBackupVaultCommand,
  DeleteBackupVaultAccessPolicyCommand,
  DescribeBackupJobCommand,
  DescribeBackupVaultCommand,
  GetBackupPlanCommand,
  GetBackupVaultAccessPolicyCommand,
  ListBackupJobsCommand,
  ListBackupPlansCommand,
  ListBackupVaultsCommand,
  ListRestoreJobsCommand,
} from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { allQuirks, parseQuirk, type Quirk } from '../../../src/emulator/quirks.ts';
import { clientsOf, emulatorAt } from '../clients.ts';
import { rawCall } from '../raw-call.ts';

const jobs = { path: '/backup-jobs?maxResults=1000' };
const jobsWith = async (quirks: Quirk[], region = 'us-east-1') => {
  const { backup } = clientsOf(await emulatorAt({ quirks }), region);
  const { BackupJobs = [] } = await backup.send(new ListBackupJobsCommand({ MaxResults: 1000 }));
  return BackupJobs;
};

test('absent members are explicit nulls, which the client drops', async () => {
  const emulator = await emulatorAt({ quirks: ['explicit-nulls'] });
  const { body } = await rawCall(emulator, { path: '/backup-vaults' });
  expect(body).toContain('"NextToken":null');
  const { BackupVaultList = [] } = await clientsOf(emulator).backup.send(new ListBackupVaultsCommand({}));
  expect(BackupVaultList[0]).toMatchObject({ BackupVaultName: 'aws/efs/automatic-backup-vault' });
  expect((await rawCall(await emulatorAt({ quirks: [] }), { path: '/backup-vaults' })).body).not.toContain('null');
});

test('times are in scientific notation, and the same times', async () => {
  const { body } = await rawCall(await emulatorAt({ quirks: ['scientific-timestamps'] }), jobs);
  expect(body).toMatch(/"CreationDate":1\.\d+E9[,}]/);
  expect(body).not.toMatch(/"CreationDate":\d{10}/);
  const [odd, plain] = await Promise.all([jobsWith(['scientific-timestamps']), jobsWith([])]);
  expect(odd).toEqual(plain);
});

test('restore jobs never get on, or do', async () => {
  const percents = async (quirks: Quirk[]) => {
    const { backup } = clientsOf(await emulatorAt({ quirks }));
    const { RestoreJobs = [] } = await backup.send(new ListRestoreJobsCommand({ ByStatus: 'COMPLETED' }));
    return [...new Set(RestoreJobs.map(({ PercentDone }) => PercentDone))];
  };
  expect(await percents(['restore-percent'])).toEqual(['0.00%']);
  expect(await percents([])).toEqual(['100.00%']);
});

test('some completed jobs do not say when', async () => {
  const completed = (await jobsWith(['null-completion'])).filter(({ State }) => State === 'COMPLETED');
  const odd = completed.filter(({ CompletionDate }) => CompletionDate === undefined);
  expect(odd.length).toBeGreaterThan(0);
  expect(odd.length).toBeLessThan(completed.length / 4);
  expect(odd.every(({ PercentDone }) => PercentDone === undefined)).toBe(true);
});

test('job ids are in upper case, or not, and are found either way', async () => {
  expect((await jobsWith(['upper-case-ids'])).every(({ BackupJobId }) => /^[0-9A-F-]+$/.test(BackupJobId ?? ''))).toBe(
    true,
  );
  const emulator = await emulatorAt({ quirks: [] });
  const { backup } = clientsOf(emulator);
  const { BackupJobs = [] } = await backup.send(new ListBackupJobsCommand({ MaxResults: 1 }));
  const BackupJobId = BackupJobs[0]?.BackupJobId ?? '';
  expect(BackupJobId).toMatch(/^[0-9a-f-]+$/);
  await expect(backup.send(new DescribeBackupJobCommand({ BackupJobId }))).resolves.toMatchObject({ BackupJobId });
});

test('a Region leaves the vault type out, unless it holds an air-gapped vault', async () => {
  const region = 'sa-east-1';
  const typesIn = async (quirks: Quirk[]) => {
    const { backup } = clientsOf(await emulatorAt({ quirks }), region);
    const list = async () => {
      const { BackupVaultList = [] } = await backup.send(new ListBackupVaultsCommand({}));
      return BackupVaultList.map(({ VaultType }) => VaultType);
    };
    await backup.send(new CreateBackupVaultCommand({ BackupVaultName: 'plain' }));
    const before = await list();
    const days = { MinRetentionDays: 7, MaxRetentionDays: 30 };
    await backup.send(new CreateLogicallyAirGappedBackupVaultCommand({ BackupVaultName: 'gapped', ...days }));
    return [before, (await list()).toSorted()];
  };
  const both = ['BACKUP_VAULT', 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT'];
  expect(await typesIn(['no-vault-type'])).toEqual([[undefined], both]);
  expect(await typesIn([])).toEqual([['BACKUP_VAULT'], both]);
  // The Region of the estate's air-gapped vault.
  const jobs = await jobsWith(['no-vault-type'], 'ap-southeast-2');
  expect(jobs.map(({ VaultType }) => VaultType)).not.toContain(undefined);
});

test('a vault that does not exist is denied, or not found', async () => {
  const refusals = async (quirks?: Quirk[]) => {
    const { backup } = clientsOf(await emulatorAt(quirks ? { quirks } : {}));
    const BackupVaultName = 'nowhere';
    const commands = [
      new DescribeBackupVaultCommand({ BackupVaultName }),
      new GetBackupVaultAccessPolicyCommand({ BackupVaultName }),
      new DeleteBackupVaultAccessPolicyCommand({ BackupVaultName }),
    ];
    const errors = await Promise.allSettled(
      commands.map((command) => backup.send(command as DescribeBackupVaultCommand)),
    );
    return errors.map((error) => error.status === 'rejected' && (error.reason as Error).name);
  };
  expect(new Set(await refusals())).toEqual(new Set(['AccessDeniedException']));
  expect(new Set(await refusals([]))).toEqual(new Set(['ResourceNotFoundException']));
});

test('a state that no model lists', async () => {
  const states = async (quirks: Quirk[]) => {
    const regions = ['us-east-1', 'eu-west-1', 'ap-southeast-2'];
    const all = [];
    for (let hour = 0; hour < 24; hour += 1) {
      const emulator = await emulatorAt({ quirks, now: Date.UTC(2026, 0, 15, hour) });
      for (const region of regions) {
        const { backup } = clientsOf(emulator, region);
        all.push(...((await backup.send(new ListBackupJobsCommand({ ByState: 'RUNNING' }))).BackupJobs ?? []));
      }
    }
    return new Set(all.map(({ State }) => String(State)));
  };
  expect(await states(['unknown-enums'])).toEqual(new Set(['RUNNING', 'SEALING']));
  expect(await states([])).toEqual(new Set(['RUNNING']));
});

test('rules are told by name alone, in plans, in what is to come and in what has come of them', async () => {
  const told = async (quirks: Quirk[]) => {
    const { backup } = clientsOf(await emulatorAt({ quirks }));
    const { BackupPlansList = [] } = await backup.send(new ListBackupPlansCommand({}));
    const plan = BackupPlansList.find(({ BackupPlanName }) => BackupPlanName === 'prod-daily');
    const requested = { BackupPlanId: plan?.BackupPlanId, MaxScheduledRunsPreview: 3 };
    const { BackupPlan, ScheduledRunsPreview = [] } = await backup.send(new GetBackupPlanCommand(requested));
    const { BackupJobs = [] } = await backup.send(new ListBackupJobsCommand({ MaxResults: 100 }));
    const makers = BackupJobs.flatMap(({ CreatedBy }) => CreatedBy ?? []);
    expect(BackupPlan?.Rules?.every(({ RuleName }) => RuleName)).toBe(true);
    expect(makers.every(({ BackupRuleName }) => BackupRuleName)).toBe(true);
    const ids = [
      ...(BackupPlan?.Rules ?? []).map(({ RuleId }) => RuleId),
      ...ScheduledRunsPreview.map(({ RuleId }) => RuleId),
      ...makers.map(({ BackupRuleId }) => BackupRuleId),
    ];
    expect(ids.length).toBeGreaterThan(20);
    return new Set(ids.map((id) => typeof id));
  };
  expect(await told(['no-rule-id'])).toEqual(new Set(['undefined']));
  expect(await told([])).toEqual(new Set(['string']));
});

test('lists come in no order, and whole', async () => {
  const ids = async (quirks: Quirk[]) => (await jobsWith(quirks)).map(({ BackupJobId }) => BackupJobId);
  const [ordered, mixed] = await Promise.all([ids(['upper-case-ids']), ids(['upper-case-ids', 'any-order'])]);
  expect(mixed).not.toEqual(ordered);
  expect(mixed.toSorted()).toEqual(ordered.toSorted());
});

test('the same seed, time and calls give the same bytes with all quirks', async () => {
  const body = async () => (await rawCall(await emulatorAt({ quirks: allQuirks }), jobs)).body;
  expect(await body()).toBe(await body());
});

test('quirks are known by name', () => {
  expect(parseQuirk('any-order')).toBe('any-order');
  expect(() => parseQuirk('odd')).toThrow(/Unknown quirk "odd". Quirks: explicit-nulls, /);
});
