// KMS keys that cannot decrypt, and keys about which there is no finding.
import { expect, test } from 'vitest';
import { noSettings } from '../../../src/domain/attention/settings.ts';
import { keyGaps } from '../../../src/domain/vaults/key-gaps.ts';
import type { KmsKey } from '../../../src/domain/vaults/kms-key.ts';
import { day, factsOf, findingsIn, kmsKey, noon, scope, textsOf as textsIn } from './facts-of.ts';

const settings = { ...noSettings, coverage: true };
const quiet = { rules: [], selections: [], vaults: [] };

const textsOf = (...keys: KmsKey[]) => textsIn({ ...quiet, keys }, settings);

test.each<[name: string, key: Partial<KmsKey>, text: string]>([
  ['disabled', { state: 'Disabled' }, '10 recovery points in main cannot be restored: KMS key k is disabled'],
  [
    'to be deleted',
    { state: 'PendingDeletion', deletionAt: noon + 5 * day },
    '10 recovery points in main cannot be restored: KMS key k is scheduled for deletion on 20 Jan 12:00Z',
  ],
  [
    'without material',
    { state: 'PendingImport', points: 1, vaults: [] },
    '1 recovery point cannot be restored: KMS key k is without key material',
  ],
  [
    'without its store',
    { state: 'Unavailable', vaults: ['a', 'b'] },
    '10 recovery points in a and b cannot be restored: KMS key k is unavailable: its key store is not connected',
  ],
  ['not there', { state: 'NotFound', points: 0 }, 'backups in main fail: KMS key k is deleted, or not known to KMS'],
])('a key that is %s', (_, key, text) => {
  expect(textsOf(kmsKey('k', key))).toEqual([text]);
});

test.each<[name: string, key: KmsKey]>([
  ['enabled', kmsKey('k')],
  ['being made', kmsKey('k', { state: 'Creating' })],
  ['being updated', kmsKey('k', { state: 'Updating' })],
  ['in a state that AWS may add', kmsKey('k', { state: 'Resting' })],
])('a key that is %s causes no finding', (_, key) => {
  expect(textsOf(key)).toEqual([]);
});

test('without a response, or if coverage is not judged, there is no finding', () => {
  expect(findingsIn(factsOf(quiet), settings)).toEqual([]);
  expect(findingsIn(factsOf({ ...quiet, keys: [kmsKey('k', { state: 'Disabled' })] }), noSettings)).toEqual([]);
});

test('keys in the same state are one line, with all recovery points', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const [text, ...others] = textsOf(...names.map((name) => kmsKey(name, { state: 'Disabled' })));
  expect(text).toMatch(/^KMS keys disabled: 50 recovery points cannot be restored/);
  expect(others).toEqual([]);
});

test('a key whose state KMS did not return is a gap, with the reason', () => {
  const { state: _, ...unknown } = kmsKey('k');
  const refused = { ...unknown, refused: 'kms:DescribeKey is denied in eu-west-1.' };
  const accounts = new Map([[scope.accountId, 'shop']]);
  expect(keyGaps([kmsKey('fine'), refused], accounts)).toEqual([
    `KMS keys in shop/eu-west-1: ${unknown.arn} is not known: kms:DescribeKey is denied in eu-west-1.`,
  ]);
  expect(keyGaps([refused, { ...refused, arn: 'other' }], accounts)).toEqual([
    'KMS keys in shop/eu-west-1: the state of 2 keys is not known: kms:DescribeKey is denied in eu-west-1.',
  ]);
  expect(textsOf(refused)).toEqual([]);
});
