// The `waves` estate: the effects of each wave in the affected accounts, and no other troubles.
import { describe, expect, test } from 'vitest';
import { createEstate, type Estate } from '../../../src/emulator/estate/estate.ts';
import { humanEvents } from '../../../src/emulator/estate/events/human-events.ts';
import { brokenRoleName, plantedWaves } from '../../../src/emulator/estate/generated/planted-waves.ts';
import { sampled } from '../../support/matrix.ts';
import { management } from '../../support/simulation.ts';
import { emulatorAt, noon } from '../clients.ts';
import { rawCall } from '../raw-call.ts';
import { callsOf } from '../wire-calls.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const seed = 'vaultop';

/** In the daytime, during the nightly jobs, just before them, and on a Sunday. */
const starts = ['2026-01-15T12:07Z', '2026-01-16T05:10Z', '2026-01-16T04:50Z', '2026-01-18T15:30Z'].map(Date.parse);

const wavesAt = (now: number) => createEstate({ seed, account: management, now, size: 'waves' }).organization;
type Organization = ReturnType<typeof wavesAt>;

const inWave = ({ accounts, estateOf }: Organization, [first, end]: readonly [number, number]): Estate[] =>
  accounts.slice(first, end).flatMap(({ account }) => estateOf(account) ?? []);

/** Every seventh account: the waves are the same in all accounts. */
const some = (estates: readonly Estate[]) => estates.filter((_, index) => index % 7 === 0);

const jobsOf = (estate: Estate, region: string, from: number, now: number) =>
  estate.timeline.backups(region, from, now).filter(({ endsAt }) => endsAt <= now);

const { brokenRole, newAccounts, outage, deletions } = plantedWaves;

describe.each(sampled(starts, 2))('started at %d', (now) => {
  const organization = wavesAt(now);
  const midnight = Math.floor(now / dayMs) * dayMs;

  test('one role is broken in 40 accounts', () => {
    const struck = inWave(organization, brokenRole.accounts);
    expect(struck).toHaveLength(40);
    for (const estate of some(struck)) {
      for (const region of estate.regions) {
        const since = jobsOf(estate, region, midnight - dayMs, now);
        expect(since.length).toBeGreaterThanOrEqual(15);
        expect(new Set(since.map(({ outcome }) => outcome))).toEqual(new Set(['FAILED']));
        const roleArn = `arn:aws:iam::${estate.account}:role/${brokenRoleName}`;
        expect(new Set(since.map((job) => job.roleArn))).toEqual(new Set([roleArn]));
        expect(new Set(since.map(({ reason }) => reason?.message))).toEqual(
          new Set([`The provided role ${roleArn} cannot be assumed by AWS Backup.`]),
        );
        const before = jobsOf(estate, region, midnight - 9 * dayMs, midnight - dayMs);
        expect(new Set(before.map(({ outcome }) => outcome))).toEqual(new Set(['COMPLETED']));
      }
    }
  });

  test('30 accounts are new: plans of an organization policy, and no job yet', () => {
    const struck = inWave(organization, newAccounts.accounts);
    expect(struck).toHaveLength(30);
    for (const estate of some(struck)) {
      const joined = organization.accounts.find(({ account }) => account === estate.account)?.joinedAt;
      expect(joined).toBe(midnight - 2 * dayMs);
      for (const region of estate.regions) {
        const plans = estate.plans(region);
        expect(plans.map(({ id }) => id.startsWith('orgs/'))).toEqual([true, true]);
        for (const { id, arn, createdAt, selections, versions } of plans) {
          expect(arn.endsWith(`:backup-plan:${id}`)).toBe(true);
          expect([createdAt, ...[...selections, ...versions].map((one) => one.createdAt)]).toEqual(
            Array(3 + versions.length - 1).fill(joined),
          );
        }
        expect(estate.timeline.backups(region, midnight - 40 * dayMs, now)).toEqual([]);
      }
    }
  });

  test("a Region's outage fails the jobs of one night there, and of no other Region", () => {
    const left = inWave(organization, outage.accounts).filter(
      (estate) => !inWave(organization, [1, 71]).includes(estate),
    );
    expect(left).toHaveLength(80);
    for (const estate of some(left)) {
      for (const region of estate.regions) {
        const ended = jobsOf(estate, region, midnight - 9 * dayMs, now);
        const failed = ended.filter(({ outcome }) => outcome !== 'COMPLETED');
        const isOut = (outage.regions as readonly string[]).includes(region);
        const struck = new Set(failed.map(({ resource }) => resource));
        expect(struck).toEqual(new Set(isOut ? estate.resources(region) : []));
        expect(failed.every(({ reason }) => reason?.message === 'An internal error occurred.')).toBe(true);
        expect(failed.every(({ createdAt }) => createdAt > now - 30 * hourMs)).toBe(true);
      }
    }
  });

  test('one person has deleted points in 12 vaults: the trail tells, and they are gone', () => {
    const deleted = organization.estates().flatMap((estate) =>
      estate.regions.flatMap((region) =>
        humanEvents(estate, region, { from: now - 2 * dayMs, to: now })
          .filter(({ name }) => name === 'DeleteRecoveryPoint')
          .map((event) => ({ estate, region, event })),
      ),
    );
    expect(deleted).toHaveLength(36);
    expect(new Set(deleted.map(({ event }) => event.by?.user))).toEqual(new Set(['carol']));
    const vaults = deleted.map(
      ({ estate, region, event }) => `${estate.account} ${region} ${event.request?.backupVaultName}`,
    );
    expect(new Set(vaults).size).toBe(12);
    for (const { estate, region, event } of deleted) {
      const vault = String(event.request?.backupVaultName);
      const statusAt = (at: number) =>
        estate.points(region, vault, at).find(({ arn }) => arn === event.request?.recoveryPointArn)?.status;
      expect([event.at - 1, event.at, event.at + hourMs].map(statusAt)).toEqual(['COMPLETED', 'DELETING', undefined]);
    }
    expect(inWave(organization, deletions.accounts)).toHaveLength(6);
  });
});

test('from the start on the Region is well again, and the role stays broken', () => {
  const [now = 0] = starts;
  const organization = wavesAt(now);
  const outcomesOf = (index: number, region: string) => {
    const estate = inWave(organization, [index, index + 1])[0];
    const jobs = estate && jobsOf(estate, region, now, now + dayMs);
    return [...new Set(jobs?.map(({ outcome }) => outcome))];
  };
  expect(outcomesOf(0, 'ap-southeast-2')).toEqual(['COMPLETED']);
  expect(outcomesOf(1, 'ap-southeast-2')).toEqual(['FAILED']);
});

test('the wire tells of them: a job of the broken role, and the day an account joined', async () => {
  const emulator = await emulatorAt({ estate: 'waves' });
  const { body } = await rawCall(emulator, {
    region: 'us-east-1',
    path: '/backup-jobs?accountId=*&state=FAILED&maxResults=10',
  });
  const { BackupJobs } = JSON.parse(body) as { BackupJobs: { StatusMessage: string; MessageCategory: string }[] };
  expect(BackupJobs).toHaveLength(10);
  for (const job of BackupJobs) {
    expect(job.StatusMessage).toMatch(/^The provided role arn:aws:iam::\d{12}:role\/OrgBackupRole cannot be assumed/);
    expect(job.MessageCategory).toBe('AccessDenied');
  }
  const [first, end] = newAccounts.accounts;
  const joined = await Promise.all(
    wavesAt(noon)
      .accounts.slice(first, end)
      .map(async ({ account }) => {
        const { output } = await callsOf(emulator).organizations('DescribeAccount', { AccountId: account });
        return output.Account.JoinedTimestamp;
      }),
  );
  expect(new Set(joined)).toEqual(new Set([(noon - 60 * hourMs) / 1000]));
});
