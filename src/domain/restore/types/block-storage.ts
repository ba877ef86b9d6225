// EBS volumes and volumes of Storage Gateway.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-ebs.html
// https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-storage-gateway.html
import { chosen, flag, type Only, type RestoreKey, type RestoreType, typedName } from '../restore-type.ts';

const toVolume: Only = { key: 'target', values: ['volume'] };
const toFiles: Only = { key: 'target', values: ['files'] };
const toGateway: Only = { key: 'target', values: ['gateway'] };

const volumeKeys: readonly RestoreKey[] = [
  {
    key: 'availabilityZone',
    label: 'Availability Zone',
    needed: true,
    offers: 'zones',
    local: true,
    only: toVolume,
  },
  {
    key: 'volumeType',
    label: 'Volume type',
    // No `standard`: AWS Backup does not take it.
    values: ['gp3', 'gp2', 'io2', 'io1', 'st1', 'sc1'],
    only: toVolume,
  },
  flag('encrypted', 'Encrypted', { only: toVolume }),
  { key: 'kmsKeyId', label: 'Key', offers: 'keys', local: true, only: toVolume },
];

const volumeFolded = [
  { key: 'volumeSize', format: 'number', only: toVolume },
  { key: 'iops', format: 'number', only: toVolume },
  { key: 'throughput', format: 'number', only: toVolume },
] as const;

export const ebs: RestoreType = {
  type: 'EBS',
  makes: 'a volume',
  keys: [
    {
      ...chosen('target', 'Restore as', ['volume', 'files']),
      unsent: true,
      hint: 'a new volume, or files in a bucket',
    },
    ...volumeKeys,
    {
      key: 'temporaryRestoreDays',
      label: 'Days out of archive',
      format: 'number',
      hint: '0 to 180; only for an archived recovery point, which also needs volume type and size',
      only: toVolume,
    },
    typedName('restoreType', 'restoreType', { only: toFiles, hint: 'AWS does not document the values' }),
    typedName('destinationBucketName', 'Into bucket', { only: toFiles }),
    typedName('pathsToRestore', 'Paths', { format: 'paths', only: toFiles, hint: '/etc/hosts, /var/www' }),
    { key: 'encryptionType', label: 'Encryption', values: ['SSE-S3', 'SSE-KMS'], start: 'none', only: toFiles },
  ],
  folded: volumeFolded,
  information: ['volumeId'],
  tags: 'new',
  rights: { sentence: 'Files need the policy AWSBackupServiceRolePolicyForItemRestores on the role.', only: toFiles },
  next: { sentence: 'After the restore, attach the volume to an instance.', only: toVolume },
  unverified: {
    sentence: 'Not verified against AWS: files need restoreType, and AWS does not document its value.',
    only: toFiles,
  },
};

export const storageGateway: RestoreType = {
  type: 'Storage Gateway',
  makes: 'a volume',
  keys: [
    { ...chosen('target', 'Restore as', ['gateway', 'volume']), unsent: true, hint: 'on a gateway, or an EBS volume' },
    typedName('gatewayArn', 'To gateway', { only: toGateway }),
    {
      key: 'targetName',
      label: 'New iSCSI target',
      needed: true,
      start: 'free',
      only: toGateway,
    },
    { key: 'diskId', label: 'Disk', start: 'none', only: toGateway, hint: 'needed on a gateway with stored volumes' },
    {
      key: 'volumeSizeInBytes',
      label: 'Size in bytes',
      format: 'number',
      start: 'none',
      only: toGateway,
      hint: 'on a gateway with cached volumes at least the size of the source',
    },
    ...volumeKeys,
  ],
  folded: [
    { key: 'gatewayType', values: ['BACKUP_VM'], only: toGateway },
    { key: 'kmsKey', only: toGateway, local: true },
    ...volumeFolded,
  ],
  information: ['volumeId'],
  tags: 'yes',
};
