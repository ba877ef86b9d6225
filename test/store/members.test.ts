// Rows of which no member tells that a response lists them.
import { expect, test } from 'vitest';
import { eraseAccounts } from '../../src/store/file/erase.ts';
import { openStore, requestFor } from './open-store.ts';
import { other, own, type PointRow, toScope } from './shapes.ts';

const point = (arn: string, changes: Partial<PointRow> = {}): PointRow => ({
  scope: toScope(own),
  arn,
  createdAt: 600,
  status: 'COMPLETED',
  vaultName: 'a',
  size: 5,
  ...changes,
});
const ofHold = (requestedAt: number, notesMembers = true) => ({
  ...requestFor('points', requestedAt),
  params: 'of a hold',
  notesMembers,
});
const open = () => {
  const store = openStore();
  const { reader, writer } = store;
  const listed = (params = 'of a hold') => {
    const requests = reader.requestIds('points', [own, other], params);
    const ids = reader.openIds({ resource: 'points', scopes: [own], requests });
    return reader.rows(ids).map((found) => found?.key);
  };
  const answer = (requestedAt: number, rows: readonly PointRow[]) => {
    const response = writer.begin(ofHold(requestedAt));
    response.page(rows);
    return response.whole();
  };
  return { ...store, listed, answer };
};

test('a request has the rows that its newest whole response lists, and those of one that comes in', () => {
  const { listed, answer, writer, reader } = open();
  writer.upsert('points', [point('arn:x')], requestFor('points', 1_000));
  expect(listed()).toEqual([]);
  answer(1_001, [point('arn:1'), point('arn:2')]);
  expect(listed()).toEqual(['arn:2', 'arn:1']);
  const response = writer.begin(ofHold(1_002));
  response.page([point('arn:2'), point('arn:x')]);
  expect(listed()).toEqual(['arn:2', 'arn:1', 'arn:x']);
  response.whole();
  expect(listed()).toEqual(['arn:2', 'arn:x']);
  expect(reader.openIds({ resource: 'points', scopes: [own] })).toHaveLength(3);
  expect(listed('of another')).toEqual([]);
});

test('that a row joins or leaves is written, so that lists are made anew', () => {
  const { answer, reader, writer } = open();
  writer.upsert('points', [point('arn:1')], requestFor('points', 1_000));
  const before = reader.lastSeq();
  // The first whole response to a list is a write as well.
  expect(answer(1_001, [point('arn:1')]).seq).toBe(before + 2);
  expect(answer(1_002, [point('arn:1')]).seq).toBe(before + 2);
  expect(answer(1_003, []).seq).toBe(before + 3);
});

test('a row that has gone, or that was erased, is listed by no request', () => {
  const { listed, answer, writer, database } = open();
  answer(1_001, [point('arn:1')]);
  writer.begin(requestFor('points', 1_002)).whole({});
  expect(listed()).toEqual([]);
  answer(1_003, [point('arn:1')]);
  expect(listed()).toEqual(['arn:1']);
  eraseAccounts(database, [own.accountId]);
  expect(database.prepare('select count(*) as count from member').get()).toEqual({ count: 0 });
});
