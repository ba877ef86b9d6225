// Which places of an organization have rows: asked for hundreds of places at once.
import { expect, test } from 'vitest';
import { createResponseReader } from '../../src/engine/evaluation/facts/response-reader.ts';
import type { StoreReader } from '../../src/store/read/store-reader.ts';

const identity = 'arn:aws:iam::123456789012:role/Reader';
const requested = { identity, accountId: 'organization', region: 'us-east-1' };
const sourceIn = (accountId: string) => ({
  requested: { ...requested },
  stored: { identity, accountId, region: 'us-east-1' },
  scope: { accountId, region: 'us-east-1', connection: '' },
  responsesWithoutRows: false,
});

test('a response is looked up once, the rows of each account once', () => {
  const asked = { responses: 0, rows: 0 };
  const reader = {
    wholeAt: () => {
      asked.responses += 1;
      return 1;
    },
    hasOpenRows: ({ scope }: { scope: { accountId: string } }) => {
      asked.rows += 1;
      return scope.accountId.endsWith('7');
    },
  } as unknown as StoreReader;
  const accounts = Array.from({ length: 200 }, (_, index) => `${100_000_000_000 + index}`);
  const hasRows = createResponseReader(reader).createRowFinder();
  expect(accounts.filter((account) => hasRows('backup-jobs', [sourceIn(account)]))).toHaveLength(20);
  expect(asked).toEqual({ responses: 1, rows: 200 });
});

test('rows without a response that counts are none', () => {
  const reader = { wholeAt: () => 1, hasOpenRows: () => true } as unknown as StoreReader;
  const hasRows = createResponseReader(reader, () => false).createRowFinder();
  expect(hasRows('backup-jobs', [sourceIn('123456789012')])).toBe(false);
});
