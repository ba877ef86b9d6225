// BackupSizeInBytes means something else for every type, and for some nothing at all.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupJob.html, https://github.com/aws/aws-cli/issues/7192

import { formatBytes } from '../../lib/text/format.ts';
import { tableOf } from '../../lib/text/table.ts';

/** AWS leaves the size out or sends zero. */
const withoutSize: ReadonlySet<string> = new Set(['Aurora', 'DocumentDB', 'Neptune', 'FSx', 'RDS']);

const notes = tableOf<string>({
  EC2: 'size of the volumes, not of the data',
  EBS: 'size of the volume, not of the data',
  'Storage Gateway': 'size of the volume, not of the data',
  EFS: 'what was transferred',
  VirtualMachine: 'may be less than what is stored',
});

/** Bytes, when the number says something about this type. A zero never does. */
export function knownSize(resourceType: string, bytes: number | undefined): number | undefined {
  if (bytes === undefined || bytes <= 0 || withoutSize.has(resourceType)) return undefined;
  return bytes;
}

export function formatSize(resourceType: string, bytes: number | undefined): string {
  const size = knownSize(resourceType, bytes);
  return size === undefined ? 'n/a' : formatBytes(size);
}

/** Of a volume AWS tells its size, point after point: their sum is no storage. */
const perVolume: ReadonlySet<string> = new Set(['EC2', 'EBS', 'Storage Gateway']);

/** Bytes that may be summed: those that a point takes, or nearly so. */
export const storedSize = (resourceType: string, bytes: number | undefined): number | undefined =>
  perVolume.has(resourceType) ? undefined : knownSize(resourceType, bytes);

/** What the number means for this type, when it is not simply the size of the data. */
export const sizeNote = (resourceType: string): string | undefined => notes[resourceType];
