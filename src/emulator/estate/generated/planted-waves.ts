// The troubles of the `waves` estate, which is the large estate without random outcomes: four causes, each of which
// affects many accounts at once. All times are relative to the start of the estate.

import type { Estate } from '../estate.ts';
import { carol } from '../events/actors.ts';
import type { JobFault } from '../jobs/job-fault.ts';
import { createRandom, seedOf } from '../random.ts';
import { backupOn } from '../small/planted-events.ts';
import { timeBeforeStart } from '../small/time-before-start.ts';
import type { PlanSpec, PlantedEvent, ResourceSpec } from '../spec.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export interface PlantedWave {
  kind: string;
  /** Indexes in the organization, from the first (inclusive) to the last (exclusive). */
  accounts: readonly [first: number, end: number];
  /** Absent: all Regions of the account. */
  regions?: readonly string[];
  /** The visible symptoms. */
  shows: string;
}

/** Tests compare this table, and the rules that group findings, with the estate. */
export const plantedWaves = {
  brokenRole: {
    kind: 'role-broken',
    accounts: [1, 41],
    shows: 'all jobs of 40 accounts are FAILED: AWS Backup cannot assume OrgBackupRole in them',
  },
  newAccounts: {
    kind: 'new-accounts',
    accounts: [41, 71],
    shows:
      '30 accounts joined two nights ago: they have plans of an organization policy, but no resource has the tag yet',
  },
  outage: {
    kind: 'region-outage',
    accounts: [0, 150],
    regions: ['ap-southeast-2'],
    shows: 'the nightly jobs of Sydney are FAILED in one night in all other accounts, by an internal error of AWS',
  },
  deletions: {
    kind: 'points-deleted',
    accounts: [71, 77],
    regions: ['us-east-1', 'eu-west-1'],
    shows: 'carol deleted three recovery points in each of 12 vaults',
  },
} as const satisfies Record<string, PlantedWave>;

const { brokenRole, newAccounts, outage, deletions } = plantedWaves;

export const brokenRoleName = 'OrgBackupRole';

const affects = ({ accounts: [first, end] }: PlantedWave, index: number) => index >= first && index < end;

/** The part of the waves that affects one account. */
export interface AccountWaves {
  /** The name of the role of its plans. Default: AWS's own backup role. */
  role?: string;
  /** Epoch ms of its joining the organization; it has no backups yet. Absent: it joined years ago. */
  joinedAt?: number;
  jobFaults(region: string, resources: readonly ResourceSpec[]): JobFault[];
  plantedEvents(region: string): PlantedEvent[];
  plant(estate: Estate): void;
}

/** The waves of the account with this index, in an estate started at `now`. */
export function wavesOf(index: number, account: string, now: number): AccountWaves {
  const isBroken = affects(brokenRole, index);
  return {
    ...(isBroken && { role: brokenRoleName }),
    ...(affects(newAccounts, index) && { joinedAt: timeBeforeStart(now).nights(2) }),
    jobFaults(region, resources) {
      if (isBroken) return resources.flatMap(({ name }) => withoutRole(name, account, now));
      const isOut = (outage.regions as readonly string[]).includes(region);
      return isOut ? resources.flatMap(({ name }) => duringOutage(name, now)) : [];
    },
    plantedEvents: (region) =>
      isDeletedIn(index, region)
        ? deletedNights.map((nights, position) => deletion({ index, now }, nights, position)(region))
        : [],
    plant(estate) {
      for (const region of estate.regions.filter((candidate) => isDeletedIn(index, candidate))) {
        for (const [position, nights] of deletedNights.entries()) {
          const { vault, pointArn, createdAt } = deletedBackup(estate, region, timeBeforeStart(now).nights(nights));
          const deletedAt = deletionAt({ index, now }, position);
          estate.overlay.vaultOverlay.points.patchPoint(
            { region, vault, arn: pointArn },
            { backupCreatedAt: createdAt, deletedAt },
          );
        }
      }
    },
  };
}

/** AWS's own message: https://github.com/awslabs/landing-zone-accelerator-on-aws/issues/195 */
const withoutRole = (resource: string, account: string, now: number): JobFault[] =>
  ['DailyAtFive', 'WeeklyOnSunday'].map((rule) => ({
    resource,
    rule,
    from: timeBeforeStart(now).nights(1),
    outcome: 'FAILED',
    runMinutes: [0.1, 0.5],
    reason: {
      message: `The provided role arn:aws:iam::${account}:role/${brokenRoleName} cannot be assumed by AWS Backup.`,
      category: 'AccessDenied',
    },
  }));

/** The longest time between a nightly slot and the start of its job. */
const startedWithinMs = 30 * minuteMs;

/**
 * The first fault whose `from` has passed applies: from the start of the estate on, no job fails. While the jobs of a
 * night are only starting, those of the night before have already failed.
 */
function duringOutage(resource: string, now: number): JobFault[] {
  const from = Math.floor((now - 5 * hourMs - startedWithinMs) / dayMs) * dayMs + 5 * hourMs;
  const rule = 'DailyAtFive';
  return [
    { resource, rule, from: now },
    {
      resource,
      rule,
      from,
      outcome: 'FAILED',
      runMinutes: [1, 5],
      reason: { message: 'An internal error occurred.', category: 'InternalError' },
    },
  ];
}

/** The ages of the deleted recovery points, in nights. */
const deletedNights = [3, 4, 5] as const;

const isDeletedIn = (index: number, region: string) =>
  affects(deletions, index) && (deletions.regions as readonly string[]).includes(region);

interface Deletion {
  index: number;
  now: number;
}

/** The vaults follow each other at intervals of some minutes. */
const deletionAt = ({ index, now }: Deletion, position: number) =>
  timeBeforeStart(now).hours(5) + (index - deletions.accounts[0]) * 7 * minuteMs + position * minuteMs;

const deletion =
  (of: Deletion, nights: number, position: number) =>
  (region: string): PlantedEvent => ({
    name: 'DeleteRecoveryPoint',
    at: deletionAt(of, position),
    by: carol,
    request: (estate) => {
      const { vault, pointArn } = deletedBackup(estate, region, timeBeforeStart(of.now).nights(nights));
      return { backupVaultName: vault, recoveryPointArn: pointArn };
    },
  });

function deletedBackup(estate: Estate, region: string, midnight: number) {
  const [first] = estate.resources(region);
  return backupOn(estate, { region, name: first?.name ?? '' }, midnight);
}

/** The form in which AWS Organizations creates a plan in an account: https://github.com/rebuy-de/aws-nuke/issues/633 */
export function asOrganizationPlan(plan: PlanSpec, createdAt: number): PlanSpec {
  const id = `orgs/${createRandom(seedOf('organization plan', plan.name)).uuid()}`;
  return {
    ...plan,
    id,
    createdAt,
    arn: plan.arn.replace(plan.id, id),
    versions: plan.versions.map((version) => ({ ...version, createdAt })),
    selections: plan.selections.map((selection) => ({ ...selection, createdAt })),
  };
}
