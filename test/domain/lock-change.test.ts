import { expect, test } from 'vitest';
import { lockChange } from '../../src/domain/vaults/lock-change.ts';

test.each([
  [{ minDays: 30, maxDays: 365 }, { minDays: 7, maxDays: 365 }, 'loosened from 30-365 to 7-365 days'],
  [{ minDays: 30, maxDays: 365 }, { minDays: 60, maxDays: 400 }, 'loosened from 30-365 to 60-400 days'],
  [{ minDays: 30 }, {}, 'loosened from 30 or more to 1 or more days'],
  [{}, { minDays: 30 }, 'tightened from 1 or more to 30 or more days'],
  [{ minDays: 7, maxDays: 9 }, { minDays: 7, maxDays: 9 }, 'retention 7-9 days as before'],
  [{ minDays: 7 }, { minDays: 8, finalAfterDays: 3 }, 'tightened from 7 or more to 8 or more days, final after 3 days'],
  [undefined, { minDays: 7, maxDays: 400 }, 'retention now 7-400 days, before unknown'],
])('%j to %j: %s', (before, after, text) => {
  expect(lockChange(before, after)).toBe(text);
});
