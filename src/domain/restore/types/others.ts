// Types that few accounts have: Timestream, SAP HANA, CloudFormation and Aurora DSQL.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/timestream-restore.html
// https://docs.aws.amazon.com/aws-backup/latest/devguide/saphana-restore.html
// https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-application-stacks.html
// https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-auroradsql.html
import { flag, newName, type RestoreType, typedName } from '../restore-type.ts';

export const timestream: RestoreType = {
  type: 'Timestream',
  makes: 'a table',
  keys: [
    newName('TableName', 'New table', { name: { longest: 256 } }),
    typedName('DestinationDatabase', 'In database'),
    {
      key: 'MemoryStoreRetentionPeriodInHours',
      label: 'Hours in memory',
      format: 'number',
      needed: true,
      hint: 'a lower value than that of the source loses records',
    },
    {
      key: 'MagneticStoreRetentionPeriodInDays',
      label: 'Days on disk',
      format: 'number',
      needed: true,
      hint: 'a lower value than that of the source loses records',
    },
    flag('EnableMagneticStoreWrites', 'Writes to disk'),
  ],
  folded: [
    { key: 'MagneticStoreWriteProperties', format: 'json' },
    { key: 'DatabaseName', start: 'none' },
  ],
  information: [],
  tags: 'no',
  rights: { sentence: 'For an error report the role needs write access to the bucket of the report.' },
  unverified: {
    sentence:
      'Not verified against AWS: the AWS guide names the database DestinationDatabase, its example DatabaseName.',
  },
};

export const sapHana: RestoreType = {
  type: 'SAP HANA on Amazon EC2',
  makes: 'nothing new',
  keys: [
    typedName('aws:backup:TargetDatabaseArn', 'Over database', { hint: 'arn:aws:ssm-sap:…:HANA/…/DB/…' }),
    {
      key: 'RecoveryType',
      label: 'Recovery',
      values: ['FULL_DATA_BACKUP_RECOVERY', 'MOST_RECENT_TIME_RECOVERY', 'POINT_IN_TIME_RECOVERY'],
      needed: true,
      start: { value: 'FULL_DATA_BACKUP_RECOVERY' },
      inTime: 'never',
    },
    {
      key: 'CatalogRestoreOption',
      label: 'Catalog',
      values: ['NO_CATALOG', 'LATEST_CATALOG_FROM_AWS_BACKUP', 'CATALOG_FROM_LOCAL_PATH'],
    },
    {
      key: 'LocalCatalogPath',
      label: 'Path of the catalog',
      needed: true,
      only: { key: 'CatalogRestoreOption', values: ['CATALOG_FROM_LOCAL_PATH'] },
    },
  ],
  folded: [],
  information: [
    'BackupSize',
    'DatabaseName',
    'DatabaseType',
    'HanaBackupEndTime',
    'HanaBackupId',
    'HanaBackupPrefix',
    'HanaBackupStartTime',
    'HanaVersion',
    'IsCompressedBySap',
    'IsEncryptedBySap',
    'SourceDatabaseArn',
    'SystemDatabaseSid',
    'AvailableRestoreBases',
    'EarliestRestorablePitrTimestamp',
    'LatestRestorablePitrTimestamp',
  ],
  inTime: { latest: { RecoveryType: 'MOST_RECENT_TIME_RECOVERY' } },
  tags: 'no',
  withoutRole: true,
  next: {
    sentence:
      'A database other than the source first needs `aws ssm-sap put-resource-permission --action-type RESTORE`.',
  },
  unverified: {
    sentence: 'Not verified against AWS: AWS does not document the key of the time; add it under "More keys".',
    inTime: 'only',
  },
};

export const cloudFormation: RestoreType = {
  type: 'CloudFormation',
  makes: 'a stack with a change set that is not executed',
  keys: [
    newName('StackName', 'New stack', { name: { longest: 128 } }),
    newName('ChangeSetName', 'Change set', { name: { longest: 128 } }),
    { key: 'ChangeSetDescription', label: 'Description', start: 'none' },
    { key: 'StackParameters', label: 'Parameters', format: 'json', hint: 'as JSON' },
  ],
  folded: [],
  information: [],
  tags: 'yes',
  rights: { sentence: 'To copy tags the role needs cloudformation:TagResource.' },
  next: {
    sentence:
      'Review and execute the change set. Databases and volumes are created empty: restore their own recovery points.',
  },
};

export const dsql: RestoreType = {
  type: 'DSQL',
  makes: 'a cluster',
  keys: [
    {
      key: 'regionalConfig',
      label: 'Regions',
      format: 'json',
      start: 'none',
      hint: '[{"region":"us-east-1","isDeletionProtectionEnabled":true,"kmsKeyId":"…"}]; empty: defaults',
    },
    flag('useMultiRegionOrchestration', 'Peered clusters too', { start: { value: 'false' } }),
    {
      key: 'witnessRegion',
      label: 'Witness Region',
      needed: true,
      start: 'none',
      only: { key: 'useMultiRegionOrchestration', values: ['true'] },
    },
    {
      key: 'peerRegion',
      label: 'Peer Regions',
      format: 'list',
      needed: true,
      start: 'none',
      only: { key: 'useMultiRegionOrchestration', values: ['true'] },
      hint: 'the Region must have an identical copy of the recovery point',
    },
  ],
  folded: [],
  information: ['cluster_id', 'backup_size_bytes'],
  tags: 'yes',
  rights: {
    sentence:
      'A cluster in several Regions needs dsql:UpdateCluster, AddPeerCluster and RemovePeerCluster on the role.',
  },
};
