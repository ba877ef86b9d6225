// The four file systems of Amazon FSx: FileSystemType in a point's metadata tells which one it is.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-fsx.html
import { type FoldedKey, folded, newName, type RestoreKey, type RestoreType, typedName } from '../restore-type.ts';

const placed: readonly RestoreKey[] = [
  { key: 'SubnetIds', label: 'Subnets', format: 'list', needed: true, offers: 'subnets', local: true },
  { key: 'SecurityGroupIds', label: 'Security groups', format: 'list', offers: 'security-groups', local: true },
  { key: 'KmsKeyId', label: 'Key', offers: 'keys', local: true },
];

const ofAll: readonly FoldedKey[] = [
  ...folded('number', 'StorageCapacity AutomaticBackupRetentionDays'),
  ...folded('text', 'StorageType DeploymentType WeeklyMaintenanceStartTime DailyAutomaticBackupStartTime'),
  ...folded('boolean', 'CopyTagsToBackups'),
];

const base = { information: ['FileSystemId', 'FileSystemType', 'VpcId'], tags: 'yes' } as const;

const windows: RestoreType = {
  ...base,
  type: 'FSx Windows',
  makes: 'a file system',
  keys: [
    ...placed,
    {
      key: 'ActiveDirectoryId',
      label: 'Active Directory',
      inside: 'WindowsConfiguration',
      hint: 'd-…; for a self-managed one SelfManagedActiveDirectoryConfiguration in WindowsConfiguration below',
    },
    {
      key: 'ThroughputCapacity',
      label: 'Throughput in MB/s',
      format: 'number',
      needed: true,
      inside: 'WindowsConfiguration',
    },
    { key: 'PreferredSubnetId', label: 'Preferred subnet', local: true, inside: 'WindowsConfiguration' },
  ],
  folded: [...ofAll, ...folded('json', 'WindowsConfiguration')],
  rights: { sentence: 'The role needs ds:DescribeDirectories.' },
};

const lustre: RestoreType = {
  ...base,
  type: 'FSx Lustre',
  makes: 'a file system',
  keys: placed,
  folded: [...ofAll, ...folded('json', 'LustreConfiguration')],
};

const ontap: RestoreType = {
  ...base,
  type: 'FSx ONTAP',
  makes: 'a volume',
  keys: [
    newName('Name', 'New volume', { name: { longest: 203, joint: '_' }, hint: 'letters, digits and _' }),
    typedName('storageVirtualMachineId', 'Into SVM', { inside: 'OntapConfiguration' }),
    { key: 'junctionPath', label: 'Junction path', inside: 'OntapConfiguration', start: 'none', hint: '/restored' },
    {
      key: 'sizeInMegabytes',
      label: 'Size in MB',
      format: 'number',
      inside: 'OntapConfiguration',
    },
  ],
  folded: folded('json', 'OntapConfiguration'),
};

const openZfs: RestoreType = {
  ...base,
  type: 'FSx OpenZFS',
  makes: 'a file system',
  keys: placed,
  folded: [...ofAll, ...folded('json', 'OpenZFSConfiguration')],
};

/** A point whose metadata does not tell its file system. */
const unknownSystem: RestoreType = {
  ...base,
  type: 'FSx',
  makes: 'a file system',
  keys: placed.map(({ needed: _, ...key }) => key),
  folded: [
    ...ofAll,
    { key: 'Name', start: 'none' },
    ...folded('json', 'WindowsConfiguration LustreConfiguration OpenZFSConfiguration'),
    { key: 'OntapConfiguration', format: 'json', start: 'none' },
  ],
  unverified: {
    sentence:
      'AWS does not return the type of the FSx file system: Windows, Lustre and OpenZFS need SubnetIds, ONTAP needs Name and OntapConfiguration.',
  },
};

export const fsxTypes: readonly RestoreType[] = [windows, lustre, ontap, openZfs, unknownSystem];
