import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defined } from '../../src/lib/defined.ts';

const names = ['kind', 'id', 'state', 'createdAt', 'message', '1', '__proto__'];
const members = fc.array(
  fc.tuple(
    fc.constantFrom(...names),
    fc.option(fc.oneof(fc.nat(), fc.string(), fc.constant(null)), { nil: undefined }),
  ),
);

test('all members that are there, in their order, whatever came before', () => {
  fc.assert(
    fc.property(fc.array(members), (values) => {
      for (const given of values) {
        const value = Object.fromEntries(given);
        const made = defined(value);
        expect(Object.entries(made)).toEqual(Object.entries(value).filter(([, member]) => member !== undefined));
        expect(made).not.toBe(value);
      }
    }),
  );
});

test('what is done to one is not seen in the next', () => {
  const one = defined({ id: 'a', state: 'RUNNING' });
  one.state = 'FAILED';
  expect(defined({ id: 'b', state: undefined })).toEqual({ id: 'b' });
  expect(defined({ id: 'c', state: 'CREATED' })).toEqual({ id: 'c', state: 'CREATED' });
});
