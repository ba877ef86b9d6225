import {
  type BackupClient,
  CreateBackupVaultCommand,
  ListBackupJobSummariesCommand,
  type ListBackupJobSummariesInput,
  ListBackupJobsCommand,
  type ListBackupJobsInput,
  ListBackupPlansCommand,
  ListBackupVaultsCommand,
  ListCopyJobsCommand,
  ListRestoreJobsCommand,
  paginateListBackupJobs,
} from '@aws-sdk/client-backup';
import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { createEstate } from '../../../src/emulator/estate/estate.ts';
import { accessKeyFor, accountInKey } from '../../../src/emulator/wire/access-keys.ts';
import { clientsOf, emulatorAt, noon } from '../clients.ts';
import { clientsIn } from '../clients-in.ts';

const management = '123456789012';
const { accounts } = createEstate({ seed: 'vaultop', account: management, now: noon, size: 'medium' }).organization;
const member = accounts[1]?.account ?? '';

async function jobsOf(client: BackupClient, input: ListBackupJobsInput) {
  const jobs = [];
  for await (const page of paginateListBackupJobs({ client, pageSize: 1000 }, input))
    jobs.push(...(page.BackupJobs ?? []));
  return jobs;
}

test('a key names the account it was given out for', () => {
  expect(accessKeyFor('000000000012', '0a1b2c3d')).toMatch(/^ASIA[A-Z2-7]{8}0A1B2C3D$/);
  for (const account of [management, member, '000000000012', '999999999999']) {
    expect(accountInKey(accessKeyFor(account, '0a1b2c3d'))).toBe(account);
  }
  for (const key of ['AKIDTEST', 'demo', 'ASIAEXAMPLEALICE0001', '']) expect(accountInKey(key)).toBeUndefined();
});

test('an assumed role acts in its account, every other key in the management account', async () => {
  const emulator = await emulatorAt({ estate: 'medium' });
  const mine = clientsOf(emulator);
  const theirs = await clientsIn(emulator, member);
  expect((await mine.sts.send(new GetCallerIdentityCommand({}))).Account).toBe(management);
  expect((await theirs.sts.send(new GetCallerIdentityCommand({}))).Account).toBe(member);
  const planIds = async ({ backup }: { backup: BackupClient }) =>
    (await backup.send(new ListBackupPlansCommand({}))).BackupPlansList?.map(({ BackupPlanId }) => BackupPlanId) ?? [];
  const [here, there] = [await planIds(mine), await planIds(theirs)];
  expect(there).toHaveLength(here.length);
  expect(there.some((id) => here.includes(id))).toBe(false);
});

test('a role of a stranger’s account is not to be assumed', async () => {
  const { sts } = clientsOf(await emulatorAt({ estate: 'medium' }));
  const assume = new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::999999999999:role/Audit', RoleSessionName: 'me' });
  await expect(sts.send(assume)).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining('sts:AssumeRole on resource: arn:aws:iam::999999999999:role/Audit'),
  });
});

test('what one account changes, another does not see', async () => {
  const emulator = await emulatorAt({ estate: 'medium' });
  const theirs = await clientsIn(emulator, member);
  await theirs.backup.send(new CreateBackupVaultCommand({ BackupVaultName: 'theirs' }));
  const names = async (backup: BackupClient) =>
    (await backup.send(new ListBackupVaultsCommand({}))).BackupVaultList?.map(({ BackupVaultName }) => BackupVaultName);
  expect(await names(theirs.backup)).toContain('theirs');
  expect(await names(clientsOf(emulator).backup)).not.toContain('theirs');
  const { Events = [] } = await clientsOf(emulator).cloudtrail.send(new LookupEventsCommand({}));
  expect(Events.map(({ EventName }) => EventName)).not.toContain('CreateBackupVault');
});

test('the management account lists the jobs of one, or of all', async () => {
  const emulator = await emulatorAt({ estate: 'medium' });
  const { backup } = clientsOf(emulator);
  const ByCreatedAfter = new Date(noon - 86_400_000);
  const all = await jobsOf(backup, { ByAccountId: '*', ByCreatedAfter });
  expect(new Set(all.map(({ AccountId }) => AccountId))).toEqual(new Set(accounts.map(({ account }) => account)));
  expect(new Set(all.map(({ BackupJobId }) => BackupJobId)).size).toBe(all.length);
  const dates = all.map(({ CreationDate }) => CreationDate?.getTime() ?? 0);
  expect(dates).toEqual(dates.toSorted((a, b) => b - a));
  const ofMember = all.filter(({ AccountId }) => AccountId === member);
  expect(await jobsOf(backup, { ByAccountId: member, ByCreatedAfter })).toEqual(ofMember);
  expect(await jobsOf((await clientsIn(emulator, member)).backup, { ByCreatedAfter })).toEqual(ofMember);
});

test('copies and restores are listed across accounts too', async () => {
  const { backup } = clientsOf(await emulatorAt({ estate: 'medium' }));
  const { CopyJobs = [] } = await backup.send(new ListCopyJobsCommand({ ByAccountId: '*' }));
  const { RestoreJobs = [] } = await backup.send(new ListRestoreJobsCommand({ ByAccountId: '*' }));
  const everybody = new Set(accounts.map(({ account }) => account));
  expect(new Set(CopyJobs.map(({ AccountId }) => AccountId))).toEqual(everybody);
  expect(new Set(RestoreJobs.map(({ AccountId }) => AccountId))).toEqual(everybody);
});

test('a member sees its own jobs alone', async () => {
  const { backup } = await clientsIn(await emulatorAt({ estate: 'medium' }), member);
  const { BackupJobs: all = [] } = await backup.send(new ListBackupJobsCommand({ ByAccountId: '*' }));
  expect(new Set(all.map(({ AccountId }) => AccountId))).toEqual(new Set([member]));
  expect((await backup.send(new ListBackupJobsCommand({ ByAccountId: management }))).BackupJobs).toEqual([]);
});

test('summaries split by account, or add all accounts up', async () => {
  const emulator = await emulatorAt({ estate: 'medium' });
  const { backup } = clientsOf(emulator);
  const total = async (client: BackupClient, input: ListBackupJobSummariesInput) => {
    const { BackupJobSummaries = [] } = await client.send(
      new ListBackupJobSummariesCommand({ AggregationPeriod: 'FOURTEEN_DAYS', ...input }),
    );
    return new Map(BackupJobSummaries.map(({ AccountId = '', Count = 0 }) => [AccountId, Count]));
  };
  const split = await total(backup, { AccountId: 'ANY' });
  expect([...split.keys()].sort()).toEqual(accounts.map(({ account }) => account).sort());
  const sum = [...split.values()].reduce((one, other) => one + other, 0);
  expect(await total(backup, { AccountId: 'AGGREGATE_ALL' })).toEqual(new Map([['AGGREGATE_ALL', sum]]));
  expect(await total(backup, { AccountId: member })).toEqual(new Map([[member, split.get(member)]]));
  expect(await total(backup, {})).toEqual(new Map([[management, split.get(management)]]));
  const theirs = (await clientsIn(emulator, member)).backup;
  expect(await total(theirs, { AccountId: 'ANY' })).toEqual(new Map([[member, split.get(member)]]));
});
