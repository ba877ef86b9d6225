// An account's estate at a moment: what there is, computed from seed, time and what callers have changed.
import { createOrganization, type EstateSize, type Organization } from './organization.ts';
import type { Overlay } from './overlay.ts';
import type { RecoveryPoint } from './recovery-point.ts';
import type { RestoreTestPlan } from './restore-testing.ts';
import type { Deed, PlanSpec, ResourceSpec, VaultSpec } from './spec.ts';
import type { Timeline } from './timeline.ts';
import type { VaultPoints } from './vault-points.ts';

export interface Estate {
  account: string;
  accountName: string;
  /** Regions that hold anything. */
  regions: readonly string[];
  timeline: Timeline;
  overlay: Overlay;
  vaults(region: string): VaultSpec[];
  plans(region: string): PlanSpec[];
  resources(region: string): ResourceSpec[];
  restoreTests(region: string): RestoreTestPlan[];
  /** What people did there; absent: chance decides. */
  deeds(region: string): readonly Deed[] | undefined;
  /** Recovery points in a vault at `now`, newest first: all of them, so think of great vaults. */
  points(region: string, vault: string, now: number): RecoveryPoint[];
  /** The same by stretches of time, and their number. */
  vaultPoints: VaultPoints;
  /** What the account is part of. */
  organization: Organization;
  seed: string;
}

export interface EstateOptions {
  seed: string;
  /** The management account. */
  account: string;
  now: number;
  size?: EstateSize | undefined;
}

/** The management account's estate; its organization leads to those of the others. */
export function createEstate({ size = 'small', account, ...rest }: EstateOptions): Estate {
  const estate = createOrganization({ ...rest, account, size }).estateOf(account);
  if (estate === undefined) throw new Error(`Account ${account} is not of the organization.`);
  return estate;
}
