// The metadata of restore tests: inferred from the point, merged with the overrides of the selection.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html
import { tableOf } from '../../../lib/text/table.ts';
import { networkOf } from '../../ec2/network.ts';
import { nameInArn } from '../../estate/arn.ts';
import type { SimulatedBackup } from '../../estate/jobs/simulated-backup.ts';
import { createRandom, seedOf } from '../../estate/random.ts';
import { inMetadata, type RestoreMetadata } from './metadata.ts';
import { pointMetadata } from './point-metadata.ts';

const json = JSON.stringify;

type Infer = (backup: SimulatedBackup, name: string) => Record<string, string>;

const cluster: Infer = (backup, name) => ({
  availabilityZones: json(networkOf(backup.account, backup.region).zones),
  dbClusterIdentifier: name,
  engine: inMetadata(pointMetadata(backup), 'Engine') ?? '',
});

const fileSystems = tableOf<Infer>({
  LUSTRE: () => ({ lustreConfiguration: json({ automaticBackupRetentionDays: 0 }) }),
  ONTAP: (_, name) => {
    const volume = name.replaceAll('-', '_');
    return {
      name: volume,
      ontapConfiguration: json({ junctionPath: `/${volume}`, sizeInMegabytes: 102_400, snapshotPolicy: 'none' }),
    };
  },
  OPENZFS: () => ({
    openZfsConfiguration: json({
      automaticBackupRetentionDays: 0,
      deploymentType: 'SINGLE_AZ_1',
      throughputCapacity: 64,
    }),
  }),
  WINDOWS: () => ({
    windowsConfiguration: json({
      automaticBackupRetentionDays: 0,
      deploymentType: 'SINGLE_AZ_2',
      throughputCapacity: 8,
    }),
  }),
});

const inferredOf = tableOf<Infer>({
  DynamoDB: (_, name) => ({ deletionProtection: 'false', encryptionType: 'Default', targetTableName: name }),
  EBS: ({ id, account, region }) => ({
    availabilityZone: createRandom(seedOf('zone', id)).pick(networkOf(account, region).zones),
    encrypted: 'true',
  }),
  EC2: (backup) => ({
    disableApiTermination: 'false',
    instanceType: inMetadata(pointMetadata(backup), 'InstanceType') ?? '',
    requireImdsV2: 'true',
  }),
  EFS: ({ resource }) => ({
    encrypted: 'true',
    'file-system-id': nameInArn(resource.arn),
    kmsKeyId: 'alias/aws/elasticfilesystem',
    newFileSystem: 'true',
    performanceMode: 'generalPurpose',
  }),
  FSx: (backup, name) => fileSystems[backup.resource.fileSystem ?? 'LUSTRE']?.(backup, name) ?? {},
  Aurora: cluster,
  DocumentDB: cluster,
  Neptune: cluster,
  RDS: (_, name) => ({
    dbInstanceIdentifier: name,
    deletionProtection: 'false',
    multiAz: 'false',
    publiclyAccessible: 'false',
  }),
  S3: (_, name) => ({
    destinationBucketName: name,
    encrypted: 'true',
    encryptionType: 'SSE-S3',
    newBucket: 'true',
    restoreACLs: 'false',
  }),
});

export const testPrefix = 'awsbackup-restore-test-';

/** `name`: of what the test makes. */
export const inferredMetadata = (
  backup: SimulatedBackup,
  name = `${testPrefix}${createRandom(seedOf('test name', backup.id)).hex(8)}`,
): Record<string, string> => inferredOf[backup.resource.type]?.(backup, name) ?? {};

/** An override replaces the inferred key in any spelling. */
export const testMetadata = (
  backup: SimulatedBackup,
  made: string,
  overrides: RestoreMetadata,
): Record<string, string> => {
  const inferred = inferredMetadata(backup, nameInArn(made));
  const kept = Object.entries(inferred).filter(([key]) => inMetadata(overrides, key) === undefined);
  return { ...Object.fromEntries(kept), ...overrides };
};
