// What a restore of each type can be told. AWS takes more: whatever a point brings along may be changed too.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-a-backup.html

import { dayMs } from '../../lib/duration.ts';
import { tableOf } from '../../lib/text/table.ts';

export interface RestoreKey {
  readonly key: string;
  readonly label: string;
  readonly needed?: true;
  /** Allowed values, where there are few. */
  readonly values?: readonly string[];
  /**
   * What is proposed; absent: what the point's metadata says, which is the resource as it was. A key that decides what the
   * restore writes into never takes that: `free` is a name derived from the source's that is not taken, `none` is nothing.
   */
  readonly start?: { readonly value: string } | 'free' | 'none';
  /** Only for these values of another key. */
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
    // AWS ignores it for a new file system, and its reference has it among the required keys.
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

/** How these types are called elsewhere in AWS. */
const otherNames = tableOf({
  RedshiftServerless: 'Redshift Serverless',
  'SAP HANA': 'SAP HANA on Amazon EC2',
  StorageGateway: 'Storage Gateway',
});

export const restoreTypeOf = (type: string): string => otherNames[type] ?? type;

export const keysOf = (type: string): readonly RestoreKey[] => restoreKeys[restoreTypeOf(type)] ?? [];

/** AWS writes the same key in more than one way: https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-dynamodb.html */
export const isSameKey = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export const metadataValue = (metadata: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.entries(metadata).find(([name]) => isSameKey(name, key))?.[1];

/** What AWS gives with a point for information, and refuses, ignores or fails on when it comes back. */
const informationOnly = tableOf<readonly string[]>({
  EBS: ['volumeId'],
  EC2: ['NetworkInterfaces', 'KeyName', 'VpcId'],
  RDS: ['DBSnapshotIdentifier', 'EngineVersion', 'KmsKeyId', 'Encrypted', 'vpcId'],
  FSx: ['FileSystemId', 'FileSystemType', 'VpcId'],
  DSQL: ['cluster_id', 'backup_size_bytes'],
});

/** Keys by which some type chooses what it writes into; in the point's own metadata they name the source. */
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

/** Of a point's own metadata, what may be sent back without a person having looked at it. */
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

/** A name beside the source's that nothing bears yet, as far as is known; DB identifiers and buckets take 63 characters. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; name !== ''; number += 1) {
    const suffix = number === 1 ? '-restored' : `-restored-${number}`;
    const proposed = `${name.slice(0, 63 - suffix.length)}${suffix}`;
    if (!taken.has(proposed.toLowerCase())) return proposed;
  }
  return '';
}

/** How far behind now a continuous point can be restored to; ms. */
const lagMs = tableOf<number>({ S3: 15 * 60_000 });
const usualLagMs = 5 * 60_000;

export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** Times a continuous point can be restored to: it keeps as many days as its lifecycle says, 35 at most. */
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
