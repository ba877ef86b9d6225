import { expect, test } from 'vitest';
import { coverageGroups, readCoverageGrouping } from '../../../src/domain/coverage/coverage-groups.ts';
import { coverageSentence, coverageTotals } from '../../../src/domain/coverage/coverage-totals.ts';
import { five, point } from '../attention/facts-of.ts';
import { coverageOf } from './coverage-of.ts';
import { inventoried } from './inventory-rows.ts';

const tags = { backup: 'daily' };
const { tags: _, ...untold } = inventoried('untold');
const rows = coverageOf({
  inventory: [inventoried('shop', { tags }), inventoried('orders', { tags }), inventoried('lost'), untold],
  points: [point('shop', five), point('orders', five)],
  source: { inventory: 'tagging' },
});

function groupsBy(text: string): string[] {
  const grouping = readCoverageGrouping(text);
  if (!grouping) throw new Error(`${text} is no grouping`);
  return coverageGroups(rows, grouping).map(({ name, note, totals }) => `${note ?? name}: ${coverageSentence(totals)}`);
}

test('by tag, a resource without the tag and one whose tags are not known are groups of their own', () => {
  expect(groupsBy('tag:backup')).toEqual([
    'daily: 2 of 2 protected',
    'resources not known: not known: 1 Region',
    'tags not known: 0 of 1 protected · 1 not known',
    'without the tag: 0 of 1 protected · 1 in no plan',
  ]);
});

test.each(['type', 'account', 'region', 'state', 'tag:backup', 'tag:constructor'])(
  'by %s, the groups add up to all',
  (text) => {
    const grouping = readCoverageGrouping(text);
    const groups = grouping ? coverageGroups(rows, grouping) : [];
    const all = coverageTotals(rows);
    const sum = (of: (totals: typeof all) => number) => groups.reduce((whole, { totals }) => whole + of(totals), 0);
    expect(all.total).toBe(4);
    for (const count of ['total', 'protected', 'unknownRegions'] as const) {
      expect(sum((totals) => totals[count])).toBe(all[count]);
    }
  },
);

test.each(['', 'tag', 'tag:', 'tag ', 'plan'])('"%s" is no grouping', (text) => {
  expect(readCoverageGrouping(text)).toBeUndefined();
});
