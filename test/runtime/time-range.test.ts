// The range of times in the filter of a list, and the query that follows from it.
import { expect, test } from 'vitest';
import { resources } from '../../src/resources/index.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { listQueryOf, rangeIn } from '../../src/runtime/lists/list-query-of.ts';

const noon = Date.UTC(2026, 9, 15, 12);
const day = 86_400_000;
const range = (filter: string, list: ResourceId = 'backup-jobs') => rangeIn(resources[list], filter, noon);

test('a span is counted from now, and the narrowest bound counts', () => {
  expect(range('failed')).toBeUndefined();
  expect(range('since:60d')).toEqual({ since: noon - 60 * day });
  expect(range('since:60d since:2026-10-01 until:1d state:failed')).toEqual({
    since: Date.UTC(2026, 9, 1),
    until: noon - day,
  });
  expect(range('!since:60d')).toBeUndefined();
  expect(range('since:>2d', 'findings')).toBeUndefined();
});

test('a list without a time has no range', () => {
  expect(range('since:60d', 'region-settings')).toBeUndefined();
});

const sinceAt = (filter: string) =>
  listQueryOf(
    {
      resource: resources['backup-jobs'],
      stored: resources['backup-jobs'].stored ?? {},
      params: {},
      filter,
      sort: resources['backup-jobs'].sort,
      accounts: new Map(),
      now: noon,
      isSettled: () => true,
    },
    { scopes: [[1]] },
  ).sinceAt;

test('a range shows jobs that AWS no longer lists', () => {
  expect(sinceAt('')).toBeGreaterThan(noon - 31 * day);
  expect(sinceAt('since:60d')).toBe(noon - 60 * day);
  expect(sinceAt('since:2h')).toBe(noon - day / 12);
  expect(sinceAt('until:2026-09-01')).toBeUndefined();
});
