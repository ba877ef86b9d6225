import { expect, test } from 'vitest';
import type { RecoveryPoint } from '../../src/domain/vaults/recovery-point.ts';
import { pointName, pointSubject, resourceSubject, vaultSubject } from '../../src/resources/actions/subjects.ts';
import { noon, scopeOf } from './embedded-aws.ts';

const scope = scopeOf('us-east-1');
const point: RecoveryPoint = {
  scope,
  arn: 'arn:aws:ec2:us-east-1::snapshot/snap-1',
  vaultName: 'prod',
  resourceArn: 'arn:aws:ec2:us-east-1:123456789012:volume/vol-1',
  resourceName: 'orders-data',
  resourceType: 'EBS',
  status: 'COMPLETED',
  createdAt: noon - 86_400_000,
  sizeBytes: 8 * 1024 ** 3,
  encrypted: true,
  isParent: false,
};

test.each<[string, Partial<RecoveryPoint>, string]>([
  [
    'as AWS tells it',
    {},
    'EBS orders-data (vol-1), recovery point of 2026-01-14 12:00:00Z, 1d00h old, 8.0 GiB, vault prod',
  ],
  [
    'a copy of another account and Region',
    { resourceArn: 'arn:aws:ec2:eu-west-1:210987654321:volume/vol-1' },
    'EBS orders-data (vol-1), recovery point of 2026-01-14 12:00:00Z, 1d00h old, 8.0 GiB, vault prod, a copy: its resource is in eu-west-1 in 210987654321',
  ],
  [
    'without a size and a vault',
    { resourceType: 'RDS', sizeBytes: 0, vaultName: '', resourceName: 'vol-1' },
    'RDS vol-1, recovery point of 2026-01-14 12:00:00Z, 1d00h old, size unknown, vault unknown',
  ],
  [
    'without its resource',
    { resourceArn: '', resourceName: '' },
    'EBS a resource that AWS did not return, recovery point of 2026-01-14 12:00:00Z, 1d00h old, 8.0 GiB, vault prod',
  ],
])('a recovery point %s', (_, more, text) => {
  expect(pointSubject({ ...point, ...more }, noon)).toBe(text);
});

test('the name that is typed is the name of the resource, as far as AWS tells it', () => {
  expect(pointName(point)).toBe('orders-data');
  expect(pointName({ ...point, resourceName: '' })).toBe('vol-1');
  expect(pointName({ ...point, resourceName: '', resourceArn: '' })).toBe('snap-1');
});

test('what is not known is said to be unknown', () => {
  const vault = {
    scope,
    name: 'v',
    arn: 'arn:aws:backup:us-east-1:1:backup-vault:v',
    type: 'BACKUP_VAULT',
    locked: false,
  };
  expect(vaultSubject(vault)).toBe('vault v, number of recovery points unknown');
  const resource = { scope, arn: point.resourceArn, name: point.resourceArn, type: '' };
  expect(resourceSubject(resource)).toBe('vol-1, last backup unknown');
});
