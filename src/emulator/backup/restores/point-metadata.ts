// GetRecoveryPointRestoreMetadata: the resource as it was, with keys that a restore refuses or ignores, and without some
// that it needs. Maps that no page and no user shows in whole are kept short.
import { tableOf } from '../../../lib/text/table.ts';
import { networkOf } from '../../ec2/network.ts';
import { nameInArn } from '../../estate/arn.ts';
import type { SimulatedBackup } from '../../estate/jobs/simulated-backup.ts';
import { createRandom, seedOf } from '../../estate/random.ts';

const json = JSON.stringify;

const networkFor = ({ account, region }: SimulatedBackup) => networkOf(account, region);

/** AWS: a restored EC2 instance's map, as users show it. */
function instance(backup: SimulatedBackup): Record<string, string> {
  const { subnets, groups, vpcId } = networkFor(backup);
  const [subnet] = subnets;
  return {
    CapacityReservationSpecification: json({ CapacityReservationPreference: 'open' }),
    CpuOptions: json({ CoreCount: 1, ThreadsPerCore: 2 }),
    CreditSpecification: json({ CpuCredits: 'standard' }),
    DisableApiTermination: 'false',
    EbsOptimized: 'true',
    HibernationOptions: json({ Configured: false }),
    InstanceInitiatedShutdownBehavior: 'stop',
    InstanceType: 'm7i.large',
    KeyName: 'ops',
    Monitoring: json({ State: 'disabled' }),
    NetworkInterfaces: json([{ NetworkInterfaceId: 'eni-0a1b2c3d', PrivateIpAddress: '10.0.0.7' }]),
    Placement: json({ AvailabilityZone: subnet?.zone, Tenancy: 'default' }),
    SecurityGroupIds: json(groups.slice(0, 1).map(({ id }) => id)),
    SubnetId: subnet?.id ?? '',
    VpcId: vpcId,
  };
}

function database(backup: SimulatedBackup): Record<string, string> {
  const { groups, zones, dbSubnetGroups } = networkFor(backup);
  return {
    DBSnapshotIdentifier: nameInArn(backup.pointArn),
    DBInstanceClass: 'db.r7g.large',
    Engine: 'postgres',
    EngineVersion: '16.3',
    Port: '5432',
    AvailabilityZone: zones[0] ?? '',
    DBSubnetGroupName: dbSubnetGroups[0] ?? '',
    VpcSecurityGroupIds: json(groups.slice(1, 2).map(({ id }) => id)),
    DBParameterGroupName: 'default.postgres16',
    OptionGroupName: 'default:postgres-16',
    DBName: 'app',
    MultiAZ: 'true',
    PubliclyAccessible: 'false',
    KmsKeyId: `arn:aws:kms:${backup.region}:${backup.account}:key/of-the-source`,
    'InformationalOnly:StorageType': 'gp3',
    'InformationalOnly:AllocatedStorage': '100',
  };
}

/** AWS: the sample of a map of Aurora's page. */
function cluster(backup: SimulatedBackup, Engine: string): Record<string, string> {
  const { groups, zones, dbSubnetGroups } = networkFor(backup);
  return {
    EngineVersion: '16.4',
    EngineMode: 'provisioned',
    AvailabilityZones: json(zones),
    Port: '5432',
    DatabaseName: '',
    DBSubnetGroupName: dbSubnetGroups[0] ?? '',
    VpcSecurityGroupIds: json(groups.slice(1, 2).map(({ id }) => id)),
    EnableIAMDatabaseAuthentication: 'false',
    DBClusterParameterGroupName: 'default.aurora-postgresql16',
    CopyTagsToSnapshot: 'true',
    Engine,
    EnableCloudwatchLogsExports: '[]',
  };
}

function fileSystem(backup: SimulatedBackup): Record<string, string> {
  const { subnets, vpcId } = networkFor(backup);
  const { fileSystem: system = 'LUSTRE', arn } = backup.resource;
  const configuration = {
    WINDOWS: ['WindowsConfiguration', { ThroughputCapacity: 32, ActiveDirectoryId: 'd-9067012345' }],
    LUSTRE: ['LustreConfiguration', { PerUnitStorageThroughput: 125 }],
    ONTAP: ['OntapConfiguration', { junctionPath: '/share', sizeInMegabytes: 102_400 }],
    OPENZFS: ['OpenZFSConfiguration', { DeploymentType: 'SINGLE_AZ_1', ThroughputCapacity: 64 }],
  }[system] as [string, object];
  return {
    StorageType: 'SSD',
    StorageCapacity: '1200',
    VpcId: vpcId,
    FileSystemType: system,
    FileSystemId: nameInArn(arn),
    SubnetIds: json(subnets.slice(0, 1).map(({ id }) => id)),
    [configuration[0]]: json(configuration[1]),
  };
}

const maps = tableOf<(backup: SimulatedBackup) => Record<string, string>>({
  EBS: (backup) => ({
    encrypted: 'true',
    volumeId: nameInArn(backup.resource.arn),
    availabilityZone: `${backup.region}a`,
  }),
  EC2: instance,
  RDS: database,
  Aurora: (backup) => cluster(backup, 'aurora-postgresql'),
  DocumentDB: (backup) => cluster(backup, 'docdb'),
  Neptune: (backup) => cluster(backup, 'neptune'),
  DynamoDB: (backup) => ({ originalTableName: backup.resource.name }),
  // AWS: only the file system's id; https://github.com/turbot/steampipe-plugin-aws/issues/2031
  EFS: (backup) => ({ 'file-system-id': nameInArn(backup.resource.arn) }),
  S3: () => ({}),
  FSx: fileSystem,
  DSQL: (backup) => ({ cluster_id: nameInArn(backup.resource.arn), backup_size_bytes: String(backup.sizeBytes) }),
  Redshift: () => ({ NodeType: 'ra3.xlplus', NumberOfNodes: '2', Encrypted: 'true', PubliclyAccessible: 'false' }),
  Timestream: () => ({ MemoryStoreRetentionPeriodInHours: '24', MagneticStoreRetentionPeriodInDays: '365' }),
  'SAP HANA on Amazon EC2': (backup) => ({
    DatabaseName: backup.resource.name,
    DatabaseType: 'TENANT',
    SourceDatabaseArn: backup.resource.arn,
  }),
});

/** AWS: `aws:backup:request-id` is returned for every type. */
export const pointMetadata = (backup: SimulatedBackup): Record<string, string> => ({
  ...maps[backup.resource.type]?.(backup),
  'aws:backup:request-id': createRandom(seedOf('request', backup.id)).uuid(),
});
