// All types that AWS Backup restores.
import { tableOf } from '../../lib/text/table.ts';
import { type Metadata, metadataValue } from './metadata-keys.ts';
import type { RestoreKey, RestoreType } from './restore-type.ts';
import { ebs, storageGateway } from './types/block-storage.ts';
import { aurora, documentDb, neptune } from './types/db-clusters.ts';
import { dynamoDb } from './types/dynamodb.ts';
import { ec2 } from './types/ec2.ts';
import { efs } from './types/efs.ts';
import { eks } from './types/eks.ts';
import { fsxTypes } from './types/fsx.ts';
import { cloudFormation, dsql, sapHana, timestream } from './types/others.ts';
import { rds } from './types/rds.ts';
import { redshift, redshiftServerless } from './types/redshift.ts';
import { s3 } from './types/s3.ts';
import { virtualMachine } from './types/virtual-machine.ts';

export const restoreTypes: readonly RestoreType[] = [
  ebs,
  ec2,
  rds,
  aurora,
  documentDb,
  neptune,
  dynamoDb,
  efs,
  s3,
  ...fsxTypes,
  redshift,
  redshiftServerless,
  storageGateway,
  timestream,
  virtualMachine,
  sapHana,
  cloudFormation,
  eks,
  dsql,
];

const byName = tableOf(Object.fromEntries(restoreTypes.map((one) => [one.type, one])));

/** Names of these types elsewhere in AWS. */
const otherNames = tableOf({
  RedshiftServerless: 'Redshift Serverless',
  'SAP HANA': 'SAP HANA on Amazon EC2',
  StorageGateway: 'Storage Gateway',
  'Aurora DSQL': 'DSQL',
});

const fileSystems = tableOf({
  WINDOWS: 'FSx Windows',
  LUSTRE: 'FSx Lustre',
  ONTAP: 'FSx ONTAP',
  OPENZFS: 'FSx OpenZFS',
});

/** A Multi-AZ DB cluster of RDS is restored as Aurora's clusters are. */
const isRdsCluster = (type: string, resourceArn: string): boolean => type === 'RDS' && /:cluster:/.test(resourceArn);

export interface RestoredPoint {
  readonly resourceType: string;
  readonly resourceArn?: string;
}

/** What restores of the point take; undefined if the type is not known here. */
export function restoreTypeOf(
  { resourceType, resourceArn = '' }: RestoredPoint,
  metadata: Metadata,
): RestoreType | undefined {
  const name = otherNames[resourceType] ?? resourceType;
  if (isRdsCluster(name, resourceArn)) return { ...aurora, keys: aurora.keys.map(withAnyEngine) };
  if (name !== 'FSx') return byName[name];
  const system = metadataValue(metadata, 'FileSystemType') ?? (resourceArn.includes(':volume/') ? 'ONTAP' : '');
  return byName[fileSystems[system.toUpperCase()] ?? name];
}

/** Its engine is one of RDS. */
const withAnyEngine = (key: RestoreKey): RestoreKey => (key.key === 'engine' ? { ...key, open: true } : key);
