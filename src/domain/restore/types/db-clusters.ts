// Clusters of Aurora, Amazon DocumentDB and Neptune: their pages list the same keys.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-aur.html
// https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-docdb.html
// https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-nep.html
import { folded, newName, type RestoreKey, type RestoreType } from '../restore-type.ts';

const engine = (values: readonly string[], start?: RestoreKey['start']): RestoreKey => ({
  key: 'engine',
  label: 'Engine',
  needed: true,
  values,
  ...(start ? { start } : {}),
});

/** Metadata of a cluster, without its engine. */
function cluster(type: string, asked: RestoreKey): RestoreType {
  return {
    type,
    makes: 'a DB cluster',
    keys: [
      newName('dbClusterIdentifier', 'New DB cluster'),
      asked,
      { key: 'dbSubnetGroupName', label: 'Subnet group', offers: 'db-subnet-groups', local: true },
      { key: 'vpcSecurityGroupIds', label: 'Security groups', format: 'list', offers: 'security-groups', local: true },
      { key: 'kmsKeyId', label: 'Key', offers: 'keys', local: true },
    ],
    folded: [
      { key: 'availabilityZones', format: 'json', local: true, inTime: 'never' },
      { key: 'databaseName', inTime: 'never' },
      { key: 'dbClusterParameterGroupName', local: true },
      { key: 'optionGroupName', local: true },
      ...folded('text', 'engineMode engineVersion'),
      ...folded('number', 'backtrackWindow port'),
      ...folded('boolean', 'copyTagsToSnapshot enableIAMDatabaseAuthentication'),
      ...folded('json', 'enableCloudwatchLogsExports scalingConfiguration'),
    ],
    information: [],
    tags: 'yes',
    next: {
      sentence: 'The restored cluster has no instances: create one with rds create-db-instance to connect.',
    },
  };
}

export const aurora: RestoreType = {
  ...cluster('Aurora', engine(['aurora-postgresql', 'aurora-mysql'])),
  inTime: { time: 'restoreToTime', latest: { UseLatestRestorableTime: 'true' } },
};

export const documentDb = cluster('DocumentDB', engine(['docdb'], { value: 'docdb' }));

export const neptune = cluster('Neptune', engine(['neptune'], { value: 'neptune' }));
