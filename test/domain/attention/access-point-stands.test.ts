import { expect, test } from 'vitest';
import { noSettings } from '../../../src/domain/attention/settings.ts';
import type { AccessPoint } from '../../../src/domain/vaults/access-point.ts';
import { accessPoint, day, factsOf, findingsIn, hour, noon, textsOf as textsIn } from './facts-of.ts';

const settings = { ...noSettings, accessPoints: true };
const quiet = { rules: [], selections: [], vaults: [] };
const textsOf = (...accessPoints: AccessPoint[]) => textsIn({ ...quiet, accessPoints }, settings);

test('an access point that stands for more than a day is a notice about its recovery point', () => {
  expect(textsOf(accessPoint('look'))).toEqual([
    'look: open for 2 d: a recovery point of invoices does not expire and cannot be deleted meanwhile',
  ]);
});

test.each<[name: string, more: Partial<AccessPoint>]>([
  ['made within the last day', { createdAt: noon - day }],
  ['being deleted', { status: 'DELETING' }],
  ['that failed', { status: 'FAILED' }],
  ['that expired', { status: 'EXPIRED' }],
  ['without a creation time', { createdAt: undefined as never }],
])('an access point %s causes no finding', (_, more) => {
  expect(textsOf(accessPoint('look', more))).toEqual([]);
});

test('it is not judged unless that is asked for', () => {
  expect(findingsIn(factsOf({ ...quiet, accessPoints: [accessPoint('look')] }), noSettings)).toEqual([]);
});

test('several are one line', () => {
  const several = ['a', 'b', 'c', 'd', 'e'].map((name) => accessPoint(name, { createdAt: noon - 30 * hour }));
  expect(textsOf(...several)).toEqual([
    '5 access points are open for more than a day: their recovery points do not expire and cannot be deleted (a, b, c and 2 others)',
  ]);
});
