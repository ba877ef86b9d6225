import { expect, test } from 'vitest';
import { mostSweptPoints, sweptPointsMs } from '../../config/polling.ts';
import { createFactsReader } from '../../src/app/attention/read-facts.ts';
import { finish } from '../../src/lib/steps.ts';
import { dataOf, now, vault } from '../components/fixtures.ts';

const factsWith = (pointCount: number) =>
  finish(createFactsReader()(dataOf({ rows: { vaults: [vault('main', 'us-east-1', { pointCount })] } })));

test('of a crowded vault it is known from when on its points were asked for', () => {
  const [crowded, elsewhere] = factsWith(mostSweptPoints + 1);
  expect(crowded?.pointsSince).toBe(now - 2_000 - sweptPointsMs);
  expect(elsewhere?.pointsSince).toBeUndefined();
  expect(factsWith(mostSweptPoints)[0]?.pointsSince).toBeUndefined();
});
