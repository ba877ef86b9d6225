import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSame } from '../../src/lib/same.ts';

// Few names and values, so that two of them are often alike, or nearly so.
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom(undefined, null, 0, -0, Number.NaN, '', 'a'),
    tie('list'),
    tie('object'),
  ),
  list: fc.array(tie('value'), { maxLength: 2 }),
  object: fc.dictionary(fc.constantFrom('a', 'b'), tie('value'), { maxKeys: 2 }).map((members) => ({ ...members })),
}));

test('plain values are the same where nothing in them differs', () => {
  fc.assert(
    fc.property(value, value, (one, other) => {
      expect(isSame(one, structuredClone(one))).toBe(true);
      expect(isSame(one, other)).toBe(isDeepStrictEqual(one, other));
    }),
    { numRuns: 2_000 },
  );
});
