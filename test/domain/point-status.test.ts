import { describe, expect, test } from 'vitest';
import { expiry, isContinuous, pointTone } from '../../src/domain/vaults/point-status.ts';

const now = Date.UTC(2026, 0, 15, 12);
const hour = 3_600_000;
const arn = 'arn:aws:ec2:eu-west-1::snapshot/snap-07ce8c3141d361233';
const backup = 'arn:aws:backup:eu-west-1:111122223333:recovery-point';

test.each([
  ['COMPLETED', 'good'],
  ['AVAILABLE', 'good'],
  ['CREATING', 'busy'],
  ['DELETING', 'busy'],
  ['PARTIAL', 'warn'],
  ['STOPPED', 'warn'],
  ['EXPIRED', 'bad'],
  ['MELTING', 'plain'],
])('%s is %s', (status, tone) => expect(pointTone(status)).toBe(tone));

test.each([
  [`${backup}:continuous-amzn-s3-demo-bucket-5ec207d0`, 'AVAILABLE', true],
  [`${backup}:continuous:bucket-1`, 'COMPLETED', true],
  ['arn:aws:rds:eu-west-1:111122223333:snapshot:awsbackup:x', 'STOPPED', true],
  [`${backup}:d99699e7-e183-477e-bfcd-ccb1c6e5455e`, 'COMPLETED', false],
  [arn, 'COMPLETED', false],
])('%s %s', (pointArn, status, continuous) => expect(isContinuous({ arn: pointArn, status })).toBe(continuous));

describe('expiry', () => {
  test.each([
    ['in days', { deleteAt: now + 12.5 * 24 * hour }, 'in 12d', 'plain'],
    ['in the hours AWS may take', { deleteAt: now - 8 * hour }, 'due', 'muted'],
    ['past them', { deleteAt: now - 8 * hour - 1 }, 'late 8h00m', 'bad'],
    ['no end', {}, 'kept forever', 'muted'],
    ['no end, as a number', { deleteAfterDays: -1 }, 'kept forever', 'muted'],
    ['not reckoned yet', { deleteAfterDays: 35 }, 'after 35d', 'plain'],
    ['could not be deleted', { status: 'EXPIRED', deleteAt: now - hour }, 'not deleted', 'bad'],
    [
      'a window that moves along',
      { status: 'AVAILABLE', deleteAfterDays: 35, deleteAt: now - 99 * hour },
      'last 35d',
      'plain',
    ],
    ['a list that does not tell', { lifecycleUnknown: true as const }, '?', 'muted'],
  ])('%s', (_, told, text, tone) => {
    expect(expiry({ arn, status: 'COMPLETED', ...told }, now)).toEqual({ text, tone });
    expect(text.length).toBeLessThanOrEqual(12);
  });
});
