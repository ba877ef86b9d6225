// The API shows every trouble of the small estate at any start time, and no other trouble.
import {
  type BackupJob,
  type CopyJob,
  DescribeBackupVaultCommand,
  DescribeRegionSettingsCommand,
  GetBackupSelectionCommand,
  GetBackupVaultNotificationsCommand,
  ListBackupJobsCommand,
  ListBackupPlansCommand,
  ListBackupPlanVersionsCommand,
  ListBackupSelectionsCommand,
  ListBackupVaultsCommand,
  ListCopyJobsCommand,
  ListLegalHoldsCommand,
  ListProtectedResourcesCommand,
  ListRestoreJobsCommand,
  ListRestoreTestingPlansCommand,
  ListScanJobsCommand,
} from '@aws-sdk/client-backup';
import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { afterAll, describe, expect, test } from 'vitest';
import { plantedTroubles, type TroubleKind } from '../../../src/emulator/estate/small/planted-troubles.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/server.ts';
import { clientsOf } from '../clients.ts';
import { pointsOf } from '../points-of.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const regionOf = new Map<string, string>(plantedTroubles.map(({ kind, region }) => [kind, region]));
const nameOf = new Map<string, string>(plantedTroubles.map(({ kind, at }) => [kind, at]));

/** The data of a Region from the last two days. */
async function look(emulator: Emulator, region: string, now: number) {
  const { backup, cloudtrail } = clientsOf(emulator, region);
  const since = { ByCreatedAfter: new Date(now - 2 * dayMs) };
  const listed = (await backup.send(new ListBackupVaultsCommand({}))).BackupVaultList ?? [];
  // The list has no lock dates.
  const vaults = await Promise.all(
    listed.map(({ BackupVaultName }) => backup.send(new DescribeBackupVaultCommand({ BackupVaultName }))),
  );
  const points = [];
  for (const { BackupVaultName } of vaults) points.push(...(await pointsOf(backup, BackupVaultName ?? '')));
  return {
    backup,
    cloudtrail,
    now,
    vaults,
    points,
    jobs: (await backup.send(new ListBackupJobsCommand(since))).BackupJobs ?? [],
    copies: (await backup.send(new ListCopyJobsCommand(since))).CopyJobs ?? [],
    restores: (await backup.send(new ListRestoreJobsCommand(since))).RestoreJobs ?? [],
    scans: async () => (await backup.send(new ListScanJobsCommand({}))).ScanJobs ?? [],
    vault: (name: string) => vaults.find(({ BackupVaultName }) => BackupVaultName === name),
    event: async (name: string) => {
      const requested = { LookupAttributes: [{ AttributeKey: 'EventName' as const, AttributeValue: name }] };
      const { Events = [] } = await cloudtrail.send(new LookupEventsCommand(requested));
      return Events.map(({ CloudTrailEvent = '{}' }) => JSON.parse(CloudTrailEvent));
    },
  };
}
type Look = Awaited<ReturnType<typeof look>>;

const ofResource = <T extends BackupJob | CopyJob>(jobs: T[], name: string): T[] =>
  jobs.filter(({ ResourceName }) => ResourceName === name);
const states = (jobs: readonly { State?: string | undefined }[]) => [...new Set(jobs.map(({ State }) => State))];
const ranFor = ({ InitiationDate }: BackupJob, now: number) => now - (InitiationDate?.getTime() ?? now);
const pointsOfName = ({ points }: Look, name: string) => points.filter(({ ResourceName }) => ResourceName === name);
const plansNamed = async ({ backup }: Look, name: string) =>
  ((await backup.send(new ListBackupPlansCommand({}))).BackupPlansList ?? []).filter(
    ({ BackupPlanName }) => BackupPlanName === name,
  );

/** The check of each kind; every assertion compares with the table. */
const seen: Record<TroubleKind, (look: Look, name: string) => Promise<void> | void> = {
  'missed-night': ({ jobs, now, ...rest }, name) => {
    const recent = ofResource(jobs, name).filter(({ CreationDate }) => (CreationDate?.getTime() ?? 0) > now - dayMs);
    expect(recent).toEqual([]);
    expect(pointsOfName({ jobs, now, ...rest }, name).length).toBeGreaterThan(20);
  },
  'never-started': ({ jobs }, name) => {
    const expired = ofResource(jobs, name).filter(({ State }) => State === 'EXPIRED');
    expect(expired[0]?.StatusMessage).toMatch(/running job for the same resource/);
    expect(expired[0]?.InitiationDate).toBeUndefined();
  },
  'role-without-rights': ({ jobs }, name) => {
    const failed = ofResource(jobs, name).find(({ State }) => State === 'FAILED');
    expect(failed?.IamRoleArn).toMatch(/ReportsBackupRole$/);
    expect(failed?.MessageCategory).toBe('AccessDenied');
  },
  'type-opted-out': async (region, name) => {
    const settings = await region.backup.send(new DescribeRegionSettingsCommand({}));
    expect(settings.ResourceTypeOptInPreference?.EFS).toBe(false);
    expect(ofResource(region.jobs, name)).toEqual([]);
    expect(pointsOfName(region, name).length).toBeGreaterThan(0);
    expect(states(ofResource(region.jobs, 'apac-models'))).toContain('COMPLETED');
  },
  aborted: async ({ jobs, event }, name) => {
    const [job] = ofResource(jobs, name).filter(({ State }) => State === 'ABORTED');
    expect(job).toBeDefined();
    const stops = await event('StopBackupJob');
    expect(stops.map(({ requestParameters }) => requestParameters.backupJobId)).toContain(job?.BackupJobId);
  },
  'partial-composite': ({ jobs, points }, name) => {
    const parent = ofResource(jobs, name).find(({ State }) => State === 'PARTIAL');
    const children = jobs.filter(({ ParentJobId }) => ParentJobId === parent?.BackupJobId);
    expect(states(children).sort()).toEqual(['COMPLETED', 'FAILED']);
    expect(points.find(({ Status }) => Status === 'PARTIAL')?.ResourceName).toBe(name);
  },
  'completed-with-issues': ({ jobs }, name) => {
    expect(ofResource(jobs, name).find(({ State }) => State === 'COMPLETED')).toMatchObject({
      MessageCategory: 'AccessDenied',
      StatusMessage: expect.stringContaining('skipped'),
    });
  },
  'vss-warning': ({ jobs }, name) => {
    const job = ofResource(jobs, name).find(({ State }) => State === 'COMPLETED');
    expect(job).toMatchObject({ MessageCategory: 'VSS', BackupOptions: { WindowsVSS: 'enabled' } });
    expect(job?.BackupType).not.toBe('WindowsVSS');
  },
  'stuck-at-99': ({ jobs, now }, name) => {
    const [job, ...others] = ofResource(jobs, name);
    expect(others).toEqual([]);
    expect(job).toMatchObject({ State: 'RUNNING', PercentDone: '99.0' });
    expect(ranFor(job as BackupJob, now)).toBeGreaterThan(8 * hourMs);
    expect(job?.ExpectedCompletionDate?.getTime()).toBeLessThan(now);
  },
  'running-long': ({ jobs, now }, name) => {
    const running = ofResource(jobs, name).find(({ State }) => State === 'RUNNING');
    const done = ofResource(jobs, name).find(({ State }) => State === 'COMPLETED');
    const usual = (done?.CompletionDate?.getTime() ?? 0) - (done?.InitiationDate?.getTime() ?? 0);
    expect(ranFor(running as BackupJob, now)).toBeGreaterThan(5 * usual);
  },
  'failed-copy': ({ copies }, name) => {
    const failed = ofResource(copies, name).find(({ State }) => State === 'FAILED');
    expect(failed?.StatusMessage).toBe('Given key ID is not accessible');
  },
  'missing-copy': ({ jobs, copies }, name) => {
    expect(states(ofResource(jobs, name))).toContain('COMPLETED');
    expect(ofResource(copies, name)).toEqual([]);
    expect(ofResource(copies, 'sessions').length).toBeGreaterThan(0);
  },
  'copy-cannot-cross': ({ copies }, name) => {
    const own = ofResource(copies, name);
    expect(states(own.filter(({ CompletionDate }) => CompletionDate))).toEqual(['FAILED']);
    expect(own.at(-1)?.ResourceType).toBe('Redshift');
  },
  'malware-found': async (region, name) => {
    const found = (await region.scans()).filter(({ ScanResult }) => ScanResult?.ScanResultStatus === 'THREATS_FOUND');
    expect(found[0]).toMatchObject({ ResourceName: name, State: 'COMPLETED' });
    expect(new Set(found.map(({ ResourceName }) => ResourceName)).size).toBe(1);
  },
  'scan-with-issues': async (region, name) => {
    const odd = (await region.scans()).filter(({ State }) => State === 'COMPLETED_WITH_ISSUES');
    expect(odd[0]).toMatchObject({ ResourceName: name, StatusMessage: expect.stringContaining('partially completed') });
  },
  'expired-points': (region, name) => {
    const expired = region.points.filter(({ Status }) => Status === 'EXPIRED');
    expect(expired.length).toBeGreaterThan(15);
    expect(new Set(expired.map(({ ResourceName }) => ResourceName))).toEqual(new Set([name]));
  },
  'continuous-stopped': (region, name) => {
    const stopped = region.points.filter(({ Status }) => Status === 'STOPPED');
    expect(stopped.map(({ ResourceName }) => ResourceName)).toEqual([name]);
    const daily = ofResource(region.jobs, name).filter(({ CreatedBy }) => CreatedBy?.BackupRuleName === 'DailyBackups');
    expect(daily).toEqual([]);
  },
  'kept-forever': ({ points, vault, now }, name) => {
    expect(vault(name)?.LockDate?.getTime()).toBeLessThan(now);
    const forever = points.filter(({ Lifecycle }) => Lifecycle?.DeleteAfterDays === undefined);
    expect(new Set(forever.map(({ BackupVaultName }) => BackupVaultName))).toEqual(new Set([name]));
  },
  'retention-outside-lock': ({ jobs, vault }, name) => {
    const failed = ofResource(jobs, name).find(({ State }) => State === 'FAILED');
    expect(failed?.StatusMessage).toMatch(/not within the range/);
    const kept = failed?.RecoveryPointLifecycle?.DeleteAfterDays ?? 0;
    expect(kept).toBeLessThan(vault(failed?.BackupVaultName ?? '')?.MinRetentionDays ?? 0);
  },
  'governance-lock': ({ vault }, name) => {
    expect(vault(name)).toMatchObject({ Locked: true });
    expect(vault(name)?.LockDate).toBeUndefined();
  },
  'compliance-grace': ({ vault, now }, name) => {
    expect(vault(name)?.LockDate?.getTime()).toBeGreaterThan(now + 2 * dayMs);
  },
  'compliance-lock': ({ vault, now }, name) => {
    expect(vault(name)?.LockDate?.getTime()).toBeLessThan(now);
  },
  'air-gap': ({ vault }, name) => {
    expect(vault(name)?.VaultType).toBe('LOGICALLY_AIR_GAPPED_BACKUP_VAULT');
  },
  'selection-matches-nothing': async (region, name) => {
    const [plan] = await plansNamed(region, name);
    const { BackupPlanId } = plan ?? {};
    const { BackupSelectionsList } = await region.backup.send(new ListBackupSelectionsCommand({ BackupPlanId }));
    const { SelectionId } = BackupSelectionsList?.[0] ?? {};
    const { BackupSelection } = await region.backup.send(new GetBackupSelectionCommand({ BackupPlanId, SelectionId }));
    expect(BackupSelection?.ListOfTags).toHaveLength(1);
    expect(plan?.LastExecutionDate).toBeUndefined();
  },
  'named-without-point': async (region, name) => {
    const { Results } = await region.backup.send(new ListProtectedResourcesCommand({}));
    expect(Results?.length).toBeGreaterThan(10);
    expect(Results?.map(({ ResourceName }) => ResourceName)).not.toContain(name);
    expect(await plansNamed(region, 'fresh-monthly')).toHaveLength(1);
  },
  'overlapping-rules': ({ points }) => {
    const sundays = points.filter(
      ({ CreationDate, ResourceName }) => ResourceName === 'web-01' && CreationDate?.getUTCDay() === 0,
    );
    expect(sundays.length).toBeGreaterThan(3);
    expect(sundays.some(({ CreationDate }) => CreationDate?.getUTCHours() === 5)).toBe(false);
  },
  'new-plan-version': async (region, name) => {
    const [plan] = await plansNamed(region, name);
    const { BackupPlanId } = plan ?? {};
    const { BackupPlanVersionsList } = await region.backup.send(new ListBackupPlanVersionsCommand({ BackupPlanId }));
    expect(BackupPlanVersionsList).toHaveLength(2);
    const rules = new Set(ofResource(region.jobs, 'eu-rates').map(({ CreatedBy }) => CreatedBy?.BackupRuleId));
    const versions = new Set(ofResource(region.jobs, 'eu-rates').map(({ CreatedBy }) => CreatedBy?.BackupPlanVersion));
    expect([rules.size, versions.size]).toEqual([2, 2]);
  },
  'restore-test-unfit': ({ restores }) => {
    const failed = restores.filter(({ ValidationStatus }) => ValidationStatus === 'FAILED');
    expect(failed.length).toBeGreaterThan(0);
    expect(new Set(failed.map(({ ResourceType, Status }) => `${ResourceType} ${Status}`))).toEqual(
      new Set(['EBS COMPLETED']),
    );
  },
  'restore-test-proven': ({ restores }) => {
    expect(restores.find(({ ValidationStatus }) => ValidationStatus === 'SUCCESSFUL')?.ResourceType).toBe('EC2');
  },
  'restore-test-empty': async ({ backup, restores }, name) => {
    const { RestoreTestingPlans = [] } = await backup.send(new ListRestoreTestingPlansCommand({}));
    const plan = RestoreTestingPlans.find(({ RestoreTestingPlanName }) => RestoreTestingPlanName === name);
    expect(plan?.LastExecutionTime).toBeDefined();
    expect(restores.length).toBeGreaterThan(0);
    expect(restores.map(({ CreatedBy }) => CreatedBy?.RestoreTestingPlanArn)).not.toContain(
      plan?.RestoreTestingPlanArn,
    );
  },
  'point-deleted-by-hand': async ({ event, points }) => {
    const deed = (await event('DeleteRecoveryPoint')).find(({ errorCode }) => errorCode === undefined);
    const { recoveryPointArn } = deed.requestParameters;
    expect(deed.userIdentity.arn).toMatch(/carol$/);
    expect(recoveryPointArn).toMatch(/^arn:aws:rds/);
    expect(points.map(({ RecoveryPointArn }) => RecoveryPointArn)).not.toContain(recoveryPointArn);
    const byAws = await event('BackupDeleted');
    expect(byAws.length).toBeGreaterThan(0);
    expect(byAws.map(({ serviceEventDetails }) => serviceEventDetails.recoveryPointArn)).not.toContain(
      recoveryPointArn,
    );
  },
  'lock-loosened': async ({ event, vault }, name) => {
    const [deed, ...others] = await event('PutBackupVaultLockConfiguration');
    expect(others).toEqual([]);
    expect(deed.requestParameters).toMatchObject({ backupVaultName: name, minRetentionDays: 7 });
    expect(vault(name)?.MinRetentionDays).toBe(7);
  },
  'policy-changed': async ({ event }, name) => {
    expect((await event('PutBackupVaultAccessPolicy')).map((one) => one.requestParameters.backupVaultName)).toEqual([
      name,
    ]);
  },
  'notifications-disabled': async ({ event, backup, vaults }, name) => {
    expect((await event('DeleteBackupVaultNotifications'))[0].requestParameters.backupVaultName).toBe(name);
    for (const { BackupVaultName } of vaults) {
      const requested = backup.send(new GetBackupVaultNotificationsCommand({ BackupVaultName }));
      if (BackupVaultName === name)
        await expect(requested).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
      else expect((await requested).SNSTopicArn).toMatch(/^arn:aws:sns:/);
    }
  },
  'risky-call-denied': async ({ event, points }) => {
    const tried = (await event('DeleteRecoveryPoint')).filter(({ errorCode }) => errorCode === 'AccessDenied');
    expect(tried).toHaveLength(2);
    expect((await event('DeleteBackupVaultLockConfiguration'))[0].errorCode).toBe('AccessDenied');
    const arns = points.map(({ RecoveryPointArn }) => RecoveryPointArn);
    for (const { requestParameters } of tried) expect(arns).toContain(requestParameters.recoveryPointArn);
  },
  'legal-hold': async ({ backup }) => {
    const { LegalHolds } = await backup.send(new ListLegalHoldsCommand({}));
    expect(LegalHolds?.map(({ Status }) => Status)).toEqual(['ACTIVE']);
  },
};

const starts = ['2026-01-15T12:00:00Z', '2026-03-01T00:10:00Z', '2026-05-03T05:30:00Z', '2026-11-24T23:50:00Z'];

describe.each(starts)('started at %s', async (start) => {
  const now = Date.parse(start);
  const emulator = await startEmulator({ now });
  afterAll(() => emulator.close());
  const looks = new Map<string, Look>();
  for (const region of new Set(regionOf.values())) looks.set(region, await look(emulator, region, now));
  const lookAt = (kind: string) => looks.get(regionOf.get(kind) ?? '') as Look;

  test.each(Object.keys(seen) as TroubleKind[])('%s', async (kind) => {
    await seen[kind](lookAt(kind), nameOf.get(kind) ?? '');
  });

  test('nothing else went wrong, and something is always running', () => {
    const troubled = new Set<string>(plantedTroubles.map(({ at }) => at));
    for (const { jobs, copies, restores, points } of looks.values()) {
      const odd = [...jobs, ...copies].filter(
        ({ State = '', StatusMessage, ...job }) =>
          job.ParentJobId === undefined && (StatusMessage || !/COMPLETED|RUNNING|CREATED|PENDING/.test(State)),
      );
      expect(odd.map(({ ResourceName }) => ResourceName).filter((name) => !troubled.has(name ?? ''))).toEqual([]);
      expect(restores.filter(({ Status }) => Status === 'FAILED' || Status === 'ABORTED')).toEqual([]);
      const bad = points.filter(({ Status }) => !/COMPLETED|AVAILABLE/.test(Status ?? ''));
      expect(bad.map(({ ResourceName }) => ResourceName).filter((name) => !troubled.has(name ?? ''))).toEqual([]);
      expect(jobs.filter(({ State }) => State === 'RUNNING').length).toBeGreaterThan(1);
    }
  });
});
