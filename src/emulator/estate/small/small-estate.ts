// The `small` estate: one account, three Regions, eight vaults of all kinds, about fifty resources, and one trouble of
// each kind.
import { createBuilder } from '../estate-builder.ts';
import { type EstateSpec, lazyRegions } from '../spec.ts';
import { plantChanges, plantedEventsIn } from './planted-events.ts';
import { irelandRegion } from './small-ireland.ts';
import { ireland, sydney, virginia } from './small-regions.ts';
import { sydneyRegion } from './small-sydney.ts';
import { virginiaRegion } from './small-virginia.ts';
import { timeBeforeStart } from './time-before-start.ts';

export interface SmallEstateOptions {
  seed: string;
  account: string;
  /** Epoch ms from which the dates of its vaults and plans are counted back. */
  originAt: number;
  /** Epoch ms of the start. */
  now: number;
}

export function createSmallEstate(options: SmallEstateOptions): EstateSpec {
  const build = createBuilder(options);
  const since = timeBeforeStart(options.now);
  return {
    account: options.account,
    accountName: 'acme-prod',
    ...lazyRegions([
      { region: virginia, make: () => virginiaRegion(build, since) },
      { region: ireland, make: () => irelandRegion(build, since) },
      { region: sydney, make: () => sydneyRegion(build, since) },
    ]),
    plantedEvents: (region) => plantedEventsIn(region, since),
    plant: (estate) => plantChanges(estate, since),
  };
}
