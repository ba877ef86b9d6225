import { expect, test } from 'vitest';
import type { RecoveryPoint } from '../../src/domain/vaults/recovery-point.ts';
import type { ActionContext } from '../../src/resources/action.ts';
import { remainingLines } from '../../src/resources/actions/points/remaining-lines.ts';
import { noon, scopeOf } from './embedded-aws.ts';

const dayMs = 86_400_000;
const scope = scopeOf('us-east-1');
const pointOf = (resource: string, days: number): RecoveryPoint => ({
  scope,
  arn: `${resource}-${days}`,
  vaultName: 'prod',
  resourceArn: `arn:aws:rds:us-east-1:123456789012:db:${resource}`,
  resourceName: resource,
  resourceType: 'RDS',
  status: 'COMPLETED',
  createdAt: noon - days * dayMs,
  encrypted: true,
  isParent: false,
});
const all = [pointOf('orders', 1), pointOf('orders', 4), pointOf('orders', 9), pointOf('users', 2)];

const linesOf = (chosen: readonly RecoveryPoint[], more: Partial<ActionContext<RecoveryPoint>> = {}) =>
  chosen.flatMap((row) =>
    remainingLines({
      row,
      chosen: chosen.map((one) => ({ row: one })),
      scope,
      facts: undefined,
      values: {},
      now: noon,
      token: 't',
      known: (id, { subject } = {}) =>
        id === 'recovery-points' ? all.filter(({ resourceArn }) => resourceArn === subject) : [],
      isListed: () => true,
      ...more,
    }),
  );

test('each resource is told once, and the one that loses its last point first', () => {
  expect(linesOf([pointOf('orders', 1), pointOf('orders', 4), pointOf('users', 2)])).toEqual([
    'No recovery point of users remains.',
    'Of orders 1 recovery point remains; newest older one: 9d00h.',
  ]);
});

test('a list that is not whole, or a vault of which only the newest points are listed, leaves it open', () => {
  const open = /Not known whether another recovery point of users remains/;
  expect(linesOf([pointOf('users', 2)])).toEqual(['It is the only recovery point of users.']);
  expect(linesOf([pointOf('users', 2)], { isListed: () => false })[0]).toMatch(open);
  const crowded = { name: 'prod', pointCount: 1_000_000 };
  expect(linesOf([pointOf('users', 2)], { known: (id) => (id === 'vaults' ? [crowded] : []) })[0]).toMatch(open);
});
