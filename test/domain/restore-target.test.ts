import { expect, test } from 'vitest';
import { freeName, replayable } from '../../src/domain/restore/restore-metadata.ts';
import { type RestoreTarget, restoreTarget } from '../../src/domain/restore/restore-target.ts';

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
  ['RDS', { DBInstanceIdentifier: 'x' }, /^x is made anew and paid for; nothing that exists is overwritten\.$/],
  ['EBS', { availabilityZone: 'a' }, /^Something new is made and paid for;/],
])('a restore of %s with %j says what is made', (type, metadata, sentence) => {
  expect(restoreTarget(type, metadata).sentence).toMatch(sentence);
});

test('a proposed name is free and short enough', () => {
  expect(freeName('shop', new Set(['shop']))).toBe('shop-restored');
  expect(freeName('shop', new Set(['shop-restored', 'shop-restored-2']))).toBe('shop-restored-3');
  expect(freeName('x'.repeat(63), new Set())).toHaveLength(63);
  expect(freeName('', new Set())).toBe('');
});

test('of what AWS gives with a point, what names the source and what is refused is not sent back', () => {
  const given = {
    DBInstanceIdentifier: 'prod',
    dbsnapshotidentifier: 's',
    'InformationalOnly:X': 'y',
    KmsKeyId: 'k',
    Engine: 'postgres',
    Port: '5432',
    'aws:backup:request-id': 'id',
    MultiAZ: 'true',
  };
  expect(replayable(given, 'RDS')).toEqual({ Engine: 'postgres', Port: '5432' });
});
