import { expect, test } from 'vitest';
import { createChangeLog } from '../../src/polling/change-log.ts';

test('what changed since a place, once or more', () => {
  const log = createChangeLog();
  for (const key of ['a', 'b', 'a']) log.add(key);
  const place = log.count();
  expect(log.since(0)).toEqual(['a', 'b', 'a']);
  log.add('c');
  expect(log.since(place)).toEqual(['c']);
  expect(log.since(log.count())).toEqual([]);
});

test('what is too long ago cannot be told', () => {
  const log = createChangeLog(() => 2);
  for (const key of ['a', 'b', 'c', 'd', 'e']) log.add(key);
  expect(log.count()).toBe(5);
  expect(log.since(0)).toBeUndefined();
  expect(log.since(3)).toEqual(['d', 'e']);
});
