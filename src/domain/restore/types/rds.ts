// DB instances of Amazon RDS.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-rds.html
// https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html
import { flag, folded, newName, type RestoreType } from '../restore-type.ts';

export const rds: RestoreType = {
  type: 'RDS',
  makes: 'a DB instance',
  keys: [
    newName('DBInstanceIdentifier', 'New DB instance'),
    { key: 'Engine', label: 'Engine', needed: true, inTime: 'only' },
    { key: 'DBInstanceClass', label: 'Instance class' },
    { key: 'DBSubnetGroupName', label: 'Subnet group', offers: 'db-subnet-groups', local: true },
    { key: 'VpcSecurityGroupIds', label: 'Security groups', format: 'list', offers: 'security-groups', local: true },
    flag('MultiAZ', 'Multi-AZ'),
    {
      key: 'AvailabilityZone',
      label: 'Availability Zone',
      offers: 'zones',
      local: true,
      only: { key: 'MultiAZ', values: ['false', ''] },
    },
    flag('PubliclyAccessible', 'Public'),
    { key: 'StorageType', label: 'Storage type' },
    { key: 'Iops', label: 'IOPS', format: 'number' },
    { key: 'StorageThroughput', label: 'Storage throughput', format: 'number' },
    { key: 'AllocatedStorage', label: 'Storage in GiB', format: 'number' },
  ],
  folded: [
    { key: 'Engine', inTime: 'never' },
    ...folded('number', 'Port'),
    ...folded('text', 'LicenseModel DBName NetworkType'),
    ...['DBParameterGroupName', 'OptionGroupName', 'Domain', 'DomainIAMRoleName'].map((key) => ({
      key,
      local: true as const,
    })),
    ...folded(
      'boolean',
      'AutoMinorVersionUpgrade CopyTagsToSnapshot DeletionProtection EnableIAMDatabaseAuthentication UseDefaultProcessorFeatures',
    ),
    ...folded('json', 'EnableCloudwatchLogsExports ProcessorFeatures'),
    { key: 'TdeCredentialArn', start: 'none' },
    { key: 'TdeCredentialPassword', start: 'none' },
  ],
  // With DBSnapshotIdentifier the job fails after seconds.
  information: ['DBSnapshotIdentifier', 'EngineVersion', 'KmsKeyId', 'Encrypted', 'vpcId'],
  inTime: { time: 'RestoreTime', latest: { UseLatestRestorableTime: 'true' } },
  tags: 'yes',
  rights: {
    sentence: 'A restore to a point in time needs rds:RestoreDBInstanceToPointInTime on the role.',
    inTime: 'only',
  },
};
