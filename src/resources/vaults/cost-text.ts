// An estimated monthly cost in words: a range, and what it leaves out.
import { pricesAsOf, pricesSource } from '../../../config/prices.ts';
import type { StorageCost } from '../../domain/vaults/storage-cost.ts';
import type { Entry } from '../sections.ts';

/** '$0.40', '$12', '$1.2k'. */
export function dollars(amount: number): string {
  if (amount >= 10_000) return `$${Math.round(amount / 1_000)}k`;
  if (amount >= 1_000) return `$${(amount / 1_000).toFixed(1)}k`;
  if (amount >= 10) return `$${Math.round(amount)}`;
  return amount > 0 && amount < 0.01 ? '<$0.01' : `$${amount.toFixed(2)}`;
}

/** Never a single figure. undefined: not known. */
export const costRange = ({ leastDollars, mostDollars }: StorageCost): string | undefined =>
  leastDollars === undefined || mostDollars === undefined
    ? undefined
    : `${dollars(leastDollars)}-${dollars(mostDollars)}`;

/** `isPart`: there are more recovery points than those in the estimate. */
export function costEntries(cost: StorageCost | undefined, isPart: boolean): Entry[] {
  if (!cost) return [['A month', 'no recovery points are known', 'muted']];
  const range = costRange(cost);
  return [
    range === undefined
      ? ['A month', 'not known: AWS publishes no price, or returned no size of its recovery points', 'muted']
      : ['A month', `${isPart ? 'at least part of ' : ''}${range}, an estimate`],
    ...(range === undefined ? [] : rangeEntries(cost)),
    ['Without a price', unpricedText(cost), 'warn'],
    [
      'Expired, still billed',
      cost.expiredDollars === undefined ? undefined : `up to ${dollars(cost.expiredDollars)} a month`,
      'bad',
    ],
    ['Prices', `as of ${pricesAsOf}: ${pricesSource}`],
  ];
}

const rangeEntries = ({ isNewestOnly }: StorageCost): Entry[] => [
  ['From', 'the newest recovery point of each resource, where older ones may share its data'],
  [
    'To',
    isNewestOnly
      ? 'the full newest backup of each volume; older recovery points of volumes are not counted'
      : 'all recovery points in full',
  ],
];

function unpricedText({ unpriced }: StorageCost): string | undefined {
  if (unpriced === 0) return undefined;
  return `${unpriced} ${unpriced === 1 ? 'point' : 'points'}: not in the estimate`;
}
