// The copies that arrive in the vaults of an account: its own, and those of other accounts of the organization.
import { destinationAccount, type SimulatedCopy } from '../jobs/simulated-copy.ts';
import type { EstateOrganization } from '../organization.ts';
import type { EstateOverlay } from '../overlays/estate-overlay.ts';
import type { EstateSpec } from '../spec.ts';
import type { Timeline } from '../timeline.ts';

export interface Arrivals {
  account: string;
  /** The timelines whose rules copy into the account, its own first. */
  timelines(): Timeline[];
  /** Copy jobs that callers started, of any account, into the Region. */
  started(region: string): SimulatedCopy[];
}

export interface ArrivalOptions {
  spec: EstateSpec;
  timeline: Timeline;
  overlay: EstateOverlay;
  organization: EstateOrganization;
}

export function createArrivals({ spec, timeline, overlay, organization }: ArrivalOptions): Arrivals {
  const { account, copiesFrom = [] } = spec;
  return {
    account,
    timelines: () => [timeline, ...copiesFrom.flatMap((source) => organization.estateOf(source)?.timeline ?? [])],
    started(region) {
      // An estate that nobody has used has no jobs of callers.
      const others = organization.used().filter((estate) => estate.account !== account);
      return [overlay, ...others.map((estate) => estate.overlay)]
        .flatMap(({ planOverlay, endings }) => planOverlay.copiesToRegion(region).map(endings.ended))
        .filter(({ to }) => destinationAccount(to) === account);
    },
  };
}
