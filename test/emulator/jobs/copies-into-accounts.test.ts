// Copies into the vault of another account: the job is in the account of the source, the recovery point in the other
// one.
import {
  type BackupClient,
  type CopyJob,
  DescribeRecoveryPointCommand,
  GetBackupVaultAccessPolicyCommand,
  ListCopyJobsCommand,
  paginateListProtectedResources,
  paginateListRecoveryPointsByBackupVault,
  type RecoveryPointByBackupVault,
  StartCopyJobCommand,
} from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { createEstate } from '../../../src/emulator/estate/estate.ts';
import type { EstateSize } from '../../../src/emulator/estate/organization.ts';
import { emulatorAt, noon } from '../clients.ts';
import { clientsIn } from '../clients-in.ts';

const organizationOf = (size: EstateSize) =>
  createEstate({ seed: 'vaultop', account: '123456789012', now: noon, size }).organization;
const [, source, partner] = organizationOf('medium').accounts.map(({ account }) => account);
const region = 'us-east-1';
const partnerVault = `arn:aws:backup:${region}:${partner}:backup-vault:dr`;

async function pointsIn(client: BackupClient, BackupVaultName: string) {
  const found: RecoveryPointByBackupVault[] = [];
  for await (const page of paginateListRecoveryPointsByBackupVault({ client, pageSize: 1000 }, { BackupVaultName }))
    found.push(...(page.RecoveryPoints ?? []));
  return found;
}

async function copiesOf({ backup }: { backup: BackupClient }): Promise<CopyJob[]> {
  const { CopyJobs = [] } = await backup.send(
    new ListCopyJobsCommand({ ByDestinationVaultArn: partnerVault, MaxResults: 1000 }),
  );
  return CopyJobs;
}

const open = async (clock?: { now(): number }) => {
  const emulator = await emulatorAt({ estate: 'medium', ...(clock && { clock }) });
  return { mine: await clientsIn(emulator, source ?? ''), theirs: await clientsIn(emulator, partner ?? '') };
};

test('a rule copies into the vault of another account: both accounts show it as AWS does', async () => {
  const { mine, theirs } = await open();
  const jobs = await copiesOf(mine);
  expect(new Set(jobs.map(({ AccountId }) => AccountId))).toEqual(new Set([source]));
  const done = jobs.filter(({ State }) => State === 'COMPLETED');
  expect(done.length).toBeGreaterThan(100);
  expect(await copiesOf(theirs)).toEqual([]);

  const points = await pointsIn(theirs.backup, 'dr');
  const arrived = new Map(points.map((point) => [point.RecoveryPointArn, point]));
  for (const job of done) {
    const point = arrived.get(job.DestinationRecoveryPointArn);
    // The oldest copies are gone.
    if (point === undefined) continue;
    expect(point).toMatchObject({
      BackupVaultName: 'dr',
      BackupVaultArn: partnerVault,
      SourceBackupVaultArn: job.SourceBackupVaultArn,
      ResourceArn: job.ResourceArn,
      CreatedBy: job.CreatedBy,
    });
    expect(job.ResourceArn).toMatch(new RegExp(`:${source}:|^arn:aws:s3:::`));
    expect(point.RecoveryPointArn).not.toBe(job.SourceRecoveryPointArn);
    expect(point.RecoveryPointArn).not.toContain(source);
  }
  expect(done.filter(({ DestinationRecoveryPointArn: arn }) => arrived.has(arn)).length).toBeGreaterThan(100);
  const own = await pointsIn(mine.backup, 'dr');
  expect(own.filter(({ RecoveryPointArn }) => arrived.has(RecoveryPointArn))).toEqual([]);
});

test('the other account protects the resource, and its vault accepts the copies', async () => {
  const { mine, theirs } = await open();
  const [job] = (await copiesOf(mine)).filter(({ State }) => State === 'COMPLETED');
  const listed = [];
  for await (const page of paginateListProtectedResources({ client: theirs.backup, pageSize: 1000 }, {}))
    listed.push(...(page.Results ?? []));
  expect(listed.find(({ ResourceArn }) => ResourceArn === job?.ResourceArn)).toMatchObject({
    LastBackupVaultArn: partnerVault,
    LastRecoveryPointArn: job?.DestinationRecoveryPointArn,
  });
  const { Policy = '' } = await theirs.backup.send(new GetBackupVaultAccessPolicyCommand({ BackupVaultName: 'dr' }));
  const accepted = JSON.parse(Policy).Statement.find(({ Sid }: { Sid: string }) => Sid === 'AcceptCopies');
  expect(accepted.Principal.AWS).toEqual([partner, source].map((account) => `arn:aws:iam::${account}:root`));
});

test('a copy that a caller starts arrives there too', async () => {
  let now = noon;
  const { mine, theirs } = await open({ now: () => now });
  const [point] = (await pointsIn(mine.backup, 'primary')).filter(({ Status }) => Status === 'COMPLETED');
  const request = {
    RecoveryPointArn: point?.RecoveryPointArn,
    SourceBackupVaultName: 'primary',
    IamRoleArn: point?.IamRoleArn,
    DestinationBackupVaultArn: partnerVault,
    Lifecycle: { DeleteAfterDays: 30 },
  };
  const { CopyJobId } = await mine.backup.send(new StartCopyJobCommand(request));
  now += 6 * 3_600_000;
  const job = (await copiesOf(mine)).find((one) => one.CopyJobId === CopyJobId);
  expect(job).toMatchObject({ State: 'COMPLETED', AccountId: source });
  const RecoveryPointArn = job?.DestinationRecoveryPointArn;
  const describe = new DescribeRecoveryPointCommand({ BackupVaultName: 'dr', RecoveryPointArn });
  expect(await theirs.backup.send(describe)).toMatchObject({
    BackupVaultArn: partnerVault,
    ResourceArn: point?.ResourceArn,
    CreationDate: point?.CreationDate,
  });
  await expect(mine.backup.send(describe)).rejects.toThrow(/Cannot find recovery point/);
});

test.each([
  ['medium', 2],
  ['large', 30],
  ['waves', 0],
] as const)('%s: %i accounts copy into others', (size, count) => {
  const { accounts, estateOf } = organizationOf(size);
  const copying = accounts.filter(({ account }) =>
    (estateOf(account)?.plans(region) ?? []).some(({ rules }) =>
      rules.some(({ copies }) => copies.some(({ vaultArn }) => !vaultArn.includes(account))),
    ),
  );
  expect(copying).toHaveLength(count);
});
