// The `small` estate: one account, three Regions, eight vaults of all kinds, some fifty resources, and one trouble of
// each kind.
import { createBuilder } from './estate-builder.ts';
import { plantChanges, plantedDeeds } from './planted-deeds.ts';
import { sinceStart } from './since-start.ts';
import { irelandRegion } from './small-ireland.ts';
import { ireland, sydney, virginia } from './small-regions.ts';
import { sydneyRegion } from './small-sydney.ts';
import { virginiaRegion } from './small-virginia.ts';
import { type EstateSpec, lazyRegions } from './spec.ts';

export interface EstateOptions {
  seed: string;
  account: string;
  /** Epoch ms that the dates of its vaults and plans are counted from. */
  originAt: number;
  /** When it is started. */
  now: number;
}

export function createSmallEstate(options: EstateOptions): EstateSpec {
  const build = createBuilder(options);
  const since = sinceStart(options.now);
  return {
    account: options.account,
    accountName: 'acme-prod',
    ...lazyRegions([
      { region: virginia, make: () => virginiaRegion(build, since) },
      { region: ireland, make: () => irelandRegion(build, since) },
      { region: sydney, make: () => sydneyRegion(build, since) },
    ]),
    deeds: (region) => plantedDeeds(region, since),
    plant: (estate) => plantChanges(estate, since),
  };
}
