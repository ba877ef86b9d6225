import { expect, test } from 'vitest';
import { coverageSentence, coverageTotals } from '../../../src/domain/coverage/coverage-totals.ts';
import { five, point } from '../attention/facts-of.ts';
import { coverageOf } from './coverage-of.ts';
import { inventoried } from './inventory-rows.ts';

const tags = { backup: 'daily' };
const resources = [inventoried('shop', { tags }), inventoried('orders', { tags }), inventoried('lost')];
const points = [point('shop', five), point('orders', five)];

test('each resource is counted once, and those that need no backup not at all', () => {
  const estate = { inventory: [...resources, inventoried('scratch')], points };
  const exclusions = [{ name: 'scratch', reason: 'rebuilt nightly' }];
  expect(coverageSentence(coverageTotals(coverageOf({ ...estate, exclusions })))).toBe(
    '2 of 3 protected · 1 in no plan',
  );
});

test('what is not known stands in the sentence', () => {
  const unread = coverageOf({ inventory: resources, points, without: ['rules'] });
  expect(coverageSentence(coverageTotals(unread))).toBe(
    '0 of 3 protected · 3 not known · not every resource known in 1 account-Region',
  );
  const tagged = coverageOf({ inventory: resources, points, source: { inventory: 'tagging' } });
  expect(coverageSentence(coverageTotals(tagged))).toBe(
    '2 of 3 protected · 1 in no plan · not every resource known in 1 account-Region',
  );
});
