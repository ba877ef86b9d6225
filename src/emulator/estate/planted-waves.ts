// What is wrong in the `waves` estate, which is the large one without chance: four causes, each of which strikes many
// accounts at once. Everything stands relative to the moment at which the estate was started.
import { createDice, seedOf } from './dice.ts';
import type { Estate } from './estate.ts';
import type { Mishap } from './mishap.ts';
import { carol } from './people.ts';
import { backupOn } from './planted-deeds.ts';
import { sinceStart } from './since-start.ts';
import type { Deed, PlanSpec, ResourceSpec } from './spec.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export interface PlantedWave {
  kind: string;
  /** Places in the organization, from the first up to, not including, the last. */
  accounts: readonly [first: number, end: number];
  /** Absent: all of the account. */
  regions?: readonly string[];
  /** What there is to be seen. */
  shows: string;
}

/** The table is what tests, and rules that group findings, are held to. */
export const plantedWaves = {
  brokenRole: {
    kind: 'role-broken',
    accounts: [1, 41],
    shows: 'all jobs of 40 accounts are FAILED: AWS Backup cannot assume OrgBackupRole there any more',
  },
  newAccounts: {
    kind: 'new-accounts',
    accounts: [41, 71],
    shows:
      '30 accounts joined two nights ago: plans of an organization policy run there, and nothing bears their tag yet',
  },
  outage: {
    kind: 'region-outage',
    accounts: [0, 150],
    regions: ['ap-southeast-2'],
    shows: 'the nightly jobs of Sydney are FAILED in one night in all other accounts, by an error inside AWS',
  },
  deletions: {
    kind: 'points-deleted',
    accounts: [71, 77],
    regions: ['us-east-1', 'eu-west-1'],
    shows: 'carol has deleted three recovery points in each of 12 vaults',
  },
} as const satisfies Record<string, PlantedWave>;

const { brokenRole, newAccounts, outage, deletions } = plantedWaves;

export const brokenRoleName = 'OrgBackupRole';

const strikes = ({ accounts: [first, end] }: PlantedWave, index: number) => index >= first && index < end;

/** What of the waves reaches one account. */
export interface AccountWaves {
  /** Of the role by which its plans act; absent: AWS's own. */
  role?: string;
  /** Epoch ms: there is nothing to back up yet. Absent: it joined years ago. */
  joinedAt?: number;
  mishaps(region: string, resources: readonly ResourceSpec[]): Mishap[];
  deeds(region: string): Deed[];
  plant(estate: Estate): void;
}

/** Of the account at this place of the organization, where the estate was started at `now`. */
export function wavesOf(index: number, account: string, now: number): AccountWaves {
  const isBroken = strikes(brokenRole, index);
  return {
    ...(isBroken && { role: brokenRoleName }),
    ...(strikes(newAccounts, index) && { joinedAt: sinceStart(now).nights(2) }),
    mishaps(region, resources) {
      if (isBroken) return resources.flatMap(({ name }) => withoutRole(name, account, now));
      const isOut = (outage.regions as readonly string[]).includes(region);
      return isOut ? resources.flatMap(({ name }) => duringOutage(name, now)) : [];
    },
    deeds: (region) =>
      isDeletedIn(index, region)
        ? deletedNights.map((nights, place) => deletion({ index, now }, nights, place)(region))
        : [],
    plant(estate) {
      for (const region of estate.regions.filter((one) => isDeletedIn(index, one))) {
        for (const [place, nights] of deletedNights.entries()) {
          const { vault, pointArn, createdAt } = deletedBackup(estate, region, sinceStart(now).nights(nights));
          const deletedAt = deletionAt({ index, now }, place);
          estate.overlay.vaultSide.points.patchPoint(region, vault, pointArn, { bornAt: createdAt, deletedAt });
        }
      }
    },
  };
}

/** As CloudTrail gives it: https://github.com/awslabs/landing-zone-accelerator-on-aws/issues/195 */
const withoutRole = (resource: string, account: string, now: number): Mishap[] =>
  ['DailyAtFive', 'WeeklyOnSunday'].map((rule) => ({
    ...{ resource, rule, from: sinceStart(now).nights(1), outcome: 'FAILED', runMinutes: [0.1, 0.5] },
    verdict: {
      message: `The provided role arn:aws:iam::${account}:role/${brokenRoleName} cannot be assumed by AWS Backup.`,
      category: 'AccessDenied',
    },
  }));

/** A run of the night takes up to a quarter of an hour to start. */
const startedWithinMs = 30 * minuteMs;

/**
 * The first mishap whose time has come counts: from the start of the estate on, all is well again. While the runs of a
 * night only start, those of the night before have failed already.
 */
function duringOutage(resource: string, now: number): Mishap[] {
  const from = Math.floor((now - 5 * hourMs - startedWithinMs) / dayMs) * dayMs + 5 * hourMs;
  const rule = 'DailyAtFive';
  return [
    { resource, rule, from: now },
    {
      ...{ resource, rule, from, outcome: 'FAILED', runMinutes: [1, 5] },
      verdict: { message: 'An internal error occurred.', category: 'InternalError' },
    },
  ];
}

/** How many nights ago the points that are deleted were made. */
const deletedNights = [3, 4, 5] as const;

const isDeletedIn = (index: number, region: string) =>
  strikes(deletions, index) && (deletions.regions as readonly string[]).includes(region);

interface Deletion {
  index: number;
  now: number;
}

/** One vault after the other, some minutes apart. */
const deletionAt = ({ index, now }: Deletion, place: number) =>
  sinceStart(now).hours(5) + (index - deletions.accounts[0]) * 7 * minuteMs + place * minuteMs;

const deletion =
  (of: Deletion, nights: number, place: number) =>
  (region: string): Deed => ({
    ...{ name: 'DeleteRecoveryPoint', at: deletionAt(of, place), by: carol },
    request: (estate) => {
      const { vault, pointArn } = deletedBackup(estate, region, sinceStart(of.now).nights(nights));
      return { backupVaultName: vault, recoveryPointArn: pointArn };
    },
  });

function deletedBackup(estate: Estate, region: string, midnight: number) {
  const [first] = estate.resources(region);
  return backupOn(estate, region, first?.name ?? '', midnight);
}

/** As AWS Organizations puts a plan into an account: https://github.com/rebuy-de/aws-nuke/issues/633 */
export function asOrganizationPlan(plan: PlanSpec, createdAt: number): PlanSpec {
  const id = `orgs/${createDice(seedOf('organization plan', plan.name)).uuid()}`;
  return {
    ...plan,
    ...{ id, createdAt },
    arn: plan.arn.replace(plan.id, id),
    versions: plan.versions.map((version) => ({ ...version, createdAt })),
    selections: plan.selections.map((selection) => ({ ...selection, createdAt })),
  };
}
