// The metadata that a selection of a restore testing plan may replace, the metadata that it must give, and how many
// restore tests of a type run at once.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html
import { tableOf } from '../../../lib/text/table.ts';
import type { FsxFileSystem } from '../spec.ts';

const cluster =
  'availabilityZones databaseName dbClusterParameterGroupName dbSubnetGroupName enableCloudwatchLogsExports enableIamDatabaseAuthentication engine engineMode engineVersion kmsKeyId port optionGroupName scalingConfiguration vpcSecurityGroupIds';

const overridable = tableOf<string>({
  Aurora: cluster,
  DocumentDB: cluster,
  Neptune: cluster,
  DynamoDB: 'encryptionType kmsMasterKeyArn',
  EBS: 'availabilityZone iops kmsKeyId throughput volumeSize volumeType',
  // AWS: an older text also has vpcId.
  EC2: 'iamInstanceProfileName instanceType requireImdsV2 securityGroupIds subnetId vpcId',
  EFS: 'kmsKeyId performanceMode',
  FSx: 'kmsKeyId lustreConfiguration openZfsConfiguration windowsConfiguration ontapConfiguration securityGroupIds subnetIds junctionPath ontapVolumeType securityStyle sizeInMegabytes storageEfficiencyEnabled storageVirtualMachineId tieringPolicy',
  // A Multi-AZ cluster of RDS has the keys of a cluster.
  RDS: `allocatedStorage availabilityZones dbInstanceClass dbName dbParameterGroupName dbSubnetGroupName domain domainIamRoleName enableCloudwatchLogsExports enableIamDatabaseAuthentication iops licenseModel multiAz optionGroupName port processorFeatures publiclyAccessible storageType vpcSecurityGroupIds ${cluster}`,
  S3: 'encryptionType kmsKey restoreACLs',
});

const folded = (names: string): string[] => names.toLowerCase().split(' ');

/** An override that AWS does not take, in any spelling. */
export function wrongOverride(type: string, overrides: Readonly<Record<string, string>>): string | undefined {
  const allowed = folded(overridable[type] ?? '');
  return Object.keys(overrides).find((key) => !allowed.includes(key.toLowerCase().split('.')[0] ?? ''));
}

/** AWS marks them as needed; OpenZFS has defaults. */
const needed: Readonly<Record<FsxFileSystem, string>> = {
  LUSTRE: 'subnetIds',
  ONTAP: 'storageVirtualMachineId',
  OPENZFS: '',
  WINDOWS: 'subnetIds',
};

/** The override without which a test of the file system fails. */
export function missingOverride(
  { type, fileSystem = 'LUSTRE' }: { readonly type: string; readonly fileSystem?: FsxFileSystem },
  overrides: Readonly<Record<string, string>> = {},
): string | undefined {
  const key = type === 'FSx' ? needed[fileSystem] : '';
  const given = Object.keys(overrides).map((name) => name.toLowerCase());
  return key === '' || given.includes(key.toLowerCase()) ? undefined : key;
}

const tests = tableOf<number>({ EBS: 100, EC2: 100, EFS: 30, S3: 30 });

/** AWS: 40 for the types of databases and FSx. Tests beyond that do not start within the start window. */
export const testsAtOnce = (type: string): number => tests[type] ?? 40;
