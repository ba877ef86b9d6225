// What a restore cannot do without, and what comes of it: something of a name that is asked for, unless that is taken.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/API_StartRestoreJob.html
import type { Verdict } from '../../estate/messages.ts';
import { missingParameter } from '../../wire/aws-error.ts';
import type { Call } from '../service.ts';

type Metadata = Readonly<Record<string, string>>;

const needed: Readonly<Record<string, (metadata: Metadata) => readonly string[]>> = {
  Aurora: () => ['DBClusterIdentifier', 'Engine'],
  DynamoDB: () => ['targetTableName'],
  EBS: () => ['availabilityZone'],
  // The source's id counts only where the restore goes into it.
  EFS: (metadata) => (isOn(metadata, 'newFileSystem') ? ['Encrypted', 'CreationToken'] : ['file-system-id']),
  RDS: () => ['DBInstanceIdentifier'],
  S3: () => ['DestinationBucketName'],
};

/** Keys are not case-sensitive: https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-dynamodb.html */
export const inMetadata = (metadata: Metadata, key: string): string | undefined =>
  Object.entries(metadata).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];

const isOn = (metadata: Metadata, key: string) => inMetadata(metadata, key) === 'true';

export function checkMetadata(type: string, metadata: Metadata): void {
  const missing = (needed[type]?.(metadata) ?? []).filter((key) => !inMetadata(metadata, key));
  if (missing.length > 0) throw missingParameter(`Invalid restore metadata: missing ${missing.join(', ')}.`);
}

/** The key that names what is made, and what its own service says where there is one of that name. */
const naming: Readonly<Record<string, readonly [key: string, taken: string]>> = {
  Aurora: ['DBClusterIdentifier', 'DB Cluster already exists'],
  DocumentDB: ['DBClusterIdentifier', 'DB Cluster already exists'],
  DynamoDB: ['targetTableName', 'Table already exists: '],
  Neptune: ['DBClusterIdentifier', 'DB Cluster already exists'],
  RDS: ['DBInstanceIdentifier', 'DB instance already exists'],
  S3: ['DestinationBucketName', 'The requested bucket name is not available'],
};

export interface Made {
  readonly arn: string;
  /** Why it cannot be made. */
  readonly verdict?: Verdict;
}

/** undefined: the service makes up an id. */
export function madeBy(type: string, source: string, metadata: Metadata, call: Call): Made | undefined {
  if (type === 'EFS') return isOn(metadata, 'newFileSystem') ? undefined : { arn: source };
  const [key = '', taken = ''] = naming[type] ?? [];
  const name = inMetadata(metadata, key);
  if (name === undefined) return undefined;
  const arn = source.replace(/[^:/]+$/, name);
  const goesInto = type === 'S3' && !isOn(metadata, 'NewBucket');
  if (goesInto || !isTaken(arn, call)) return { arn };
  const message = taken.endsWith(': ') ? `${taken}${name}` : taken;
  return { arn, verdict: { message, category: 'InvalidParameters' } };
}

const isTaken = (arn: string, { estate, region }: Call): boolean =>
  estate.resources(region).some((resource) => resource.arn === arn) ||
  estate.overlay.planSide
    .restoresIn(region)
    .some(({ createdResourceArn, outcome }) => outcome === 'COMPLETED' && createdResourceArn === arn);
