import { tableOf } from '../../lib/text/table.ts';
import { partitionOf } from '../partition.ts';
import type { Scope } from '../scope.ts';
import type { Tone } from '../tone.ts';

/**
 * Opens a recovery point of Amazon S3 for reading, without a restore.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-access-points.html
 */
export interface AccessPoint {
  readonly scope: Scope;
  readonly name: string;
  readonly arn: string;
  /** AWS's word: CREATING, AVAILABLE, DELETING, DISASSOCIATING, DISASSOCIATED, EXPIRED or FAILED. */
  readonly status: string;
  readonly statusMessage?: string;
  readonly recoveryPointArn: string;
  readonly resourceArn: string;
  readonly resourceType: string;
  readonly vaultName: string;
  /** Epoch ms. */
  readonly createdAt?: number;
  /** Epoch ms: the moment of a continuous recovery point that it shows. */
  readonly showsAt?: number;
  /** Known once it is AVAILABLE. */
  readonly s3Arn?: string;
  /** Stands in the place of a bucket's name: `s3://ALIAS/`. Known once it is AVAILABLE. */
  readonly s3Alias?: string;
}

const tones = tableOf<Tone>({
  CREATING: 'busy',
  AVAILABLE: 'good',
  DELETING: 'busy',
  DISASSOCIATING: 'busy',
  DISASSOCIATED: 'warn',
  EXPIRED: 'warn',
  FAILED: 'bad',
});

export const accessPointTone = (status: string): Tone => tones[status] ?? 'plain';

/** Its status changes soon. */
export const isAccessPointBusy = ({ status }: Pick<AccessPoint, 'status'>): boolean => tones[status] === 'busy';

/** AWS: while one is active, AWS Backup pauses the lifecycle of its recovery point and refuses to delete the point. */
export const isStanding = ({ status }: Pick<AccessPoint, 'status'>): boolean =>
  status === 'CREATING' || status === 'AVAILABLE';

export const accessPointArn = (name: string, { region, accountId }: Pick<Scope, 'region' | 'accountId'>): string =>
  `arn:${partitionOf(region)}:backup:${region}:${accountId}:accesspoint/${name}`;

const namePattern = /^[0-9a-z][0-9a-z-]{1,48}[0-9a-z]$/;
const longestName = 50;

/** undefined: AWS takes the name. */
export function checkAccessPointName(name: string): string | undefined {
  if (!namePattern.test(name)) {
    return 'A name has 3 to 50 lower-case letters, digits and hyphens, with a letter or digit at both ends.';
  }
  return /-s3alias$/.test(name) ? 'A name cannot end in -s3alias, which S3 reserves for aliases.' : undefined;
}

/** The name of the bucket with the date that is read, and a number if that is taken; `at`: epoch ms. */
export function proposedName(bucket: string, at: number, taken: ReadonlySet<string>): string {
  const date = Number.isFinite(at) ? new Date(at).toISOString().slice(0, 10).replaceAll('-', '') : 'point';
  const words = bucket.toLowerCase().replace(/[^0-9a-z]+/g, '-');
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? `-${date}` : `-${date}-${number}`;
    const name = `${words.slice(0, longestName - suffix.length)}${suffix}`.replace(/^-+/, '').replace(/-{2,}/g, '-');
    if (!taken.has(name)) return name;
  }
}

/** The format that AWS requires: 2021-11-27T03:30:27Z. */
export const pointInTimeText = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
