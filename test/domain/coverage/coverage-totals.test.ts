import { expect, test } from 'vitest';
import { coverageSentence, coverageTotals, totalsOf } from '../../../src/domain/coverage/coverage-totals.ts';
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
  expect(coverageSentence(coverageTotals(unread))).toBe('0 of 3 protected · 3 not known: 1 Region');
  const tagged = coverageOf({ inventory: resources, points, source: { inventory: 'tagging' } });
  expect(coverageSentence(coverageTotals(tagged))).toBe('2 of 3 protected · 1 in no plan · not known: 1 Region');
});

const place = (accountId: string, region: string, hasGap: boolean, states = {}) => ({
  scope: { accountId, region, connection: '' },
  states,
  hasGap,
});

test.each([
  ['one account, all Regions unknown', [place('1', 'eu', true), place('1', 'us', true)], [], 'not known: 2 Regions'],
  [
    'whole accounts, and a Region of another',
    [
      place('1', 'eu', true),
      place('1', 'us', true),
      place('2', 'eu', true),
      place('3', 'eu', false, { protected: 2, 'in-no-plan': 1 }),
      place('3', 'us', true, { 'not-known': 4 }),
    ],
    [],
    '2 of 7 protected · 1 in no plan · 4 not known: 2 accounts, 1 Region',
  ],
  [
    'accounts of an organization without any row',
    [place('1', 'eu', false, { protected: 1 })],
    ['1', '2', '3'],
    '1 of 1 protected · not known: 2 accounts',
  ],
  ['one Region of two accounts', [place('1', 'eu', true), place('1', 'us', false)], [], 'not known: 1 Region'],
])('%s', (_, counts, accounts, sentence) => {
  expect(coverageSentence(totalsOf(counts, accounts))).toBe(sentence);
});
