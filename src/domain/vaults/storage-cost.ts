// The monthly cost of stored recovery points, as a range: AWS's sizes differ from the billed ones.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/metering-and-billing.html
import { type Price, prices as published } from '../../../config/prices.ts';
import type { RecoveryPoint } from './recovery-point.ts';
import { isPerVolume, knownSize } from './size.ts';

/** US dollars per month. */
export interface StorageCost {
  /**
   * The newest recovery point of each resource: older ones may contain only an increment. Absent: no recovery point has
   * a price.
   */
  readonly leastDollars?: number;
  /**
   * All recovery points in full; for volumes only the newest, because each of them has the size of the whole volume.
   * Absent: no recovery point has a price.
   */
  readonly mostDollars?: number;
  /** Recovery points for which no price is published, or no size known. */
  readonly unpriced: number;
  /** The number of recovery points in `mostDollars`. */
  readonly priced: number;
  /** An upper bound for recovery points past their retention, which are still billed. */
  readonly expiredDollars?: number;
  /** Older recovery points of volumes are not in the sum, although they cost something. */
  readonly isNewestOnly?: true;
}

/** A price of the config file. */
export type OwnPrice = Omit<Price, 'regions'> & { readonly region?: string };

interface CostContext {
  readonly region: string;
  /** Epoch ms. */
  readonly now: number;
  readonly own?: readonly OwnPrice[] | undefined;
  /** By the name of the vault; undefined: not known. */
  vaultTypeOf(name: string): string | undefined;
}

const bytesPerGb = 1_073_741_824;

/** undefined: nothing is billed. */
export function storageCost(points: readonly RecoveryPoint[], context: CostContext): StorageCost | undefined {
  const billed = points.filter(({ status, isParent }) => status !== 'DELETING' && !isParent);
  if (billed.length === 0) return undefined;
  const costs = billed.flatMap((point) => {
    const dollars = dollarsOf(point, context);
    return dollars === undefined ? [] : [{ point, dollars }];
  });
  const newest = newestOfEach(costs);
  const counted = costs.filter((one) => !isPerVolume(one.point.resourceType) || newest.has(one));
  const expired = counted.filter(({ point }) => point.status === 'EXPIRED');
  const least = [...newest].filter(({ point }) => !isPerVolume(point.resourceType));
  return {
    ...(counted.length === 0 ? {} : { leastDollars: sumOf(least), mostDollars: sumOf(counted) }),
    priced: counted.length,
    unpriced: billed.length - costs.length,
    ...(expired.length === 0 ? {} : { expiredDollars: sumOf(expired) }),
    ...(counted.length < costs.length ? { isNewestOnly: true } : {}),
  };
}

/** Of points in several Regions; undefined: nothing is billed. */
export function costOverRegions(
  points: readonly RecoveryPoint[],
  context: Omit<CostContext, 'region'>,
): StorageCost | undefined {
  const groups = [...Map.groupBy(points, ({ scope }) => scope.region)];
  return totalCost(groups.flatMap(([region, group]) => storageCost(group, { ...context, region }) ?? []));
}

/** undefined: there are none. */
export function totalCost(costs: readonly StorageCost[]): StorageCost | undefined {
  if (costs.length === 0) return undefined;
  return {
    ...totalOf(costs, 'leastDollars'),
    ...totalOf(costs, 'mostDollars'),
    priced: costs.reduce((sum, { priced }) => sum + priced, 0),
    unpriced: costs.reduce((sum, { unpriced }) => sum + unpriced, 0),
    ...totalOf(costs, 'expiredDollars'),
    ...(costs.some(({ isNewestOnly }) => isNewestOnly) ? { isNewestOnly: true } : {}),
  };
}

/** The member with the sum of those that have it. */
function totalOf(costs: readonly StorageCost[], member: 'leastDollars' | 'mostDollars' | 'expiredDollars') {
  const known = costs.flatMap((cost) => cost[member] ?? []);
  return known.length === 0 ? {} : { [member]: known.reduce((sum, dollars) => sum + dollars, 0) };
}

interface PointCost {
  readonly point: RecoveryPoint;
  readonly dollars: number;
}

const sumOf = (costs: readonly PointCost[]): number => costs.reduce((sum, { dollars }) => sum + dollars, 0);

/** By resource and vault. */
function newestOfEach(costs: readonly PointCost[]): ReadonlySet<PointCost> {
  const newest = new Map<string, PointCost>();
  for (const one of costs) {
    const key = `${one.point.vaultName}\n${one.point.resourceArn}`;
    const known = newest.get(key);
    if (!known || known.point.createdAt < one.point.createdAt) newest.set(key, one);
  }
  return new Set(newest.values());
}

function dollarsOf(point: RecoveryPoint, context: CostContext): number | undefined {
  const {
    resourceType,
    sizeBytes,
    moveToColdAt = Number.POSITIVE_INFINITY,
    vaultType = context.vaultTypeOf(point.vaultName),
  } = point;
  const size = knownSize(resourceType, sizeBytes);
  if (size === undefined) return undefined;
  // Without the vault's type it is unknown which of two rates is billed.
  if (vaultType === undefined) return undefined;
  const tier = moveToColdAt <= context.now ? 'cold' : 'warm';
  const isAirGapped = vaultType === 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT';
  const price = priceOf({ type: resourceType, tier, isAirGapped }, context);
  return price === undefined ? undefined : (size / bytesPerGb) * price;
}

interface Rate {
  readonly type: string;
  readonly tier: Price['tier'];
  readonly isAirGapped: boolean;
}

function priceOf({ type, tier, isAirGapped }: Rate, { region, own = [] }: CostContext): number | undefined {
  const fits = (one: Omit<OwnPrice, 'region'>) =>
    one.type.toLowerCase() === type.toLowerCase() && one.tier === tier && (one.airGapped ?? false) === isAirGapped;
  const ours = own.find((one) => fits(one) && (one.region ?? region) === region);
  return (ours ?? published.find((one) => fits(one) && one.regions.includes(region)))?.dollarsPerGbMonth;
}
