import { expect, test } from 'vitest';
import { mostSweptPoints, sweptPointsMs } from '../../config/polling.ts';
import { createFactsReader } from '../../src/app/attention/read-facts.ts';
import { dataOf, now, regions, vault } from '../components/fixtures.ts';

const factsWith = (pointCount: number) =>
  createFactsReader()(dataOf({ rows: { vaults: [vault('main', 'us-east-1', { pointCount })] } }));

test('of a crowded vault it is known from when on its points were asked for', () => {
  const [crowded, elsewhere] = factsWith(mostSweptPoints + 1);
  expect(crowded?.pointsSince).toBe(now - 2_000 - sweptPointsMs);
  expect(elsewhere?.pointsSince).toBeUndefined();
  expect(factsWith(mostSweptPoints)[0]?.pointsSince).toBeUndefined();
});

test('where much has changed at once, each go gives its share, and in the end all are as one look gives them', () => {
  const data = dataOf({ rows: { vaults: regions.map((region) => vault('main', region)) } });
  let behind = 0;
  const read = createFactsReader({ atOnce: 1, behind: () => (behind += 1) });
  const goes = [0, 1, 2].map((go) => read({ ...data, version: data.version + go }));
  expect(goes.map((facts) => facts.length)).toEqual([1, 2, regions.length]);
  expect(behind).toBe(2);
  expect(goes.at(-1)).toEqual(createFactsReader()(data));
  // What was given before stays the same object: nothing is reckoned twice.
  expect(goes[2]?.[0]).toBe(goes[0]?.[0]);
});
