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
      hint: 'less than the source has loses records',
    },
    {
      key: 'MagneticStoreRetentionPeriodInDays',
      label: 'Days on disk',
      format: 'number',
      needed: true,
      hint: 'less than the source has loses records',
    },
    flag('EnableMagneticStoreWrites', 'Writes to disk'),
  ],
  folded: [
    { key: 'MagneticStoreWriteProperties', format: 'json' },
    { key: 'DatabaseName', start: 'none' },
  ],
  information: [],
  tags: 'no',
  rights: { sentence: 'For an error report the role needs to write to its bucket.' },
  unverified: {
    sentence: 'Not verified against AWS: its guide names the database DestinationDatabase, its sample DatabaseName.',
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
      'Another database than the source needs `aws ssm-sap put-resource-permission --action-type RESTORE` before.',
  },
  unverified: {
    sentence: 'Not verified against AWS: the key of the time is not published; add it under "More keys" for a time.',
    inTime: 'only',
  },
};

export const cloudFormation: RestoreType = {
  type: 'CloudFormation',
  makes: 'a stack with a change set that is not carried out',
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
      'Look at the change set and carry it out. Databases and volumes come out empty: restore their own points.',
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
      hint: 'an identical copy of the point must lie there',
    },
  ],
  folded: [],
  information: ['cluster_id', 'backup_size_bytes'],
  tags: 'yes',
  rights: { sentence: 'Several Regions need dsql:UpdateCluster, AddPeerCluster and RemovePeerCluster on the role.' },
};
