// Puts an account's estate together.
import type { Estate } from './estate.ts';
import type { Organization } from './organization.ts';
import { createOverlay } from './overlay.ts';
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
  const timeline = createTimeline({ spec, seed, overlay, caches });
  const vaultPoints = createVaultPoints(timeline, overlay);

  return {
    seed,
    account: spec.account,
    accountName: spec.accountName,
    regions: spec.regionNames,
    organization,
    timeline,
    overlay,
    vaultPoints,
    vaults: (region) => overlay.vaultsIn(region, spec.region(region)?.vaults ?? []),
    plans: (region) => overlay.planSide.plansIn(region, spec.region(region)?.plans ?? []),
    resources: (region) =>
      (spec.region(region)?.resources ?? []).flatMap((resource) => [resource, ...(resource.members ?? [])]),
    points: vaultPoints.all,
  };
}
