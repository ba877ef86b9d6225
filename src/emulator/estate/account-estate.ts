// Puts an account's estate together.
import type { Estate } from './estate.ts';
import type { Organization } from './organization.ts';
import { createOverlay } from './overlay.ts';
import { createRestoreTestRuns, type RestoreTestRuns } from './restore-test-runs.ts';
import { restoreTestPlans } from './restore-testing.ts';
import type { EstateSpec } from './spec.ts';
import { createTimeline, type TimelineCaches } from './timeline.ts';
import { createVaultPoints } from './vault-points.ts';

export interface AccountEstateOptions {
  seed: string;
  spec: EstateSpec;
  caches: TimelineCaches;
  organization: Organization;
}

export function createAccountEstate({ seed, spec, caches, organization }: AccountEstateOptions): Estate {
  const overlay = createOverlay();
  const vaults = (region: string) => overlay.vaultsIn(region, spec.region(region)?.vaults ?? []);
  // Tests try out points, and points come of the timeline that the tests are part of.
  const calledTests: RestoreTestRuns = (...asked) => runs(...asked);
  const timeline = createTimeline({ spec, seed, overlay, caches, calledTests });
  const vaultPoints = createVaultPoints(timeline, overlay);
  const runs = createRestoreTestRuns({ account: spec.account, overlay, vaults, points: vaultPoints, caches });

  const estate: Estate = {
    seed,
    account: spec.account,
    accountName: spec.accountName,
    regions: spec.regionNames,
    organization,
    timeline,
    overlay,
    vaultPoints,
    vaults,
    restoreTests: (region) => restoreTestPlans(overlay, { region, spec: spec.region(region), account: spec.account }),
    plans: (region) => overlay.planSide.plansIn(region, spec.region(region)?.plans ?? []),
    resources: (region) =>
      (spec.region(region)?.resources ?? []).flatMap((resource) => [resource, ...(resource.members ?? [])]),
    deeds: (region) => spec.deeds?.(region),
    points: vaultPoints.all,
  };
  spec.plant?.(estate);
  return estate;
}
