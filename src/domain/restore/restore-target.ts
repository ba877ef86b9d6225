// The target of a restore, from its type and metadata:
// https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-a-backup.html

import { tableOf } from '../../lib/text/table.ts';
import { parseArn } from '../arn.ts';
import { jsonObject, type Metadata, metadataValue } from './metadata-keys.ts';
import { restoreTypeOf } from './restore-types.ts';

/**
 * `new`: the restore creates a resource. `into`: an existing resource gets additional data. `replaces`: existing data
 * is lost.
 */
export interface RestoreTarget {
  readonly kind: 'new' | 'into' | 'replaces' | 'unknown';
  /** The name of the existing resource. */
  readonly name: string;
  readonly sentence: string;
}

const into = (name: string, sentence: string): RestoreTarget => ({ kind: 'into', name, sentence });
const replaces = (name: string, sentence: string): RestoreTarget => ({ kind: 'replaces', name, sentence });

const isYes = (metadata: Metadata, key: string): boolean => metadataValue(metadata, key)?.toLowerCase() === 'true';

/**
 * Keys that decide for every type: the recovery point of a Redshift cluster may be restored into a serverless
 * namespace.
 */
function byKey(metadata: Metadata): RestoreTarget | undefined {
  const database = metadataValue(metadata, 'aws:backup:TargetDatabaseArn');
  if (database) {
    const name = parseArn(database)?.resource.split('/').at(-1) ?? database;
    return replaces(name, `The SAP HANA database ${name} is overwritten: its current data is lost.`);
  }
  const isTable = /^TABLE_RESTORE$/i.test(metadataValue(metadata, 'RestoreType') ?? '');
  const namespace = metadataValue(metadata, 'NamespaceIdentifier');
  if (namespace && !isTable) {
    return replaces(namespace, `All databases of the namespace ${namespace} are replaced: their current data is lost.`);
  }
  const home = namespace ?? metadataValue(metadata, 'ClusterIdentifier') ?? '';
  return isTable
    ? into(
        home,
        `A new table is added to the existing ${namespace ? 'namespace' : 'cluster'} ${home}; no table is replaced.`,
      )
    : undefined;
}

const byType = tableOf<(metadata: Metadata) => RestoreTarget | undefined>({
  S3(metadata) {
    if (isYes(metadata, 'NewBucket')) return undefined;
    const bucket = metadataValue(metadata, 'DestinationBucketName') ?? '';
    return into(
      bucket,
      `Objects are written to the existing bucket ${bucket}. Existing versions are kept; deleted objects are restored.`,
    );
  },
  EBS(metadata) {
    const bucket = metadataValue(metadata, 'destinationBucketName');
    return bucket ? into(bucket, `Files are written to the existing bucket ${bucket}.`) : undefined;
  },
  EFS(metadata) {
    if (isYes(metadata, 'newFileSystem')) return undefined;
    const id = metadataValue(metadata, 'file-system-id') ?? '';
    return into(
      id,
      `Files are restored to a new directory aws-backup-restore_… of the existing file system ${id}; no file is replaced.`,
    );
  },
  EKS(metadata) {
    if (isYes(metadata, 'newCluster')) return undefined;
    const name = metadataValue(metadata, 'clusterName') ?? '';
    return into(name, `Objects are added to the existing cluster ${name}; existing objects are skipped.`);
  },
  FSx(metadata) {
    const ontap = jsonObject(metadataValue(metadata, 'OntapConfiguration')) ?? {};
    const svm = metadataValue(ontap as Metadata, 'storageVirtualMachineId');
    return svm ? into(svm, `A new volume is added to the existing storage virtual machine ${svm}.`) : undefined;
  },
});

/** The key that names what is made, and its value. */
export function madeName(resourceType: string, metadata: Metadata): string | undefined {
  const type = restoreTypeOf({ resourceType }, metadata);
  const naming = type?.keys.find(({ start }) => start === 'free');
  return naming && metadataValue(metadata, naming.key);
}

export function restoreTarget(resourceType: string, metadata: Metadata): RestoreTarget {
  const type = restoreTypeOf({ resourceType }, metadata);
  const found = byKey(metadata) ?? byType[(type?.type ?? resourceType).replace(/^FSx .*/, 'FSx')]?.(metadata);
  if (found) return found;
  if (type) {
    const name = madeName(resourceType, metadata);
    const made = name ? `${name} is created` : 'A new resource is created';
    return { kind: 'new', name: '', sentence: `${made} and billed; nothing existing is overwritten.` };
  }
  const sentence = `Not known whether a restore of ${resourceType} overwrites data: read the AWS Backup Developer Guide first.`;
  return { kind: 'unknown', name: '', sentence };
}
