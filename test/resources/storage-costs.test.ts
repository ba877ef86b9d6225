// What stored points cost, as it is shown: per type in the storage list, in sum in a vault's own detail.
import { expect, test } from 'vitest';
import type { Storage } from '../../src/domain/vaults/storage.ts';
import type { StorageCost } from '../../src/domain/vaults/storage-cost.ts';
import type { DetailSection } from '../../src/resources/resource.ts';
import { storage } from '../../src/resources/vaults/storage.ts';
import { vaults } from '../../src/resources/vaults/vaults.ts';
import { noon, scope, vault } from '../domain/attention/facts-of.ts';

const row = (resourceType: string, cost: StorageCost | undefined, more: Partial<Storage> = {}): Storage => ({
  scope,
  vaultName: 'main',
  resourceType,
  points: 3,
  nested: 0,
  sized: 3,
  expired: 0,
  cold: 0,
  endless: 0,
  made: 0,
  due: 0,
  ...(cost ? { cost } : {}),
  ...more,
});
const files = row('EFS', { leastDollars: 5, mostDollars: 10, priced: 3, unpriced: 0, expiredDollars: 2 });
const databases = row('RDS', { priced: 0, unpriced: 4 });

const cells = (one: Storage) =>
  Object.fromEntries(
    ['cost', 'unpriced', 'expiredCost'].map((id) => [
      id,
      storage.columns.find((column) => column.id === id)?.text(one, noon),
    ]),
  );
const costOf = (sections: readonly DetailSection[] | undefined) => {
  const section = sections?.find(({ title }) => title === 'Cost');
  return section?.kind === 'fields'
    ? Object.fromEntries(section.fields.map(({ label, text }) => [label, text]))
    : undefined;
};

test('the list says per type what is stored, what of it has no price, and what expired points cost', () => {
  expect(cells(files)).toEqual({ cost: '$5.00-$10', unpriced: '-', expiredCost: '$2.00' });
  expect(cells(databases)).toEqual({ cost: 'n/a', unpriced: '4', expiredCost: '-' });
});

test("a vault's detail sums its types, never to one figure, and leaves out other vaults", () => {
  const other = row('EFS', { leastDollars: 100, mostDollars: 100, priced: 1, unpriced: 0 }, { vaultName: 'other' });
  const known = (list: string) => (list === 'storage' ? [files, databases, other] : []);
  const cost = costOf(vaults.knownSections?.(vault('main'), known));
  expect(cost).toMatchObject({ 'A month': '$5.00-$10, an estimate', 'Expired, still billed': 'up to $2.00 a month' });
  expect(cost?.['Without a price']).toBe('4 points: not in the estimate');
  expect(costOf(vaults.knownSections?.(vault('empty'), known))).toEqual({ 'A month': 'no recovery points are known' });
});

test('where nothing has a price, that is said with the number of points', () => {
  const cost = costOf(vaults.knownSections?.(vault('main'), () => [databases]));
  expect(cost?.['A month']).toMatch(/^not known/);
  expect(cost?.['Without a price']).toBe('4 points: not in the estimate');
});
