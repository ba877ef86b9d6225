// Required restore metadata, and the restored resource: it gets the requested name, unless that name exists.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartRestoreJob.html
import type { OutcomeReason } from '../../estate/jobs/outcome-reasons.ts';
import type { Call } from '../../protocols/service.ts';
import { missingParameter } from '../../wire/aws-error.ts';

type Metadata = Readonly<Record<string, string>>;

const needed: Readonly<Record<string, (metadata: Metadata) => readonly string[]>> = {
  Aurora: () => ['DBClusterIdentifier', 'Engine'],
  DynamoDB: () => ['targetTableName'],
  EBS: () => ['availabilityZone'],
  // The source's id is required only for a restore into the source.
  EFS: (metadata) => (isOn(metadata, 'newFileSystem') ? ['Encrypted', 'CreationToken'] : ['file-system-id']),
  RDS: () => ['DBInstanceIdentifier'],
  S3: () => ['DestinationBucketName'],
};

/** Keys are case-insensitive: https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-dynamodb.html */
export const inMetadata = (metadata: Metadata, key: string): string | undefined =>
  Object.entries(metadata).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];

const isOn = (metadata: Metadata, key: string) => inMetadata(metadata, key) === 'true';

export function checkMetadata(type: string, metadata: Metadata): void {
  const missing = (needed[type]?.(metadata) ?? []).filter((key) => !inMetadata(metadata, key));
  if (missing.length > 0) throw missingParameter(`Invalid restore metadata: missing ${missing.join(', ')}.`);
}

/** The key with the name of the restored resource, and the message of its service if the name exists. */
const naming: Readonly<Record<string, readonly [key: string, taken: string]>> = {
  Aurora: ['DBClusterIdentifier', 'DB Cluster already exists'],
  DocumentDB: ['DBClusterIdentifier', 'DB Cluster already exists'],
  DynamoDB: ['targetTableName', 'Table already exists: '],
  Neptune: ['DBClusterIdentifier', 'DB Cluster already exists'],
  RDS: ['DBInstanceIdentifier', 'DB instance already exists'],
  S3: ['DestinationBucketName', 'The requested bucket name is not available'],
};

export interface RestoredResource {
  readonly arn: string;
  /** The reason for the failure of the restore. */
  readonly reason?: OutcomeReason;
}

/** Undefined if the service generates an id. */
export function restoredBy(type: string, source: string, metadata: Metadata, call: Call): RestoredResource | undefined {
  if (type === 'EFS') return isOn(metadata, 'newFileSystem') ? undefined : { arn: source };
  const [key = '', taken = ''] = naming[type] ?? [];
  const name = inMetadata(metadata, key);
  if (name === undefined) return undefined;
  const arn = source.replace(/[^:/]+$/, name);
  const goesInto = type === 'S3' && !isOn(metadata, 'NewBucket');
  if (goesInto || !isTaken(arn, call)) return { arn };
  const message = taken.endsWith(': ') ? `${taken}${name}` : taken;
  return { arn, reason: { message, category: 'InvalidParameters' } };
}

const isTaken = (arn: string, { estate, region }: Call): boolean =>
  estate.resources(region).some((resource) => resource.arn === arn) ||
  estate.overlay.planOverlay
    .restoresIn(region)
    .some(({ createdResourceArn, outcome }) => outcome === 'COMPLETED' && createdResourceArn === arn);
