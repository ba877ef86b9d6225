import { expect, test } from 'vitest';
import { valueProblem } from '../../src/domain/restore/key-values.ts';
import { expandName, freeName, namePattern } from '../../src/domain/restore/restore-names.ts';
import { type RestoreTarget, restoreTarget } from '../../src/domain/restore/restore-target.ts';
import { restoreTypeOf } from '../../src/domain/restore/restore-types.ts';

test.each<[string, Record<string, string>, RestoreTarget['kind'], string]>([
  ['S3', { DestinationBucketName: 'b', NewBucket: 'true' }, 'new', ''],
  ['S3', { destinationbucketname: 'b', newbucket: 'true' }, 'new', ''],
  ['S3', { DestinationBucketName: 'b', NewBucket: 'false' }, 'into', 'b'],
  // AWS's own reference has no NewBucket: the bucket is there then.
  ['S3', { DestinationBucketName: 'b' }, 'into', 'b'],
  ['EFS', { 'file-system-id': 'fs-1', newFileSystem: 'true' }, 'new', ''],
  ['EFS', { 'file-system-id': 'fs-1' }, 'into', 'fs-1'],
  ['EBS', { availabilityZone: 'a' }, 'new', ''],
  ['EBS', { destinationBucketName: 'b', pathsToRestore: '[]' }, 'into', 'b'],
  ['RDS', { DBInstanceIdentifier: 'x' }, 'new', ''],
  ['DSQL', {}, 'new', ''],
  ['EKS', { clusterName: 'c' }, 'into', 'c'],
  ['FSx', { OntapConfiguration: '{"storageVirtualMachineId":"svm-1"}' }, 'into', 'svm-1'],
  ['Redshift', { ClusterIdentifier: 'c', RestoreType: 'CLUSTER_RESTORE' }, 'new', ''],
  ['Redshift', { ClusterIdentifier: 'c', RestoreType: 'TABLE_RESTORE' }, 'into', 'c'],
  // A cluster's point may go to a namespace.
  ['Redshift', { NamespaceIdentifier: 'n' }, 'replaces', 'n'],
  ['Redshift Serverless', { NamespaceIdentifier: 'n', RestoreType: 'NAMESPACE_RESTORE' }, 'replaces', 'n'],
  ['RedshiftServerless', { NamespaceIdentifier: 'n', RestoreType: 'TABLE_RESTORE' }, 'into', 'n'],
  [
    'SAP HANA on Amazon EC2',
    { 'aws:backup:TargetDatabaseArn': 'arn:aws:ssm-sap:r:1:HANA/app/DB/prd' },
    'replaces',
    'prd',
  ],
  ['Brand New', {}, 'unknown', ''],
])('a restore of %s with %j is %s %s', (type, metadata, kind, name) => {
  const target = restoreTarget(type, metadata);
  expect(target).toMatchObject({ kind, name });
  if (name !== '') expect(target.sentence).toContain(name);
});

test.each<[string, Record<string, string>, RegExp]>([
  ['RDS', { DBInstanceIdentifier: 'x' }, /^x is created and billed; nothing existing is overwritten\.$/],
  ['EBS', { availabilityZone: 'a' }, /^A new resource is created and billed;/],
])('a restore of %s with %j says what is made', (type, metadata, sentence) => {
  expect(restoreTarget(type, metadata).sentence).toMatch(sentence);
});

const at = Date.UTC(2026, 10, 30, 5, 40);

test('a proposed name has the time in it, is free and short enough', () => {
  expect(freeName('orders-db', new Set(), { at })).toBe('orders-db-restored-20261130-0540');
  const taken = new Set(['shop-restored-20261130-0540', 'shop-restored-20261130-0540-2']);
  expect(freeName('shop', taken, { at })).toBe('shop-restored-20261130-0540-3');
  expect(freeName('x'.repeat(63), new Set(), { at })).toHaveLength(63);
  expect(freeName('my.share', new Set(), { at, joint: '_' })).toBe('my_share_restored_20261130_0540');
  expect(freeName('', new Set(), { at })).toBe('');
});

test('several names come from one pattern', () => {
  expect(namePattern({ at })).toBe('{name}-restored-20261130-0540');
  expect(expandName('{name}-of-{date}', 'orders', { at })).toBe('orders-of-20261130-0540');
  expect(expandName('{name}_of_{date}', 'my.share', { at, joint: '_' })).toBe('my_share_of_20261130_0540');
});

test('a Multi-AZ cluster of RDS is restored as a cluster, with an engine of RDS', () => {
  const resourceArn = 'arn:aws:rds:eu-west-1:123456789012:cluster:orders';
  const type = restoreTypeOf({ resourceType: 'RDS', resourceArn }, {});
  expect(type?.keys.map(({ key }) => key)).toContain('dbClusterIdentifier');
  const engine = type?.keys.find(({ key }) => key === 'engine');
  expect(engine && valueProblem('Engine', 'postgres', engine)).toBeUndefined();
});
