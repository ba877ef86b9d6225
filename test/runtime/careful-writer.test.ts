// Short commands continue where nothing can be stored.
import { expect, test } from 'vitest';
import { createStoreInProcess } from '../../src/engine/program-store.ts';
import { migrate } from '../../src/store/schema.ts';
import { openForWriting } from '../../src/store/sqlite.ts';

const scope = { identity: 'AWS arn:aws:iam::111122223333:role/reader', accountId: '111122223333', region: 'eu-west-1' };
const vaults = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const name = `${index} ${'x'.repeat(900)}`;
    return { scope: { ...scope, connection: '' }, arn: name, name };
  });

function open() {
  const database = openForWriting(':memory:');
  migrate(database);
  const failures: unknown[] = [];
  const store = createStoreInProcess({ database, now: () => 1_000, failed: (error) => void failures.push(error) });
  const begin = () => store.writer.begin({ resource: 'vaults', scope, params: '[]', requestedAt: 900 });
  return { database, store, failures, begin };
}

test('after the first trouble nothing more is written, and it is told once', async () => {
  const { database, store, failures, begin } = open();
  const [first, second] = [begin(), begin()];
  first.page(vaults(1));
  const { page_count: pages } = database.prepare('pragma page_count').get() as { page_count: number };
  database.exec(`pragma max_page_count=${pages}`);
  first.page(vaults(400));
  database.exec('pragma max_page_count=1000000');
  first.whole();
  second.page(vaults(2));
  second.whole();
  begin().page(vaults(3));
  store.writer.upsert('vaults', vaults(4), { requestedAt: 900, identity: scope.identity });
  expect(failures).toEqual([expect.objectContaining({ errcode: 13 })]);
  const { reader } = await store.opened();
  expect(reader.openIds({ resource: 'vaults', scopes: [scope] })).toHaveLength(1);
  expect(reader.requestState('vaults', scope, '[]')?.wholeAt).toBeUndefined();
});

test('a mistake of the program is thrown', () => {
  const { failures, begin } = open();
  expect(() => begin().page(undefined as never)).toThrow(TypeError);
  expect(failures).toEqual([]);
});
