// The restore metadata of each type. AWS accepts more: each key that a recovery point has may be changed, too.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-a-backup.html

import { dayMs } from '../../lib/duration.ts';
import { tableOf } from '../../lib/text/table.ts';

export interface RestoreKey {
  readonly key: string;
  readonly label: string;
  readonly needed?: true;
  /** The allowed values, if there are few. */
  readonly values?: readonly string[];
  /**
   * The proposed value; absent: the value in the recovery point's metadata, which describes the resource as it was. A
   * key that decides what the restore writes into never uses that value: `free` is an unused name that is derived from
   * the source's name, `none` is empty.
   */
  readonly start?: { readonly value: string } | 'free' | 'none';
  /** The key applies only to these values of another key. */
  readonly only?: { readonly key: string; readonly values: readonly string[] };
}

const yesNo = ['true', 'false'] as const;
const newName = (key: string, label: string): RestoreKey => ({ key, label, needed: true, start: 'free' });
const typedName = (key: string, label: string): RestoreKey => ({ key, label, needed: true, start: 'none' });
const fixed = (key: string, label: string, value: string, values: readonly string[]): RestoreKey => ({
  key,
  label,
  values,
  needed: true,
  start: { value },
});

export const restoreKeys = tableOf<readonly RestoreKey[]>({
  EBS: [
    { key: 'availabilityZone', label: 'Availability Zone', needed: true },
    { key: 'encrypted', label: 'Encrypted', values: yesNo },
    { key: 'volumeType', label: 'Volume type', values: ['gp3', 'gp2', 'io2', 'io1', 'st1', 'sc1'] },
    { key: 'kmsKeyId', label: 'Key' },
  ],
  EC2: [
    { key: 'InstanceType', label: 'Instance type' },
    { key: 'SubnetId', label: 'Subnet' },
    { key: 'SecurityGroupIds', label: 'Security groups' },
    { key: 'IamInstanceProfileName', label: 'Instance profile' },
  ],
  RDS: [
    newName('DBInstanceIdentifier', 'New DB instance'),
    { key: 'DBInstanceClass', label: 'Instance class' },
    { key: 'DBSubnetGroupName', label: 'Subnet group' },
    { key: 'MultiAZ', label: 'Multi-AZ', values: yesNo },
    { key: 'PubliclyAccessible', label: 'Public', values: yesNo },
  ],
  Aurora: [
    newName('DBClusterIdentifier', 'New DB cluster'),
    { key: 'Engine', label: 'Engine', needed: true, values: ['aurora-mysql', 'aurora-postgresql'] },
    { key: 'DBSubnetGroupName', label: 'Subnet group' },
  ],
  DocumentDB: [newName('DBClusterIdentifier', 'New DB cluster'), fixed('Engine', 'Engine', 'docdb', ['docdb'])],
  Neptune: [newName('DBClusterIdentifier', 'New DB cluster'), fixed('Engine', 'Engine', 'neptune', ['neptune'])],
  DynamoDB: [
    newName('targetTableName', 'New table'),
    { key: 'encryptionType', label: 'Encryption', values: ['Default', 'KMS'] },
  ],
  EFS: [
    fixed('newFileSystem', 'As a new file system', 'true', yesNo),
    // AWS ignores this key for a new file system, but its reference lists it as required.
    { key: 'file-system-id', label: 'Source file system', needed: true },
    { key: 'Encrypted', label: 'Encrypted', values: yesNo, start: { value: 'true' } },
    { key: 'PerformanceMode', label: 'Performance mode', values: ['generalPurpose', 'maxIO'] },
  ],
  S3: [
    fixed('NewBucket', 'As a new bucket', 'true', yesNo),
    newName('DestinationBucketName', 'To bucket'),
    { key: 'Encrypted', label: 'Encrypted', values: yesNo },
  ],
  FSx: [
    { key: 'SubnetIds', label: 'Subnets' },
    { key: 'SecurityGroupIds', label: 'Security groups' },
  ],
  Redshift: [
    fixed('RestoreType', 'Restore type', 'CLUSTER_RESTORE', ['CLUSTER_RESTORE', 'TABLE_RESTORE']),
    newName('ClusterIdentifier', 'New cluster'),
  ],
  'Redshift Serverless': [
    fixed('RestoreType', 'Restore type', 'NAMESPACE_RESTORE', ['NAMESPACE_RESTORE', 'TABLE_RESTORE']),
    typedName('NamespaceIdentifier', 'Into namespace'),
    typedName('Workgroup', 'Workgroup'),
  ],
  'SAP HANA on Amazon EC2': [typedName('aws:backup:TargetDatabaseArn', 'Over database')],
  Timestream: [newName('TableName', 'New table'), typedName('DestinationDatabase', 'In database')],
  CloudFormation: [newName('StackName', 'New stack'), newName('ChangeSetName', 'Change set')],
  EKS: [fixed('newCluster', 'As a new cluster', 'true', yesNo), newName('clusterName', 'Cluster')],
  VirtualMachine: [
    { key: 'RestoreTo', label: 'Restore to', needed: true, start: 'none', values: ['VMware', 'EC2Instance'] },
    { ...typedName('VMName', 'New virtual machine'), only: { key: 'RestoreTo', values: ['VMware'] } },
  ],
  'Storage Gateway': [typedName('gatewayArn', 'To gateway'), newName('targetName', 'New iSCSI target')],
});

/** Names of these types elsewhere in AWS. */
const otherNames = tableOf({
  RedshiftServerless: 'Redshift Serverless',
  'SAP HANA': 'SAP HANA on Amazon EC2',
  StorageGateway: 'Storage Gateway',
});

export const restoreTypeOf = (type: string): string => otherNames[type] ?? type;

export const keysOf = (type: string): readonly RestoreKey[] => restoreKeys[restoreTypeOf(type)] ?? [];

/**
 * AWS spells the same key in several ways:
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-dynamodb.html
 */
export const isSameKey = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export const metadataValue = (metadata: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.entries(metadata).find(([name]) => isSameKey(name, key))?.[1];

/**
 * Keys that AWS returns with a recovery point for information, and that it refuses, ignores or fails on in a restore
 * request.
 */
const informationOnly = tableOf<readonly string[]>({
  EBS: ['volumeId'],
  EC2: ['NetworkInterfaces', 'KeyName', 'VpcId'],
  RDS: ['DBSnapshotIdentifier', 'EngineVersion', 'KmsKeyId', 'Encrypted', 'vpcId'],
  FSx: ['FileSystemId', 'FileSystemType', 'VpcId'],
  DSQL: ['cluster_id', 'backup_size_bytes'],
});

/** Keys that select the target of the restore for some type; in the recovery point's metadata they name the source. */
const choosesTarget = [
  ...Object.values(restoreKeys).flatMap((keys) =>
    keys.flatMap(({ key, start }) => (start === 'free' || start === 'none' ? [key] : [])),
  ),
  'NewBucket',
  'newFileSystem',
  'newCluster',
  'RestoreType',
  'destinationBucketName',
  'CreationToken',
  'TargetDBInstanceIdentifier',
  'DatabaseName',
];

/** The part of a recovery point's metadata that may be sent back without a person having checked it. */
export function replayable(metadata: Readonly<Record<string, string>>, type: string): Readonly<Record<string, string>> {
  const dropped = new Set(
    [...choosesTarget, ...(informationOnly[type] ?? []), ...keysOf(type).map(({ key }) => key)].map((key) =>
      key.toLowerCase(),
    ),
  );
  return Object.fromEntries(
    Object.entries(metadata).filter(
      ([key]) => !dropped.has(key.toLowerCase()) && !/^(InformationalOnly:|aws:backup:)/i.test(key),
    ),
  );
}

/**
 * An unused name that begins with the source's name, as far as known; DB identifiers and buckets are limited to 63
 * characters.
 */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; name !== ''; number += 1) {
    const suffix = number === 1 ? '-restored' : `-restored-${number}`;
    const proposed = `${name.slice(0, 63 - suffix.length)}${suffix}`;
    if (!taken.has(proposed.toLowerCase())) return proposed;
  }
  return '';
}

/** The minimum age in ms of the times to which a continuous recovery point can be restored. */
const lagMs = tableOf<number>({ S3: 15 * 60_000 });
const usualLagMs = 5 * 60_000;

export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** The times to which a continuous recovery point can be restored: as many days as its lifecycle keeps, at most 35. */
export function restoreWindow(
  point: { readonly resourceType: string; readonly createdAt: number; readonly deleteAfterDays?: number },
  now: number,
): TimeWindow {
  const days = Math.min(35, point.deleteAfterDays ?? 35);
  return {
    from: Math.max(point.createdAt, now - days * dayMs),
    to: now - (lagMs[point.resourceType] ?? usualLagMs),
  };
}
