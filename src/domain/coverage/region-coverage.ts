// What is known about the resources of an account-Region: the inventory, and its gaps.
import type { Scope } from '../scope.ts';
import type { RegionCoverage } from './coverage-row.ts';
import type { InventoryName, InventorySource } from './inventory.ts';

/** The row of the account-Region: the inventory, and its gaps. */
export function regionCoverage(
  scope: Scope,
  source: InventorySource | undefined,
  unread: readonly string[],
): RegionCoverage {
  const gaps = [
    ...unread.map((list) => `no answer: ${list}`),
    ...(source ? inventoryGaps(source) : ['no answer: inventory']),
  ];
  return {
    kind: 'account-region',
    scope,
    name: scope.region,
    type: '',
    state: gaps.length === 0 ? 'inventory' : 'not-known',
    gaps,
    missingTypes: source?.missingTypes ?? [],
  };
}

const limits: Readonly<Partial<Record<InventoryName, string>>> = {
  tagging: 'the inventory lists only resources that have or had tags',
  backup: 'no inventory: only resources that AWS Backup has backed up are known',
};

/** Types that an inventory lacks are not a gap of the account: it is unknown whether the account uses them. */
export function inventoryGaps({ inventory, partial, refused }: InventorySource): string[] {
  const leavesOut = limits[inventory] ?? partial;
  return [...(leavesOut === undefined ? [] : [leavesOut]), ...refused.map(({ reason }) => reason)].map((sentence) =>
    sentence.replace(/\.$/, ''),
  );
}
