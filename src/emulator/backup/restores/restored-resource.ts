// What a restore makes, and what the service of its type says to that: the job fails then, some time after the call.

import { networkOf } from '../../ec2/network.ts';
import type { OutcomeReason } from '../../estate/jobs/outcome-reasons.ts';
import type { EstatePoint } from '../../estate/points/estate-point.ts';
import { createRandom, seedOf } from '../../estate/random.ts';
import { keyStateOf } from '../../kms/key-states.ts';
import type { Call } from '../../protocols/service.ts';
import { inMetadata, isOn, memberOf, type RestoreMetadata } from './metadata.ts';

export interface RestoredResource {
  readonly arn: string;
  /** The reason for the failure of the restore, or with `isDone` what its message says beside COMPLETED. */
  readonly reason?: OutcomeReason;
  readonly isDone?: true;
}

export interface RestoreRequest {
  readonly metadata: RestoreMetadata;
  readonly roleArn: string | undefined;
  readonly copiesTags: boolean;
}

const failed = (message: string, category: string): OutcomeReason => ({ message, category });

export function restoredBy(point: EstatePoint, request: RestoreRequest, call: Call): RestoredResource {
  const { metadata } = request;
  const arn = createdArn(point, metadata, call);
  const reason =
    roleFault(request, call) ??
    tagFault(point, request) ??
    snapshotFault(metadata) ??
    keyFault(metadata, call) ??
    placeFault(point.backup.resource.type, metadata, call) ??
    (isTaken(arn, call) ? takenFault(point.backup.resource.type, metadata) : undefined);
  if (reason) return { arn, reason };
  const said = partialMessage(point, metadata);
  return said === undefined ? { arn } : { arn, reason: failed(said, 'SUCCESS'), isDone: true };
}

/** The key with the name of what is made, the form of its ARN, and the text of its service if the name exists. */
const naming: Readonly<Record<string, readonly [key: string, arn: string, taken: string]>> = {
  RDS: ['DBInstanceIdentifier', 'arn:aws:rds:AT:db:NAME', 'DB instance already exists'],
  Aurora: ['dbClusterIdentifier', 'arn:aws:rds:AT:cluster:NAME', 'DB Cluster already exists'],
  DocumentDB: ['dbClusterIdentifier', 'arn:aws:rds:AT:cluster:NAME', 'DB Cluster already exists'],
  Neptune: ['dbClusterIdentifier', 'arn:aws:rds:AT:cluster:NAME', 'DB Cluster already exists'],
  DynamoDB: ['targetTableName', 'arn:aws:dynamodb:AT:table/NAME', 'Table already exists: NAME'],
  S3: ['DestinationBucketName', 'arn:aws:s3:::NAME', 'The requested bucket name is not available'],
  Redshift: ['ClusterIdentifier', 'arn:aws:redshift:AT:cluster:NAME', 'Cluster already exists'],
  'Redshift Serverless': ['NamespaceIdentifier', 'arn:aws:redshift-serverless:AT:namespace/NAME', ''],
  EKS: ['clusterName', 'arn:aws:eks:AT:cluster/NAME', 'Cluster already exists with name: NAME'],
  Timestream: [
    'TableName',
    'arn:aws:timestream:AT:database/DB/table/NAME',
    'A table already exists with the name NAME',
  ],
  CloudFormation: ['StackName', 'arn:aws:cloudformation:AT:stack/NAME/ID', 'Stack [NAME] already exists'],
};

/** Services that generate the id, and the ARN of what they make. */
const generated: Readonly<Record<string, string>> = {
  EBS: 'arn:aws:ec2:AT:volume/vol-ID17',
  EC2: 'arn:aws:ec2:AT:instance/i-ID17',
  EFS: 'arn:aws:elasticfilesystem:AT:file-system/fs-ID17',
  FSx: 'arn:aws:fsx:AT:file-system/fs-ID17',
  DSQL: 'arn:aws:dsql:AT:cluster/ID17',
  VirtualMachine: 'arn:aws:backup-gateway:AT:vm/vm-ID17',
};

function createdArn(point: EstatePoint, metadata: RestoreMetadata, { region, account, estate, now }: Call): string {
  const { type, arn: source } = point.backup.resource;
  const at = `${region}:${account}`;
  const random = createRandom(seedOf('restored', point.arn, now, estate.overlay.nextSerial()));
  const filled = (form: string, name = '') =>
    form
      .replace('AT', at)
      .replace('NAME', type === 'RDS' || type === 'Aurora' ? name.toLowerCase() : name)
      .replace('DB', inMetadata(metadata, 'DestinationDatabase') ?? inMetadata(metadata, 'DatabaseName') ?? '')
      .replace('ID17', random.hex(17))
      .replace(/ID$/, random.uuid());
  const bucket = inMetadata(metadata, 'destinationBucketName');
  if (type === 'EBS' && bucket) return `arn:aws:s3:::${bucket}`;
  if (type === 'EFS' && !isOn(metadata, 'newFileSystem')) return source;
  const database = inMetadata(metadata, 'aws:backup:TargetDatabaseArn');
  if (database) return database;
  if (memberOf(metadata, 'OntapConfiguration', 'storageVirtualMachineId')) {
    return `arn:aws:fsx:${at}:volume/${source.split('/').at(1)}/fsvol-${random.hex(17)}`;
  }
  const gateway = inMetadata(metadata, 'gatewayArn');
  if (type === 'Storage Gateway')
    return gateway ? `${gateway}/volume/vol-${random.hex(17)}` : filled(generated.EBS ?? '');
  if (inMetadata(metadata, 'RestoreTo') === 'EC2Instance') return filled(generated.EC2 ?? '');
  const [key = '', form = ''] = naming[type] ?? [];
  return form === '' ? filled(generated[type] ?? source) : filled(form, inMetadata(metadata, key));
}

/** AWS: `IAM Role cannot be assumed by AWS Backup`; here for a role of another account. */
const roleFault = ({ roleArn }: RestoreRequest, { account }: Call): OutcomeReason | undefined =>
  roleArn !== undefined && roleArn.split(':')[4] !== account
    ? failed('IAM Role cannot be assumed by AWS Backup', 'AccessDenied')
    : undefined;

/** AWS: tags cannot be copied to these types, and the job fails; EFS: to a new file system only. */
const withoutTags: ReadonlySet<string> = new Set([
  'DynamoDB',
  'S3',
  'SAP HANA on Amazon EC2',
  'Timestream',
  'VirtualMachine',
]);

function tagFault(point: EstatePoint, { copiesTags, metadata }: RestoreRequest): OutcomeReason | undefined {
  if (!copiesTags) return undefined;
  const { type } = point.backup.resource;
  const isPart = ['ItemsToRestore', 'pathsToRestore'].some((key) => inMetadata(metadata, key));
  const isOld = type === 'EFS' && !isOn(metadata, 'newFileSystem');
  return withoutTags.has(type) || isPart || isOld
    ? failed(`Copying tags is not supported for this restore of ${type}.`, 'InvalidParameters')
    : undefined;
}

/** AWS: the job of a request with DBSnapshotIdentifier fails after seconds. */
const snapshotFault = (metadata: RestoreMetadata): OutcomeReason | undefined =>
  inMetadata(metadata, 'DBSnapshotIdentifier')
    ? failed('DBSnapshotIdentifier cannot be specified.', 'InvalidParameters')
    : undefined;

const keyNames = ['kmsKeyId', 'kmsMasterKeyArn', 'KMSKey', 'encryptionConfigProviderKeyArn'];

/** AWS: texts of https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html */
function keyFault(metadata: RestoreMetadata, { estate, region, now }: Call): OutcomeReason | undefined {
  const key = keyNames.map((name) => inMetadata(metadata, name)).find((value) => value?.startsWith('arn:'));
  // RDS returns the source's key with the point, and ignores it in a request.
  if (key === undefined || key.endsWith('/of-the-source')) return undefined;
  const state = key.split(':')[3] === region ? keyStateOf(estate, key, now)?.state : undefined;
  if (state === 'Enabled') return undefined;
  const message =
    state === undefined
      ? 'The specified AWS KMS key ARN does not exist, is not enabled or you do not have permissions to access it.'
      : 'Access denied to KMS key.';
  return failed(message, 'AccessDenied');
}

const clusters: ReadonlySet<string> = new Set(['RDS', 'Aurora', 'DocumentDB', 'Neptune']);

function placeFault(type: string, metadata: RestoreMetadata, { account, region }: Call): OutcomeReason | undefined {
  const network = networkOf(account, region);
  const zone = inMetadata(metadata, 'availabilityZone');
  if (zone && !network.zones.includes(zone)) {
    return failed(`Invalid availability zone: [${zone}]`, 'InvalidParameters');
  }
  const subnet = inMetadata(metadata, 'SubnetId');
  if (type === 'EC2' && !subnet && !network.isDefault) {
    const message = 'No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC.';
    return failed(message, 'InvalidParameters');
  }
  const subnets = [subnet ?? [], textsIn(inMetadata(metadata, 'SubnetIds'))].flat();
  const foreign = subnets.find((id) => !network.subnets.some((known) => known.id === id));
  if (foreign) return failed(`The subnet ID '${foreign}' does not exist`, 'InvalidParameters');
  const groups = ['SecurityGroupIds', 'VpcSecurityGroupIds'].flatMap((key) => textsIn(inMetadata(metadata, key)));
  const unknown = groups.find((id) => !network.groups.some((known) => known.id === id));
  if (unknown) return failed(`The security group '${unknown}' does not exist`, 'InvalidParameters');
  if (clusters.has(type) && !inMetadata(metadata, 'DBSubnetGroupName') && !network.isDefault) {
    const message = 'No default subnet detected in VPC. Please contact AWS Support to recreate default Subnets.';
    return failed(message, 'InvalidParameters');
  }
  return undefined;
}

function textsIn(json: string | undefined): string[] {
  try {
    const list: unknown = JSON.parse(json ?? '[]');
    return Array.isArray(list) ? list.map(String) : [];
  } catch {
    return [];
  }
}

/** What is to be new, by the keys that say so. */
const goesInto = (type: string, metadata: RestoreMetadata): boolean =>
  (type === 'S3' && !isOn(metadata, 'NewBucket')) ||
  (type === 'EKS' && !isOn(metadata, 'newCluster')) ||
  type === 'Redshift Serverless' ||
  inMetadata(metadata, 'RestoreType') === 'TABLE_RESTORE';

/** The fault of a new resource whose name is taken. */
function takenFault(type: string, metadata: RestoreMetadata): OutcomeReason | undefined {
  const [key, , taken = ''] = naming[type] ?? [];
  if (key === undefined || goesInto(type, metadata)) return undefined;
  return failed(taken.replace('NAME', inMetadata(metadata, key) ?? ''), 'InvalidParameters');
}

/** Of a stack, whose ARN ends in a generated id, the name counts. */
const withoutId = (arn: string): string => (arn.includes(':stack/') ? arn.slice(0, arn.lastIndexOf('/')) : arn);

export const isTaken = (arn: string, { estate, region, now }: Call): boolean =>
  estate.resources(region).some((resource) => withoutId(resource.arn) === withoutId(arn)) ||
  estate.overlay.planOverlay
    .restoresIn(region)
    .some(
      ({ createdResourceArn, outcome, startsAt }) =>
        outcome === 'COMPLETED' && startsAt <= now && withoutId(createdResourceArn) === withoutId(arn),
    );

/** AWS: a restore that found nothing is COMPLETED, and only its message says so. */
function partialMessage({ arn, backup }: EstatePoint, metadata: RestoreMetadata): string | undefined {
  if (backup.resource.type !== 'S3') return undefined;
  const items = textsIn(inMetadata(metadata, 'ItemsToRestore'));
  const isThere = items.length === 0 || items.some((item) => item.startsWith(`s3://${backup.resource.name}`));
  return isThere ? undefined : `There are no objects that match the restore request for ${arn}.`;
}
