import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chosenAccounts } from '../../src/aws/sign-in/role-pattern.ts';
import { matchesPattern } from '../../src/domain/pattern.ts';
import { matchesWildcard } from '../../src/lib/text/wildcard.ts';

test.each([
  ['*', '', true],
  ['', '', true],
  ['', 'a', false],
  ['a*a', 'a', false],
  ['a*a', 'aa', true],
  ['a*b*b', 'axb', false],
  ['*b*', 'abc', true],
  ['a**c', 'abc', true],
  ['arn:aws:ec2:*:*:volume/*', 'arn:aws:ec2:eu-west-1:1:volume/v', true],
  ['a.c', 'abc', false],
])('%j matches %j: %j', (pattern, text, expected) => {
  expect(matchesWildcard(pattern, text)).toBe(expected);
});

test('it agrees with a regular expression', () => {
  const few = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 12 });
  fc.assert(
    fc.property(fc.array(few, { minLength: 1, maxLength: 4 }), few, (parts, text) => {
      const expected = new RegExp(`^${parts.join('.*')}$`, 's').test(text);
      expect(matchesWildcard(parts.join('*'), text)).toBe(expected);
    }),
  );
});

test('a pattern of many stars is answered at once for a long text that nearly matches', () => {
  const pattern = `${'*a'.repeat(60)}*!`;
  const text = 'a'.repeat(4_000);
  expect(matchesPattern(pattern, text)).toBe(false);
  expect(chosenAccounts(new Map([['111122223333', text]]), { include: [pattern], exclude: [] })).toEqual([]);
});
