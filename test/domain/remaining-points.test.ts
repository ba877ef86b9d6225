import { expect, test } from 'vitest';
import type { RecoveryPoint } from '../../src/domain/vaults/recovery-point.ts';
import { remainingAfter } from '../../src/domain/vaults/remaining-points.ts';
import { noon, scopeOf } from '../resources/embedded-aws.ts';

const dayMs = 86_400_000;
const pointOf = (days: number, more: Partial<RecoveryPoint> = {}): RecoveryPoint => ({
  scope: scopeOf('us-east-1'),
  arn: `point-${days}`,
  vaultName: 'prod',
  resourceArn: 'arn:aws:rds:us-east-1:123456789012:db:orders',
  resourceName: 'orders',
  resourceType: 'RDS',
  status: 'COMPLETED',
  createdAt: noon - days * dayMs,
  encrypted: true,
  isParent: false,
  ...more,
});

interface Case {
  readonly known: readonly RecoveryPoint[];
  readonly deleted?: readonly RecoveryPoint[];
  readonly isWhole?: boolean;
}

const point = pointOf(10);
const saidOf = ({ known, deleted = [point], isWhole = true }: Case) =>
  remainingAfter({ point, known, isWhole, deleted: new Set(deleted.map(({ arn }) => arn)), now: noon }).sentence;

test.each<[string, Case, string]>([
  ['the only one', { known: [point] }, 'It is the only recovery point of orders.'],
  [
    'all of several',
    { known: [point, pointOf(3)], deleted: [point, pointOf(3)] },
    'No recovery point of orders remains.',
  ],
  [
    'one that no list has',
    { known: [], isWhole: false },
    'Not known whether another recovery point of orders remains: not every vault was listed.',
  ],
  [
    'older and newer ones',
    { known: [point, pointOf(20), pointOf(13), pointOf(2)] },
    'Of orders 3 recovery points remain; newest older one: 13d, newest: 2d00h.',
  ],
  ['only older ones', { known: [pointOf(30)] }, 'Of orders 1 recovery point remains; newest older one: 30d.'],
  ['only newer ones', { known: [pointOf(2)] }, 'Of orders 1 recovery point remains; no older one, newest: 2d00h.'],
  [
    'a list that is not whole',
    { known: [pointOf(30)], isWhole: false },
    'Of orders 1 recovery point remains as far as is known; newest older one: 30d.',
  ],
  [
    'those that cannot be restored',
    { known: [pointOf(30, { status: 'EXPIRED' }), pointOf(31, { status: 'DELETING' })] },
    'It is the only recovery point of orders.',
  ],
])('what remains: %s', (_, one, sentence) => {
  expect(saidOf(one)).toBe(sentence);
});

test('without its resource nothing is known of the others', () => {
  const nameless = pointOf(1, { resourceArn: '', resourceName: '' });
  expect(remainingAfter({ point: nameless, known: [], deleted: new Set(), isWhole: true, now: noon }).sentence).toMatch(
    /not known which recovery points remain/,
  );
});
