// The tables of lists, columns, actions, fields and restore types hold no empty text: where the screen has nothing to say, the
// member is absent.
import { expect, test } from 'vitest';
import { restoreTypes } from '../../src/domain/restore/restore-types.ts';
import { resources } from '../../src/resources/index.ts';

/** Values that are compared or sent, not shown. */
const notShown = /^(resources\.(audits|events)\.stored\.beforeEnd\.state|types\.#\.keys\.#\.only\.values\.#)$/;

function emptyTexts(root: unknown, name: string): { readonly empty: string[]; readonly count: number } {
  const empty: string[] = [];
  const seen = new Set<unknown>();
  let count = 0;
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string') count += 1;
    if (value === '' && !notShown.test(path)) empty.push(path);
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    for (const [key, member] of Object.entries(value)) walk(member, `${path}.${/^\d+$/.test(key) ? '#' : key}`);
  };
  walk(root, name);
  return { empty, count };
}

test('of resources', () => {
  const { empty, count } = emptyTexts(resources, 'resources');
  expect(empty).toEqual([]);
  expect(count).toBeGreaterThan(1_000);
});

test('of restore types', () => {
  const { empty, count } = emptyTexts(restoreTypes, 'types');
  expect(empty).toEqual([]);
  expect(count).toBeGreaterThan(500);
});
