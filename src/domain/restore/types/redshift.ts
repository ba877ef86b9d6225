// https://docs.aws.amazon.com/aws-backup/latest/devguide/redshift-restores.html
// https://docs.aws.amazon.com/aws-backup/latest/devguide/redshift-serverless-restore.html
import {
  chosen,
  flag,
  folded,
  newName,
  type Only,
  type RestoreKey,
  type RestoreType,
  typedName,
} from '../restore-type.ts';

const whole: Only = { key: 'RestoreType', values: ['CLUSTER_RESTORE', 'NAMESPACE_RESTORE'] };
const table: Only = { key: 'RestoreType', values: ['TABLE_RESTORE'] };

/** Members of Redshift's own call; the page of AWS Backup does not list them. */
const tableKeys: readonly RestoreKey[] = [
  ['SourceDatabaseName', 'Source database'],
  ['SourceSchemaName', 'Source schema'],
  ['SourceTableName', 'Source table'],
  ['TargetDatabaseName', 'Target database'],
  ['TargetSchemaName', 'Target schema'],
  ['NewTableName', 'New table'],
].map(([key = '', label = '']) => typedName(key, label, { only: table }));

const unverified = {
  sentence: 'Not verified against AWS: the keys of a table are those of the Redshift API.',
  only: table,
};

export const redshift: RestoreType = {
  type: 'Redshift',
  makes: 'a cluster',
  keys: [
    chosen('RestoreType', 'Restore type', ['CLUSTER_RESTORE', 'TABLE_RESTORE']),
    newName('ClusterIdentifier', 'New cluster', { only: whole }),
    typedName('ClusterIdentifier', 'Into cluster', { id: 'into-cluster', only: table }),
    ...tableKeys,
    { key: 'NodeType', label: 'Node type', only: whole },
    { key: 'NumberOfNodes', label: 'Nodes', format: 'number', only: whole },
    { key: 'ClusterSubnetGroupName', label: 'Subnet group', local: true, only: whole },
    {
      key: 'VpcSecurityGroupIds',
      label: 'Security groups',
      format: 'list',
      offers: 'security-groups',
      local: true,
      only: whole,
    },
    flag('PubliclyAccessible', 'Public', { only: whole }),
    flag('ManageMasterPassword', 'Managed password', {
      only: whole,
      hint: 'must be true if the password of the source is managed',
    }),
  ],
  folded: [
    ...folded(
      'text',
      'AvailabilityZone ClusterParameterGroupName DefaultIamRoleArn PreferredMaintenanceWindow MaintenanceTrackName SnapshotScheduleIdentifier MasterPasswordSecretKmsKeyId AquaConfigurationStatus HsmClientCertificateIdentifier HsmConfigurationIdentifier AdditionalInfo KmsKeyId',
    ).map((key) => ({ ...key, local: true as const, only: whole })),
    ...['ElasticIp', 'OwnerAccount', 'ReservedNodeId', 'TargetReservedNodeOfferingId', 'SnapshotClusterIdentifier'].map(
      (key) => ({ key, start: 'none' as const, only: whole }),
    ),
    ...folded('number', 'Port AutomatedSnapshotRetentionPeriod ManualSnapshotRetentionPeriod').map((key) => ({
      ...key,
      only: whole,
    })),
    ...folded('boolean', 'Encrypted EnhancedVpcRouting AllowVersionUpgrade AvailabilityZoneRelocation').map((key) => ({
      ...key,
      only: whole,
    })),
    ...folded('json', 'ClusterSecurityGroups IamRoles').map((key) => ({ ...key, local: true as const, only: whole })),
    { key: 'EnableCaseSensitiveIdentifier', format: 'boolean', start: 'none', only: table },
  ],
  information: [],
  // Redshift copies the tags always.
  tags: 'yes',
  unverified,
};

export const redshiftServerless: RestoreType = {
  type: 'Redshift Serverless',
  makes: 'nothing new',
  keys: [
    chosen('RestoreType', 'Restore type', ['NAMESPACE_RESTORE', 'TABLE_RESTORE']),
    typedName('NamespaceIdentifier', 'Into namespace', { hint: 'an existing one' }),
    typedName('Workgroup', 'Workgroup'),
    ...tableKeys,
  ],
  folded: [{ key: 'EnableCaseSensitiveIdentifier', format: 'boolean', start: 'none', only: table }],
  information: [],
  tags: 'yes',
  rights: { sentence: 'The role needs redshift-serverless:RestoreFromSnapshot, which the AWS managed policy lacks.' },
  unverified,
};
