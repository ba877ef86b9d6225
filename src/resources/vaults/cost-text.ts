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

/** Never a single figure. */
export const costRange = ({ leastDollars, mostDollars }: StorageCost): string =>
  `${dollars(leastDollars)}-${dollars(mostDollars)}`;

export function costEntries(cost: StorageCost | undefined, isPart: boolean): Entry[] {
  if (!cost) return [['A month', 'not known: no published price, or no size of its points', 'muted']];
  const { unpriced, expiredDollars, isNewestOnly } = cost;
  return [
    ['A month', `${isPart ? 'at least part of ' : ''}${costRange(cost)}, an estimate`],
    ['From', 'the newest point of each resource, where older ones may share its data'],
    ['To', isNewestOnly ? 'the whole newest volume; older points of volumes are not summed' : 'all points in full'],
    [
      'Without a price',
      unpriced === 0 ? undefined : `${unpriced} ${unpriced === 1 ? 'point' : 'points'}: not in the estimate`,
      'warn',
    ],
    [
      'Expired, still billed',
      expiredDollars === undefined ? undefined : `up to ${dollars(expiredDollars)} a month`,
      'bad',
    ],
    ['Prices', `as of ${pricesAsOf}: ${pricesSource}`],
  ];
}
