import { expect, test } from 'vitest';
import { hasPast } from '../../src/resources/past.ts';

test.each([
  ['vaults', {}, true],
  ['backup-jobs', { state: 'FAILED' }, true],
  ['recovery-points', { vaultName: 'prod' }, true],
  ['attention', {}, true],
  ['findings', {}, true],
  ['events', {}, true],
  ['changes', {}, true],
  ['changes', { list: 'vaults', key: 'x' }, true],
  // Only responses say which rows they listed.
  ['selections', { anything: 'x' }, false],
  // The newest values alone are kept.
  ['coverage', {}, false],
  ['runs', {}, false],
  ['metrics', {}, false],
  ['job-days', {}, false],
] as const)('whether the rows of %s with %j are known of a past time: %j', (id, params, isKnown) => {
  expect(hasPast(id, params)).toBe(isKnown);
});
