// Creates the estate of one account.
import type { Estate } from './estate.ts';
import { createRestoreTestRuns, type RestoreTestRuns } from './jobs/restore-test-runs.ts';
import { restoreTestPlans } from './jobs/restore-testing.ts';
import type { EstateOrganization } from './organization.ts';
import { createOverlay } from './overlays/estate-overlay.ts';
import { createArrivals } from './points/arrivals.ts';
import { createVaultPoints } from './points/vault-points.ts';
import type { EstateSpec } from './spec.ts';
import { createTimeline, type TimelineCaches } from './timeline.ts';

export interface AccountEstateOptions {
  seed: string;
  spec: EstateSpec;
  caches: TimelineCaches;
  organization: EstateOrganization;
}

export function createAccountEstate({ seed, spec, caches, organization }: AccountEstateOptions): Estate {
  const overlay = createOverlay();
  const vaults = (region: string) => overlay.vaultsIn(region, spec.region(region)?.vaults ?? []);
  // Restore tests need recovery points, and recovery points come from the timeline, which includes the tests: the
  // function breaks this cycle.
  const callerTests: RestoreTestRuns = (...requested) => runs(...requested);
  const timeline = createTimeline({ spec, seed, overlay, caches, callerTests, organization });
  const arrivals = createArrivals({ spec, timeline, overlay, organization });
  const vaultPoints = createVaultPoints({ timeline, overlay, arrivals });
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
    arrivals,
    vaults,
    restoreTests: (region) => restoreTestPlans(overlay, { region, spec: spec.region(region), account: spec.account }),
    plans: (region) => overlay.planOverlay.plansIn(region, spec.region(region)?.plans ?? []),
    resources: (region) =>
      (spec.region(region)?.resources ?? [])
        .flatMap((resource) => [resource, ...(resource.members ?? [])])
        .map((resource) => overlay.tagOverlay.tagged(resource, Number.POSITIVE_INFINITY)),
    plantedEvents: (region) => spec.plantedEvents?.(region),
    points: (region, vault, now) => vaultPoints.all({ region, vault, now }),
  };
  spec.plant?.(estate);
  return estate;
}
