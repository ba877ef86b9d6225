// The estate of one account at a moment, computed from the seed, the time and the changes by callers.

import type { RestoreTestPlan } from './jobs/restore-testing.ts';
import { createOrganization, type EstateOrganization, type EstateSize } from './organization.ts';
import type { EstateOverlay } from './overlays/estate-overlay.ts';
import type { Arrivals } from './points/arrivals.ts';
import type { EstatePoint } from './points/estate-point.ts';
import type { VaultPoints } from './points/vault-points.ts';
import type { PlanSpec, PlantedEvent, ResourceSpec, VaultSpec } from './spec.ts';
import type { Timeline } from './timeline.ts';

export interface Estate {
  account: string;
  accountName: string;
  /** Regions with vaults, plans or resources. */
  regions: readonly string[];
  timeline: Timeline;
  overlay: EstateOverlay;
  vaults(region: string): VaultSpec[];
  plans(region: string): PlanSpec[];
  resources(region: string): ResourceSpec[];
  restoreTests(region: string): RestoreTestPlan[];
  /** Events by people in the Region. Absent: the seed decides. */
  plantedEvents(region: string): readonly PlantedEvent[] | undefined;
  /** All recovery points of a vault at `now`, newest first. Expensive for large vaults. */
  points(region: string, vault: string, now: number): EstatePoint[];
  /** Recovery points by intervals of time, and their number. */
  vaultPoints: VaultPoints;
  arrivals: Arrivals;
  /** The organization of the account. */
  organization: EstateOrganization;
  seed: string;
}

/** A Region at a moment. */
export interface RegionMoment {
  region: string;
  now: number;
}

export interface EstateOptions {
  seed: string;
  /** The management account. */
  account: string;
  now: number;
  size?: EstateSize | undefined;
}

/** The estate of the management account; its organization leads to the estates of the other accounts. */
export function createEstate({ size = 'small', account, ...rest }: EstateOptions): Estate {
  const estate = createOrganization({ ...rest, account, size }).estateOf(account);
  if (estate === undefined) throw new Error(`Account ${account} is not of the organization.`);
  return estate;
}
