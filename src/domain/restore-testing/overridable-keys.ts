// The restore metadata that a restore testing selection may override; AWS infers the rest from the recovery point.
// AWS: https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html

/** How a value is written in the metadata, whose values are all text. */
export type OverrideKind = 'text' | 'number' | 'boolean' | 'json' | 'list';

export interface OverridableKey {
  /** As AWS writes it; it compares keys without case. */
  readonly key: string;
  readonly label: string;
  readonly kind: OverrideKind;
  /** Without it AWS cannot infer the metadata, and each test fails. */
  readonly required?: true;
  /** The key whose value is a JSON object with this member. */
  readonly inside?: string;
  readonly example?: string;
  readonly choices?: readonly string[];
}

/** Types whose resources differ in their metadata, by resource type. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  FSx: ['FSx Lustre', 'FSx ONTAP', 'FSx OpenZFS', 'FSx Windows'],
  RDS: ['RDS instance', 'RDS Multi-AZ cluster'],
};

/** The kinds of resources of a type, which are keys of `overridableKeys`. */
export const kindsOfType = (type: string): readonly string[] => kinds[type] ?? [type];

const text = (key: string, label: string, more: Partial<OverridableKey> = {}): OverridableKey => ({
  key,
  label,
  kind: 'text',
  ...more,
});
const number = (key: string, label: string): OverridableKey => ({ key, label, kind: 'number' });
const toggle = (key: string, label: string): OverridableKey => ({ key, label, kind: 'boolean' });
const list = (key: string, label: string, example: string): OverridableKey => ({ key, label, kind: 'list', example });

const kmsKeyId = text('kmsKeyId', 'KMS key', { example: 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd' });
const securityGroups = list('securityGroupIds', 'Security groups', 'sg-0a1b2c3d');
const vpcSecurityGroups = list('vpcSecurityGroupIds', 'Security groups', 'sg-0a1b2c3d');
const subnets = list('subnetIds', 'Subnets', 'subnet-0a1b2c3d');
const zones = list('availabilityZones', 'Zones', 'eu-west-1a');
const logExports = list('enableCloudwatchLogsExports', 'Log exports', 'error');
const iamLogin = toggle('enableIamDatabaseAuthentication', 'IAM login');
const subnetGroup = text('dbSubnetGroupName', 'Subnet group');
const optionGroup = text('optionGroupName', 'Option group');
const port = number('port', 'Port');
const throughput = number('throughputCapacity', 'Throughput MB/s');

const required = (key: OverridableKey): OverridableKey => ({ ...key, required: true });
const within = (inside: string, key: OverridableKey): OverridableKey => ({ ...key, inside });

const clusterKeys: readonly OverridableKey[] = [
  zones,
  subnetGroup,
  vpcSecurityGroups,
  text('dbClusterParameterGroupName', 'Parameter group'),
  text('databaseName', 'Database'),
  text('engine', 'Engine'),
  text('engineMode', 'Engine mode', { choices: ['provisioned', 'serverless'] }),
  text('engineVersion', 'Engine version'),
  kmsKeyId,
  port,
  optionGroup,
  logExports,
  iamLogin,
  { key: 'scalingConfiguration', label: 'Scaling', kind: 'json', example: '{"MinCapacity":1,"MaxCapacity":4}' },
];

const instanceKeys: readonly OverridableKey[] = [
  text('dbInstanceClass', 'Instance class', { example: 'db.t4g.medium' }),
  zones,
  subnetGroup,
  vpcSecurityGroups,
  text('dbParameterGroupName', 'Parameter group'),
  optionGroup,
  text('dbName', 'Database'),
  toggle('multiAz', 'Multi-AZ'),
  toggle('publiclyAccessible', 'Public'),
  number('allocatedStorage', 'Storage GiB'),
  text('storageType', 'Storage type', { example: 'gp3' }),
  number('iops', 'IOPS'),
  port,
  text('licenseModel', 'License model'),
  text('domain', 'Domain'),
  text('domainIamRoleName', 'Domain role'),
  logExports,
  iamLogin,
  { key: 'processorFeatures', label: 'Processor', kind: 'json', example: '[{"Name":"coreCount","Value":"2"}]' },
];

const ontapKeys: readonly OverridableKey[] = [
  required(text('storageVirtualMachineId', 'Virtual machine', { example: 'svm-0a1b2c3d4e5f6a7b8' })),
  text('junctionPath', 'Junction path', { example: '/restored' }),
  text('ontapVolumeType', 'Volume kind', { choices: ['RW', 'DP'] }),
  text('securityStyle', 'Security style', { choices: ['UNIX', 'NTFS', 'MIXED'] }),
  number('sizeInMegabytes', 'Size MB'),
  toggle('storageEfficiencyEnabled', 'Efficiency'),
  { key: 'tieringPolicy', label: 'Tiering policy', kind: 'json', example: '{"Name":"NONE"}' },
];

/** By kind of resource: `kindsOfType`. The form has a field for each key. */
export const overridableKeys: Readonly<Record<string, readonly OverridableKey[]>> = {
  DynamoDB: [
    text('encryptionType', 'Encryption', { choices: ['Default', 'KMS'] }),
    text('kmsMasterKeyArn', 'KMS key ARN', { example: 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd' }),
  ],
  EBS: [
    text('availabilityZone', 'Zone', { example: 'eu-west-1a' }),
    text('volumeType', 'Volume type', { choices: ['gp2', 'gp3', 'io1', 'io2', 'sc1', 'st1', 'standard'] }),
    number('volumeSize', 'Size GiB'),
    number('iops', 'IOPS'),
    number('throughput', 'Throughput'),
    kmsKeyId,
  ],
  EC2: [
    text('instanceType', 'Instance type', { example: 't3.small' }),
    text('subnetId', 'Subnet', { example: 'subnet-0a1b2c3d' }),
    securityGroups,
    text('iamInstanceProfileName', 'Instance profile', { choices: ['UseBackedUpValue', 'null'] }),
    toggle('requireImdsV2', 'IMDSv2 only'),
  ],
  EFS: [kmsKeyId, text('performanceMode', 'Performance', { choices: ['generalPurpose', 'maxIO'] })],
  'FSx Lustre': [
    required(subnets),
    securityGroups,
    kmsKeyId,
    within('lustreConfiguration', {
      key: 'logConfiguration',
      label: 'Logging',
      kind: 'json',
      example: '{"Level":"DISABLED"}',
    }),
  ],
  'FSx ONTAP': ontapKeys.map((key) => within('ontapConfiguration', key)),
  'FSx OpenZFS': [
    subnets,
    securityGroups,
    kmsKeyId,
    within('openZfsConfiguration', text('deploymentType', 'Deployment', { example: 'SINGLE_AZ_1' })),
    within('openZfsConfiguration', throughput),
    within('openZfsConfiguration', {
      key: 'diskiopsConfiguration',
      label: 'Disk IOPS',
      kind: 'json',
      example: '{"Iops":3000}',
    }),
  ],
  'FSx Windows': [
    required(subnets),
    required(
      within('windowsConfiguration', text('activeDirectoryId', 'Active Directory', { example: 'd-0a1b2c3d4e' })),
    ),
    within('windowsConfiguration', text('preferredSubnetId', 'First subnet', { example: 'subnet-0a1b2c3d' })),
    within('windowsConfiguration', throughput),
    securityGroups,
    kmsKeyId,
  ],
  Aurora: clusterKeys,
  DocumentDB: clusterKeys,
  Neptune: clusterKeys,
  'RDS instance': instanceKeys,
  'RDS Multi-AZ cluster': clusterKeys,
  S3: [
    text('encryptionType', 'Encryption', { choices: ['SSE-S3', 'SSE-KMS'] }),
    text('kmsKey', 'KMS key', { example: 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd' }),
    toggle('restoreACLs', 'Restore ACLs'),
  ],
};

/** Whether AWS cannot infer the metadata of each kind of the type: a test without overrides may fail. */
export const needsOverrides = (type: string): boolean =>
  kindsOfType(type).some((kind) => overridableKeys[kind]?.some((key) => key.required));
