import { formatAge } from '../../lib/text/format.ts';
import { tableOf } from '../../lib/text/table.ts';
import { parseArn } from '../arn.ts';
import type { Tone } from '../tone.ts';
import type { RecoveryPoint } from './recovery-point.ts';

const tones = tableOf<Tone>({
  COMPLETED: 'good',
  AVAILABLE: 'good',
  CREATING: 'busy',
  DELETING: 'busy',
  PARTIAL: 'warn',
  STOPPED: 'warn',
  EXPIRED: 'bad',
});

export const pointTone = (status: string): Tone => tones[status] ?? 'plain';

/**
 * A continuous recovery point: one for each resource, updated in place.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html
 */
export function isContinuous({ arn, status }: Pick<RecoveryPoint, 'arn' | 'status'>): boolean {
  return status === 'AVAILABLE' || status === 'STOPPED' || isNamedContinuous(arn);
}

/**
 * Most ARNs do not contain the word, which is checked without parsing: a Region has tens of thousands of recovery
 * points.
 */
const isNamedContinuous = (arn: string): boolean =>
  arn.includes('continuous') && /[:/]continuous/.test(parseArn(arn)?.resource ?? '');

/**
 * AWS deletes recovery points at a random time within 8 hours.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/deleting-backups.html
 */
export const deletionGraceMs = 8 * 3_600_000;

export interface Expiry {
  /** At most 12 cells. */
  readonly text: string;
  readonly tone: Tone;
}

type Expiring = Pick<RecoveryPoint, 'arn' | 'status' | 'deleteAt' | 'deleteAfterDays' | 'lifecycleUnknown'>;

export function expiry(point: Expiring, now: number): Expiry {
  const { status, deleteAt, deleteAfterDays } = point;
  if (status === 'EXPIRED') return { text: 'not deleted', tone: 'bad' };
  if (point.lifecycleUnknown) return { text: '?', tone: 'muted' };
  if (isContinuous(point) && deleteAfterDays !== undefined) return { text: `last ${deleteAfterDays}d`, tone: 'plain' };
  if (deleteAt !== undefined) return expiryAt(deleteAt, now);
  if (deleteAfterDays !== undefined && deleteAfterDays >= 0)
    return { text: `after ${deleteAfterDays}d`, tone: 'plain' };
  return { text: 'kept forever', tone: 'muted' };
}

function expiryAt(deleteAt: number, now: number): Expiry {
  if (deleteAt > now) return { text: `in ${formatAge(deleteAt - now)}`, tone: 'plain' };
  if (now <= deleteAt + deletionGraceMs) return { text: 'due', tone: 'muted' };
  return { text: `late ${formatAge(now - deleteAt)}`, tone: 'bad' };
}
