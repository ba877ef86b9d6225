import vm from 'node:vm';
import { expect, test, vi } from 'vitest';
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
  expect(createFilter(typed).passing?.([row]) ?? [true]).toEqual([expected]);
});

test('an unfinished expression hides nothing and says what is wrong', () => {
  const filter = createFilter('~prod-(db');
  expect(filter.passing).toBeUndefined();
  expect(filter.problem).toContain('Unterminated group');
});

test.each(['~', '/', '!~'])('a long expression after %s does not hide what is wrong with it', (sign) => {
  const expression = `${'prod-'.repeat(40)}(db`;
  const typed = `${sign}${expression}${sign === '/' ? '/' : ''}`;
  expect(createFilter(typed).problem).toBe('Unterminated group');
});
/** One test of one text never returns. */
const endless = [
  '~(a|aa|[a-z0-9-])+(x+x+)+y$',
  '/(a+)+$/',
  '!~(.*)*!$',
  `~${'(a|a)'.repeat(40)}!`,
  `~${'a?'.repeat(14)}(a*a*)*!`,
];
const hostile = `${'a'.repeat(40)}${'x'.repeat(40)}b`;

test.each(endless)('%j on a row that it could be tried on in too many ways says that it cannot tell, once', (typed) => {
  const { passing } = createFilter(typed);
  const texts = ['short', hostile, 'other'];
  expect(passing?.(texts)).toBeUndefined();
  const runs = vi.spyOn(vm.Script.prototype, 'runInThisContext');
  for (let again = 0; again < 20; again += 1) expect(passing?.(texts)).toBeUndefined();
  expect(runs).not.toHaveBeenCalled();
});

test('what a usual expression says of many rows is the same in chunks', () => {
  const texts = Array.from({ length: 5_001 }, (_, index) => `job-${index} in a-vault of prod`);
  const passing = createFilter('~^job-\\d*7 .*(prod|test)$').passing?.(texts);
  expect(passing).toEqual(texts.map((_, index) => index % 10 === 7));
});

test.each(['a?', 'a{0,1}', 'a{1,2}', '(a|)', '(|a)', '(?:|a)', 'a??'])(
  'many times %s, which takes hours to compile, is refused',
  (part) => {
    expect(createFilter(`~${part.repeat(40)}${'a'.repeat(40)}!`)).toEqual({ problem: 'more than 16 optional parts' });
  },
);
