import { expect, test } from 'vitest';
import { mostSweptPoints } from '../../config/polling.ts';
import type { RecoveryPoint } from '../../src/domain/vaults/recovery-point.ts';
import { type Storage, storageOf } from '../../src/domain/vaults/storage.ts';
import { factsOf, noon, point, vault } from './attention/facts-of.ts';

const day = 86_400_000;
const of = (points: readonly Partial<RecoveryPoint>[], more: object = {}): Storage | undefined =>
  storageOf(
    { ...factsOf({ points: points.map((one, index) => point(`p${index}`, noon - day, one)) }), ...more },
    noon,
  )[0];

test.each<[string, readonly Partial<RecoveryPoint>[], Partial<Storage>]>([
  [
    'sizes that may be summed',
    [
      { resourceType: 'S3', sizeBytes: 3 },
      { resourceType: 'S3', sizeBytes: 4 },
    ],
    { sizeBytes: 7, sized: 2 },
  ],
  [
    'a size that AWS leaves out',
    [
      { resourceType: 'S3', sizeBytes: 3 },
      { resourceType: 'S3', sizeBytes: 0 },
    ],
    { sizeBytes: 3, sized: 1 },
  ],
  ['sizes of volumes, which are no storage', [{ resourceType: 'EBS', sizeBytes: 8 }], { sized: 0 }],
  ['a type that has none', [{ resourceType: 'RDS', sizeBytes: 8 }], { sized: 0 }],
  ['a composite and its parts', [{ isParent: true }, { parentArn: 'p' }, { parentArn: 'p' }], { points: 1, nested: 2 }],
  ['expired ones', [{ status: 'EXPIRED', deleteAt: noon + day }, {}], { expired: 1, points: 2, due: 0 }],
  ['what comes', [{}, { createdAt: noon - 8 * day, completedAt: noon - 8 * day }], { made: 1 }],
  ['a late copy of an old point', [{ createdAt: noon - 20 * day, completedAt: noon - day }], { made: 1 }],
  ['continuous ones, which are never made again', [{ status: 'AVAILABLE' }], { made: 0, endless: 0 }],
  ['what goes', [{ deleteAt: noon + 6 * day }, { deleteAt: noon + 8 * day }, { deleteAt: noon - 1 }], { due: 1 }],
  ['cold ones', [{ moveToColdAt: noon - 1 }, { moveToColdAt: noon + 1 }], { cold: 1 }],
])('%s', (_, points, figures) => {
  expect(of(points)).toEqual(expect.objectContaining(figures));
});

test('a row for each type in each vault', () => {
  const points = [point('a', noon), point('b', noon, { vaultName: 'other' }), point('c', noon, { resourceType: 'S3' })];
  expect(storageOf(factsOf({ points }), noon)).toHaveLength(3);
});

test('of a crowded vault it says from when on its points are known', () => {
  const vaults = { rows: [vault('main', { pointCount: mostSweptPoints + 1 })], at: noon };
  expect(of([{}], { vaults, pointsSince: noon - 40 * day })?.since).toBe(noon - 40 * day);
  expect(of([{}], { pointsSince: noon - 40 * day })?.since).toBeUndefined();
});
