// The keys that StartRestoreJob takes, by type.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-a-backup.html and the page of each type
import { inMetadata, isOn, memberOf, type RestoreMetadata } from './metadata.ts';

export interface TakenKeys {
  /** Names of missing keys; a key inside a JSON object as 'Holder.member'. */
  missing(metadata: RestoreMetadata): readonly string[];
  texts: string;
  json?: string;
  booleans?: string;
  values?: Readonly<Record<string, readonly string[]>>;
  /** Returned with a point and ignored in a request; keys that AWS refuses are not among them. */
  ignored?: string;
}

const lacking = (metadata: RestoreMetadata, ...keys: readonly string[]): string[] =>
  keys.filter((key) => {
    const [holder = '', member] = key.split('.');
    return !(member === undefined ? inMetadata(metadata, holder) : memberOf(metadata, holder, member));
  });

const need =
  (...keys: readonly string[]) =>
  (metadata: RestoreMetadata) =>
    lacking(metadata, ...keys);

const cluster: TakenKeys = {
  missing: need('dbClusterIdentifier', 'engine'),
  texts:
    'dbClusterIdentifier engine engineMode engineVersion backtrackWindow databaseName dbClusterParameterGroupName dbSubnetGroupName kmsKeyId optionGroupName port',
  json: 'availabilityZones enableCloudwatchLogsExports scalingConfiguration vpcSecurityGroupIds',
  booleans: 'copyTagsToSnapshot enableIAMDatabaseAuthentication',
};

const volumeTexts = 'availabilityZone volumeType volumeSize iops throughput kmsKeyId';
const volumeTypes = ['gp2', 'gp3', 'io1', 'io2', 'st1', 'sc1'];

const placed = (holder: string, ...needed: readonly string[]): TakenKeys => ({
  missing: need(...needed),
  texts:
    'StorageCapacity StorageType KmsKeyId DeploymentType WeeklyMaintenanceStartTime DailyAutomaticBackupStartTime AutomaticBackupRetentionDays',
  json: `SubnetIds SecurityGroupIds ${holder}`,
  booleans: 'CopyTagsToBackups',
  ignored: 'FileSystemId FileSystemType VpcId',
});

const tableTexts =
  'SourceDatabaseName SourceSchemaName SourceTableName TargetDatabaseName TargetSchemaName NewTableName EnableCaseSensitiveIdentifier';

export const restoreKeys: Readonly<Record<string, TakenKeys>> = {
  EBS: {
    missing: (metadata) =>
      inMetadata(metadata, 'restoreType') || inMetadata(metadata, 'destinationBucketName')
        ? lacking(metadata, 'restoreType', 'destinationBucketName', 'pathsToRestore')
        : lacking(metadata, 'availabilityZone'),
    texts: `${volumeTexts} temporaryRestoreDays restoreType destinationBucketName gatewayArn targetName diskId`,
    json: 'pathsToRestore',
    booleans: 'encrypted',
    values: { volumeType: volumeTypes, encryptionType: ['SSE-S3', 'SSE-KMS'] },
    ignored: 'volumeId',
  },
  EC2: {
    missing: () => [],
    texts:
      'InstanceType SubnetId IamInstanceProfileName Architecture VirtualizationType Platform RootDeviceType RamdiskId KernelId UserData InstanceInitiatedShutdownBehavior',
    json: 'SecurityGroupIds BlockDeviceMappings NetworkInterfaces Placement CpuOptions CreditSpecification CapacityReservationSpecification InstanceMarketOptions LicenseSpecifications HibernationOptions ElasticGpuSpecification Monitoring',
    booleans: 'RequireIMDSv2 EnaSupport EbsOptimized DisableApiTermination',
    ignored: 'KeyName VpcId',
  },
  RDS: {
    missing: need('DBInstanceIdentifier'),
    texts:
      'DBInstanceIdentifier DBInstanceClass DBSubnetGroupName AvailabilityZone StorageType Iops StorageThroughput AllocatedStorage Port DBParameterGroupName OptionGroupName LicenseModel DBName Engine NetworkType Domain DomainIAMRoleName TdeCredentialArn TdeCredentialPassword RestoreTime',
    json: 'VpcSecurityGroupIds EnableCloudwatchLogsExports ProcessorFeatures',
    booleans:
      'MultiAZ PubliclyAccessible AutoMinorVersionUpgrade CopyTagsToSnapshot DeletionProtection EnableIAMDatabaseAuthentication UseDefaultProcessorFeatures UseLatestRestorableTime Encrypted',
    // With DBSnapshotIdentifier the job fails later.
    ignored: 'DBSnapshotIdentifier EngineVersion KmsKeyId vpcId',
  },
  Aurora: {
    ...cluster,
    texts: `${cluster.texts} restoreToTime`,
    booleans: `${cluster.booleans} UseLatestRestorableTime`,
  },
  DocumentDB: { ...cluster, values: { engine: ['docdb'] } },
  Neptune: { ...cluster, values: { engine: ['neptune'] } },
  DSQL: {
    missing: (metadata) =>
      isOn(metadata, 'useMultiRegionOrchestration') ? lacking(metadata, 'witnessRegion', 'peerRegion') : [],
    texts: 'witnessRegion',
    json: 'regionalConfig peerRegion',
    booleans: 'useMultiRegionOrchestration',
  },
  DynamoDB: {
    missing: need('targetTableName'),
    texts: 'targetTableName kmsMasterKeyArn',
    values: { encryptionType: ['Default', 'KMS'] },
    ignored: 'originalTableName',
  },
  EFS: {
    // The source's id is required only for a restore into the source.
    missing: (metadata) =>
      isOn(metadata, 'newFileSystem')
        ? lacking(metadata, 'Encrypted', 'CreationToken')
        : lacking(metadata, 'file-system-id'),
    texts: 'file-system-id CreationToken KmsKeyId availabilityZoneName',
    json: 'ItemsToRestore',
    booleans: 'newFileSystem Encrypted singleAzFilesystem',
    values: { PerformanceMode: ['generalPurpose', 'maxIO'] },
  },
  S3: {
    missing: (metadata) => [
      ...lacking(metadata, 'DestinationBucketName'),
      ...(inMetadata(metadata, 'EncryptionType') === 'SSE-KMS' ? lacking(metadata, 'KMSKey') : []),
    ],
    texts: 'DestinationBucketName RestoreTime KMSKey RestoreLatestVersionsUpTo CreationToken',
    json: 'ItemsToRestore',
    booleans: 'RestoreACLs NewBucket Encrypted',
    values: { EncryptionType: ['original', 'SSE-S3', 'SSE-KMS'] },
  },
  'FSx WINDOWS': placed('WindowsConfiguration', 'SubnetIds', 'WindowsConfiguration.ThroughputCapacity'),
  'FSx LUSTRE': placed('LustreConfiguration', 'SubnetIds'),
  'FSx OPENZFS': placed('OpenZFSConfiguration', 'SubnetIds'),
  'FSx ONTAP': {
    ...placed('OntapConfiguration', 'Name', 'OntapConfiguration.storageVirtualMachineId'),
    texts: 'Name StorageCapacity StorageType KmsKeyId',
  },
  Redshift: {
    missing: (metadata) => [
      ...lacking(metadata, 'RestoreType', 'ClusterIdentifier'),
      ...(inMetadata(metadata, 'RestoreType') === 'TABLE_RESTORE'
        ? lacking(metadata, 'SourceTableName', 'NewTableName')
        : []),
    ],
    texts: `ClusterIdentifier NodeType NumberOfNodes Port AvailabilityZone ClusterSubnetGroupName ClusterParameterGroupName DefaultIamRoleArn KmsKeyId AutomatedSnapshotRetentionPeriod ManualSnapshotRetentionPeriod PreferredMaintenanceWindow MaintenanceTrackName SnapshotScheduleIdentifier MasterPasswordSecretKmsKeyId AquaConfigurationStatus ElasticIp HsmClientCertificateIdentifier HsmConfigurationIdentifier AdditionalInfo OwnerAccount ReservedNodeId TargetReservedNodeOfferingId SnapshotClusterIdentifier ${tableTexts}`,
    json: 'VpcSecurityGroupIds ClusterSecurityGroups IamRoles',
    booleans:
      'PubliclyAccessible Encrypted EnhancedVpcRouting AllowVersionUpgrade ManageMasterPassword AvailabilityZoneRelocation',
    values: { RestoreType: ['CLUSTER_RESTORE', 'TABLE_RESTORE'] },
  },
  'Redshift Serverless': {
    missing: (metadata) => [
      ...lacking(metadata, 'RestoreType', 'NamespaceIdentifier'),
      ...(inMetadata(metadata, 'RestoreType') === 'TABLE_RESTORE'
        ? lacking(metadata, 'SourceTableName', 'NewTableName')
        : lacking(metadata, 'Workgroup')),
    ],
    texts: `NamespaceIdentifier Workgroup ${tableTexts}`,
    values: { RestoreType: ['NAMESPACE_RESTORE', 'TABLE_RESTORE'] },
  },
  'Storage Gateway': {
    missing: (metadata) =>
      inMetadata(metadata, 'gatewayArn') ? lacking(metadata, 'targetName') : lacking(metadata, 'availabilityZone'),
    texts: `gatewayArn targetName diskId volumeSizeInBytes kmsKey ${volumeTexts}`,
    booleans: 'encrypted',
    values: { gatewayType: ['BACKUP_VM'], volumeType: volumeTypes },
    ignored: 'volumeId',
  },
  Timestream: {
    missing: (metadata) => [
      ...lacking(metadata, 'TableName', 'MemoryStoreRetentionPeriodInHours', 'MagneticStoreRetentionPeriodInDays'),
      // The guide writes DestinationDatabase, its sample DatabaseName.
      ...(inMetadata(metadata, 'DatabaseName') ? [] : lacking(metadata, 'DestinationDatabase')),
    ],
    texts:
      'TableName DestinationDatabase DatabaseName MemoryStoreRetentionPeriodInHours MagneticStoreRetentionPeriodInDays',
    json: 'MagneticStoreWriteProperties',
    booleans: 'EnableMagneticStoreWrites',
  },
  VirtualMachine: {
    missing: (metadata) =>
      inMetadata(metadata, 'RestoreTo') === 'VMware'
        ? lacking(metadata, 'HypervisorArn', 'VMName', 'VMPath', 'ComputeResourceName', 'VMDatastore')
        : lacking(metadata, 'RestoreTo'),
    texts:
      'RestoreTo HypervisorArn VMName VMPath ComputeResourceName VMDatastore vmId InstanceType SubnetId VpcId IamInstanceProfileName KmsKeyId UserData InstanceInitiatedShutdownBehavior RamdiskId KernelId AvailabilityZone EbsVolumeType',
    json: 'DisksToRestore ItemsToRestore SecurityGroupIds Placement CreditSpecification HibernationOptions LicenseSpecifications NetworkInterfaces',
    booleans: 'RequireIMDSv2 EbsOptimized DisableApiTermination IsEncrypted',
  },
  'SAP HANA on Amazon EC2': {
    missing: need('aws:backup:TargetDatabaseArn'),
    texts: 'aws:backup:TargetDatabaseArn LocalCatalogPath',
    values: {
      RecoveryType: ['FULL_DATA_BACKUP_RECOVERY', 'POINT_IN_TIME_RECOVERY', 'MOST_RECENT_TIME_RECOVERY'],
      CatalogRestoreOption: ['NO_CATALOG', 'LATEST_CATALOG_FROM_AWS_BACKUP', 'CATALOG_FROM_LOCAL_PATH'],
    },
  },
  CloudFormation: {
    missing: need('StackName', 'ChangeSetName'),
    texts: 'StackName ChangeSetName ChangeSetDescription',
    json: 'StackParameters',
  },
  EKS: {
    missing: (metadata) => [
      ...lacking(metadata, 'clusterName'),
      ...(isOn(metadata, 'newCluster')
        ? lacking(metadata, 'clusterRole', 'clusterVpcConfig.subnetIds', 'clusterVpcConfig.securityGroupIds')
        : []),
    ],
    texts: 'clusterName eksClusterVersion clusterRole controlPlaneScalingTier encryptionConfigProviderKeyArn',
    json: 'clusterVpcConfig nodeGroups fargateProfiles podIdentityAssociations namespaces kubernetesRestoreOrder nestedRestoreJobs',
    booleans: 'newCluster namespaceLevelRestore restoreKubernetesManifestsOnly',
  },
};
