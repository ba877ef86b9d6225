// Rows are erased while another program writes: that program continues, and its later rows can be read.
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkStore } from '../../src/store/file/check.ts';
import { eraseAccounts, eraseAll } from '../../src/store/file/erase.ts';
import { openStore } from '../../src/store/file/open-store.ts';
import { createStoreReader } from '../../src/store/read/store-reader.ts';
import { type Database, openForWriting } from '../../src/store/sqlite.ts';
import { createStoreWriter } from '../../src/store/write/store-writer.ts';
import { newFolder } from './child.ts';
import { at, requestFor } from './open-store.ts';
import { elsewhere, own, shapes, toScope } from './shapes.ts';

const vault = (name: string, scope = own) => ({ scope: toScope(scope), name });
const organization = { ...elsewhere, accountId: '*' };

function openTwice() {
  const path = join(newFolder(), 'stores/aws.sqlite');
  const store = openStore({ path, isNamed: false, isShared: false, notices: [] }, { now: () => 1_000, parents: [] });
  const other = openForWriting(path);
  onTestFinished(() => {
    other.close();
    store.close();
  });
  const { database } = store;
  const reader = createStoreReader({ database, shapes, toScope });
  const keys = () =>
    reader.rows(reader.openIds({ resource: 'vaults', scopes: [own] })).map((found) => found?.key.slice(6));
  return { database, other, reader, keys, writer: createStoreWriter({ database, shapes, now: () => 1_000 }) };
}

/** Vaults have no shared part, whose removal would be noticed by itself. */
test.each<[string, (database: Database) => void]>([
  ['its account', (database) => eraseAccounts(database, [own.accountId])],
  ['everything', (database) => eraseAll(database, 1_000)],
])('after %s was cleared rows come back and are readable', (_, erase) => {
  const { other, database, keys, writer } = openTwice();
  // The number of the scope is remembered once it has been looked for.
  writer.upsert('vaults', [vault('a'), vault('a')], at(900));
  erase(other);
  expect(keys()).toEqual([]);
  writer.upsert('vaults', [vault('b')], at(901));
  expect(keys()).toEqual(['b']);
  expect(checkStore(database)).toEqual([]);
});

test('a response of which a page was cleared is not whole; the next one is', () => {
  const { other, reader, keys, writer } = openTwice();
  const [torn, next] = [900, 901].map((time) => writer.begin(requestFor('vaults', time)));
  torn?.page([vault('a')]);
  eraseAccounts(other, [own.accountId]);
  torn?.page([vault('b')]);
  torn?.whole({});
  expect(reader.requestState('vaults', own, '')?.wholeAt).toBeUndefined();
  const whole = writer.begin(requestFor('vaults', 902));
  whole.page([vault('a'), vault('b')]);
  whole.whole({});
  next?.abandon();
  expect([reader.requestState('vaults', own, '')?.wholeAt, keys().sort()]).toEqual([902, ['a', 'b']]);
});

test('with an account goes that the lists of its organization are whole', () => {
  const { other, reader, writer } = openTwice();
  const request = requestFor('vaults', 900, { scope: organization });
  const [first, second] = [writer.begin(request), writer.begin({ ...request, requestedAt: 901 })];
  first.page([vault('a', own), vault('b', elsewhere)]);
  second.page([vault('a', own), vault('b', elsewhere)]);
  first.whole({});
  expect(reader.requestState('vaults', organization, '')?.wholeAt).toBe(900);
  eraseAccounts(other, [own.accountId]);
  second.whole({});
  expect(reader.requestState('vaults', organization, '')?.wholeAt).toBeUndefined();
});
