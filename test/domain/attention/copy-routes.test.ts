import { expect, test } from 'vitest';
import { copyRoutes } from '../../../src/domain/attention/lists/copy-matrix.ts';
import type { Protection } from '../../../src/domain/attention/lists/protection.ts';
import { byNewest } from '../../../src/domain/attention/scope-view.ts';
import { job } from './facts-of.ts';

const scope = { accountId: '123456789012', region: 'eu-west-1', connection: '' };
const vaultArn = 'arn:aws:backup:eu-central-1:123456789012:backup-vault:dr';

const protectionOf = (name: string, dataAt?: number): Protection => ({
  scope,
  arn: `arn:aws:rds:eu-west-1:123456789012:db:${name}`,
  name,
  type: 'RDS',
  continuous: false,
  locations: [],
  plans: [],
  copies: [
    {
      vaultArn,
      place: 'dr in eu-central-1',
      state: 'arrived',
      ...(dataAt === undefined ? {} : { dataAt, lagMs: dataAt }),
    },
  ],
});

test('the worst copy of a route is the one with the oldest data, whatever the order', () => {
  const protections = [
    protectionOf('b', 2_000),
    protectionOf('none'),
    protectionOf('a', 1_000),
    protectionOf('c', 3_000),
  ];
  for (const some of [protections, protections.toReversed()]) {
    expect(copyRoutes(some, 5_000)).toMatchObject([
      { promised: 4, arrived: 4, worstDataAt: 1_000, worstName: 'a', worstLagMs: 3_000 },
    ]);
  }
});

test('jobs of the same time are in the order of their ids', () => {
  const [one, other] = [job('shop', 5, { id: 'a' }), job('shop', 5, { id: 'b' })];
  expect(byNewest(one, other)).toBe(-1);
  expect(byNewest(other, one)).toBe(1);
  expect(byNewest(job('shop', 4, { id: 'a' }), other)).toBe(1);
});
