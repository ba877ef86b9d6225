import { expect, test } from 'vitest';
import { createFilter } from '../../src/app/filter.ts';

const row = 'COMPLETED\tprod-db\tRDS\tvault-main\teu-west-1';

test.each([
  ['prod', true],
  ['PROD', true],
  ['db rds', true],
  ['rds prod', true],
  ['db s3', false],
  ['!prod', false],
  ['!s3', true],
  ['~^completed', true],
  ['/prod-(db|web)/', true],
  ['!~prod-(db|web)', false],
  ['/prod', false],
  ['!', true],
  ['', true],
])('%j keeps the row: %j', (typed, expected) => {
  expect(createFilter(typed).matches?.(row) ?? true).toBe(expected);
});

test('an unfinished expression hides nothing and says what is wrong', () => {
  const filter = createFilter('~prod-(db');
  expect(filter.matches).toBeUndefined();
  expect(filter.problem).toContain('Unterminated group');
});
