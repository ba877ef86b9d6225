// BackupSizeInBytes differs in meaning between types, and means nothing for some.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupJob.html, https://github.com/aws/aws-cli/issues/7192

import { formatBytes } from '../../lib/text/format.ts';
import { tableOf } from '../../lib/text/table.ts';

/** For these types AWS returns no size or zero. */
const withoutSize: ReadonlySet<string> = new Set(['Aurora', 'DocumentDB', 'Neptune', 'FSx', 'RDS']);

const notes = tableOf<string>({
  EC2: 'size of the volumes, not of the data',
  EBS: 'size of the volume, not of the data',
  'Storage Gateway': 'size of the volume, not of the data',
  EFS: 'bytes that were transferred',
  VirtualMachine: 'may be less than the stored size',
});

/** Bytes, if the number means something for this type. Zero never does. */
export function knownSize(resourceType: string, bytes: number | undefined): number | undefined {
  if (bytes === undefined || bytes <= 0 || withoutSize.has(resourceType)) return undefined;
  return bytes;
}

export function formatSize(resourceType: string, bytes: number | undefined): string {
  const size = knownSize(resourceType, bytes);
  return size === undefined ? 'n/a' : formatBytes(size);
}

/**
 * For these types AWS returns the size of the volume with each recovery point: a sum of them is not the storage used.
 */
const perVolume: ReadonlySet<string> = new Set(['EC2', 'EBS', 'Storage Gateway']);

export const isPerVolume = (resourceType: string): boolean => perVolume.has(resourceType);

/** Bytes that may be summed: the approximate storage of the recovery point. */
export const storedSize = (resourceType: string, bytes: number | undefined): number | undefined =>
  isPerVolume(resourceType) ? undefined : knownSize(resourceType, bytes);

/** The meaning of the number for this type, if it is not the size of the data. */
export const sizeNote = (resourceType: string): string | undefined => notes[resourceType];
