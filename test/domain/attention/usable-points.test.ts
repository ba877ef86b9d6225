// Which recovery points count as something that a resource can be restored from.
import { expect, test } from 'vitest';
import type { ScanJob } from '../../../src/domain/jobs/scan-job.ts';
import type { RecoveryPoint } from '../../../src/domain/vaults/recovery-point.ts';
import { day, type Estate, five, hour, linesOf, nightly, noon, point, scan } from './facts-of.ts';

const backups = nightly('shop');
const settings = { objectives: [{ everyMs: day }], mutes: [] };
const newest = point('shop', five);
const estate = (more: Partial<RecoveryPoint>, scans: readonly ScanJob[] = []): Estate => ({
  backups,
  points: [{ ...newest, ...more }, point('shop', five - day)],
  scans,
});
const scanned = (result: string, more: Partial<ScanJob> = {}) =>
  scan({ recoveryPointArn: newest.arn, result, ...more });
const ageLines = (of: Estate) => linesOf(of, settings).filter((line) => line.startsWith('point-age'));

test.each(['COMPLETED'])('a point that is %s counts', (status) => {
  expect(ageLines(estate({ status }))).toEqual([]);
});

test.each(['PARTIAL', 'EXPIRED', 'DELETING', 'CREATING'])('a point that is %s does not', (status) => {
  expect(ageLines(estate({ status }))).toEqual(['point-age shop']);
});

test.each([
  ['malware', [scanned('THREATS_FOUND')], false],
  ['no malware', [scanned('NO_THREATS_FOUND')], true],
  ['malware in another point', [scanned('THREATS_FOUND', { recoveryPointArn: 'arn:aws:other' })], true],
  [
    'malware once, and none later',
    [
      scanned('THREATS_FOUND', { id: 'first', completedAt: noon - 3 * hour }),
      scanned('NO_THREATS_FOUND', { id: 'second', completedAt: noon - hour }),
    ],
    true,
  ],
  [
    'malware, and a later scan failed',
    [
      scanned('THREATS_FOUND', { id: 'first', completedAt: noon - 3 * hour }),
      scanned('UNKNOWN', { id: 'second', state: 'FAILED', completedAt: noon - hour }),
    ],
    false,
  ],
])('a scan found %s', (_, scans, counts) => {
  expect(ageLines(estate({}, scans))).toEqual(counts ? [] : ['point-age shop']);
});

test('a failed copy leaves its source usable', () => {
  const copies = [{ ...(backups[0] as (typeof backups)[0]), kind: 'copy' as const, id: 'copy', state: 'FAILED' }];
  expect(ageLines({ ...estate({}), copies })).toEqual([]);
});
