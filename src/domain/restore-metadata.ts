// What a restore of each type can be told. AWS takes more: whatever a point brings along may be changed too.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-a-backup.html
import { dayMs } from '../lib/duration.ts';

export interface RestoreKey {
  readonly key: string;
  readonly label: string;
  readonly needed?: true;
  /** Allowed values, where there are few. */
  readonly values?: readonly string[];
}

const yesNo = ['true', 'false'] as const;

export const restoreKeys: Readonly<Record<string, readonly RestoreKey[]>> = {
  EBS: [
    { key: 'availabilityZone', label: 'Availability Zone', needed: true },
    { key: 'encrypted', label: 'Encrypted', values: yesNo },
    { key: 'volumeType', label: 'Volume type', values: ['gp3', 'gp2', 'io2', 'io1', 'st1', 'sc1', 'standard'] },
    { key: 'kmsKeyId', label: 'Key' },
  ],
  EC2: [
    { key: 'InstanceType', label: 'Instance type' },
    { key: 'SubnetId', label: 'Subnet' },
    { key: 'SecurityGroupIds', label: 'Security groups' },
    { key: 'IamInstanceProfileName', label: 'Instance profile' },
  ],
  RDS: [
    { key: 'DBInstanceIdentifier', label: 'New DB instance', needed: true },
    { key: 'DBInstanceClass', label: 'Instance class' },
    { key: 'DBSubnetGroupName', label: 'Subnet group' },
    { key: 'MultiAZ', label: 'Multi-AZ', values: yesNo },
    { key: 'PubliclyAccessible', label: 'Public', values: yesNo },
  ],
  Aurora: [
    { key: 'DBClusterIdentifier', label: 'New DB cluster', needed: true },
    { key: 'Engine', label: 'Engine', needed: true, values: ['aurora-mysql', 'aurora-postgresql'] },
    { key: 'DBSubnetGroupName', label: 'Subnet group' },
  ],
  DocumentDB: [{ key: 'DBClusterIdentifier', label: 'New DB cluster', needed: true }],
  Neptune: [{ key: 'DBClusterIdentifier', label: 'New DB cluster', needed: true }],
  DynamoDB: [
    { key: 'targetTableName', label: 'New table', needed: true },
    { key: 'encryptionType', label: 'Encryption', values: ['Default', 'KMS'] },
  ],
  EFS: [
    { key: 'file-system-id', label: 'File system', needed: true },
    { key: 'newFileSystem', label: 'As a new file system', needed: true, values: yesNo },
    { key: 'Encrypted', label: 'Encrypted', values: yesNo },
    { key: 'PerformanceMode', label: 'Performance mode', values: ['generalPurpose', 'maxIO'] },
  ],
  S3: [
    { key: 'DestinationBucketName', label: 'To bucket', needed: true },
    { key: 'NewBucket', label: 'As a new bucket', values: yesNo },
    { key: 'Encrypted', label: 'Encrypted', values: yesNo },
  ],
  FSx: [
    { key: 'SubnetIds', label: 'Subnets' },
    { key: 'SecurityGroupIds', label: 'Security groups' },
  ],
};

/** How far behind now a continuous point can be restored to; ms. */
const lagMs: Readonly<Record<string, number>> = { S3: 15 * 60_000 };
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
