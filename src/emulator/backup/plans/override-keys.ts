// The keys of restore metadata that a restore testing selection may override.
// AWS: https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html
import { invalidParameter } from '../../wire/aws-error.ts';

const clusterKeys = [
  'availabilityZones databaseName dbClusterParameterGroupName dbSubnetGroupName enableCloudwatchLogsExports',
  'enableIamDatabaseAuthentication engine engineMode engineVersion kmsKeyId port optionGroupName scalingConfiguration',
  'vpcSecurityGroupIds',
].join(' ');

const instanceKeys = [
  'allocatedStorage availabilityZones dbInstanceClass dbName dbParameterGroupName dbSubnetGroupName domain',
  'domainIamRoleName enableCloudwatchLogsExports enableIamDatabaseAuthentication iops licenseModel multiAz',
  'optionGroupName port processorFeatures publiclyAccessible storageType vpcSecurityGroupIds',
].join(' ');

const keysOfType: Readonly<Record<string, string>> = {
  Aurora: clusterKeys,
  DocumentDB: clusterKeys,
  DynamoDB: 'encryptionType kmsMasterKeyArn',
  EBS: 'availabilityZone iops kmsKeyId throughput volumeSize volumeType',
  EC2: 'iamInstanceProfileName instanceType requireImdsV2 securityGroupIds subnetId vpcId',
  EFS: 'kmsKeyId performanceMode',
  FSx: [
    'kmsKeyId securityGroupIds subnetIds lustreConfiguration ontapConfiguration openZfsConfiguration windowsConfiguration',
    'junctionPath ontapVolumeType securityStyle sizeInMegabytes storageEfficiencyEnabled storageVirtualMachineId',
    'tieringPolicy',
  ].join(' '),
  Neptune: clusterKeys,
  RDS: `${instanceKeys} ${clusterKeys}`,
  S3: 'encryptionType kmsKey restoreACLs',
};

const isJson =
  /^(availabilityZones|enableCloudwatchLogsExports|processorFeatures|scalingConfiguration|.*Ids|.*Configuration)$/i;

/** AWS does not say when it checks the overrides; keys are compared without case. */
export function checkOverrides(type: string, overrides: Record<string, string> = {}): Record<string, string> {
  const keys = new Set((keysOfType[type] ?? '').toLowerCase().split(' '));
  for (const [key, value] of Object.entries(overrides)) {
    if (!keys.has(key.toLowerCase())) {
      throw invalidParameter(`Invalid restore metadata: ${key} cannot be overridden for resource type ${type}.`);
    }
    if (isJson.test(key) && !parses(value)) throw invalidParameter(`Invalid restore metadata: ${key} is not JSON.`);
  }
  return overrides;
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
