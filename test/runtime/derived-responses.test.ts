// When all known rows have been evaluated, also after a restart of the thread that evaluates.
import { expect, test } from 'vitest';
import { createDerivedResponses } from '../../src/runtime/derived-responses.ts';
import { dataOf } from '../components/fixtures.ts';
import { scopeOf } from '../resources/embedded-aws.ts';
import { openMemoryStore } from '../support/memory-store.ts';

test('a writer that counts from the beginning again is not waited for up to the count of the one before', () => {
  let [position, upTo] = [500, 400];
  const evaluation = { watch() {}, position: () => position, upTo: () => upTo };
  const store = { ...openMemoryStore(() => 0), evaluation };
  const responses = createDerivedResponses({ store, identityOf: () => 'me' });
  const data = {
    ...dataOf({ rows: {} }),
    scopes: [scopeOf('us-east-1')],
    snapshot: () => ({ version: 1, loadedAt: 1 }),
  };
  expect(responses.isWhole(data)).toBe(false);
  [position, upTo] = [3, -1];
  expect(responses.isWhole(data)).toBe(false);
  upTo = 3;
  expect(responses.isWhole(data)).toBe(true);
});
