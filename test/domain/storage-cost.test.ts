// What stored recovery points cost a month: a range, and how many points it is not of.
import { expect, test } from 'vitest';
import type { RecoveryPoint } from '../../src/domain/vaults/recovery-point.ts';
import { costOverRegions, type OwnPrice, storageCost } from '../../src/domain/vaults/storage-cost.ts';
import { day, noon, point } from './attention/facts-of.ts';

const gb = 1_073_741_824;
const of = (type: string, name: string, days: number, more: Partial<RecoveryPoint> = {}) =>
  point(name, noon - days * day, { resourceType: type, sizeBytes: 100 * gb, ...more });
const costOf = (points: readonly RecoveryPoint[], region = 'us-east-1', own: readonly OwnPrice[] = []) =>
  storageCost(points, { region, now: noon, own, vaultTypeOf: (name) => (name === 'gap' ? airGapped : 'BACKUP_VAULT') });
const airGapped = 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT';
/** 'least-most priced/unpriced' */
const line = (cost: ReturnType<typeof costOf>) =>
  cost ? `${cost.leastDollars ?? ''}-${cost.mostDollars ?? ''} ${cost.priced}/${cost.unpriced}` : 'none';

test.each<[string, readonly RecoveryPoint[], string]>([
  ['full points are summed', [of('DynamoDB', 'a', 1), of('DynamoDB', 'a', 2), of('DynamoDB', 'b', 1)], '20-30 3/0'],
  ['volumes are not: the newest alone, at most', [of('EBS', 'a', 1), of('EBS', 'a', 2), of('EBS', 'b', 1)], '0-10 2/0'],
  ['AWS tells no size', [of('S3', 'a', 1, { sizeBytes: 0 }), of('S3', 'b', 1)], '5-5 1/1'],
  ['a type without a size', [of('RDS', 'a', 1)], '- 0/1'],
  ['a type without a price', [of('SAP HANA on Amazon EC2', 'a', 1)], '- 0/1'],
  ['cold storage', [of('EFS', 'a', 100, { moveToColdAt: noon - day })], '1-1 1/0'],
  ['an air-gapped vault has rates of its own', [of('S3', 'a', 1, { vaultName: 'gap' })], '- 0/1'],
  ['what is being deleted is not billed', [of('S3', 'a', 1, { status: 'DELETING' }), of('S3', 'b', 1)], '5-5 1/0'],
  ['a composite counts by its parts', [of('S3', 'a', 1, { isParent: true })], 'none'],
  ['nothing', [], 'none'],
])('%s', (_, points, expected) => {
  expect(line(costOf(points))).toBe(expected);
});

test('no price of another Region is taken', () => {
  expect(line(costOf([of('S3', 'a', 1)], 'eu-west-1'))).toBe('- 0/1');
});

test('the price of the config file comes first, in its Region or in all', () => {
  const own: OwnPrice[] = [
    { type: 's3', tier: 'warm', region: 'eu-west-1', dollarsPerGbMonth: 0.1 },
    { type: 'S3', tier: 'warm', dollarsPerGbMonth: 1 },
  ];
  expect(line(costOf([of('S3', 'a', 1)], 'eu-west-1', own))).toBe('10-10 1/0');
  expect(line(costOf([of('S3', 'a', 1)], 'us-east-1', own))).toBe('100-100 1/0');
});

test('expired points that pile up show what they cost', () => {
  const expired = of('DynamoDB', 'a', 40, { status: 'EXPIRED' });
  expect(costOf([of('DynamoDB', 'a', 1), expired])?.expiredDollars).toBe(10);
});

test('points of several Regions are summed, and those without a price counted', () => {
  const elsewhere = (region: string) => ({ scope: { ...point('a', 0).scope, region } });
  const cost = costOverRegions(
    [
      of('S3', 'a', 1, elsewhere('us-east-1')),
      of('S3', 'a', 1, elsewhere('us-east-2')),
      of('S3', 'a', 1, elsewhere('eu-west-1')),
    ],
    { now: noon, vaultTypeOf: () => 'BACKUP_VAULT' },
  );
  expect(line(cost)).toBe('10-10 2/1');
});

test('of a vault whose type is not known nothing is priced', () => {
  const cost = costOverRegions([of('S3', 'a', 1)], { now: noon, vaultTypeOf: () => undefined });
  expect(line(cost)).toBe('- 0/1');
});
