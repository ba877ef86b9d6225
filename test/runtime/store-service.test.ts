// What happens to the file while the program runs: it goes on, says once what is not kept, and keeps again what it can.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { StoreNews, WriteCommand } from '../../src/engine/store-protocol.ts';
import { createStoreService } from '../../src/engine/store-service.ts';
import { type OpenStore, openStore } from '../../src/store/open-store.ts';
import { migrate, migrations } from '../../src/store/schema.ts';
import { openForReading, openForWriting } from '../../src/store/sqlite.ts';
import { storeFiles } from '../../src/store/store-files.ts';
import { StoreRefused } from '../../src/store/trouble.ts';
import { newFolder } from '../store/child.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const minute = 60_000;
const scope = { identity: 'AWS arn:aws:iam::111122223333:role/reader', accountId: '111122223333', region: 'eu-west-1' };
const limits = { keepMs: 400 * 86_400_000, maxBytes: 2e9 };
const notOver = /what comes now is not kept; it is tried again each minute\./;

function start() {
  const clock = createFakeClock();
  const path = join(newFolder(), 'vaultop/stores/aws.sqlite');
  const place = { path, isNamed: false, isShared: false, notices: [] };
  const said: string[] = [];
  const paths: string[] = [];
  const stores: OpenStore[] = [];
  let refusal: Error | undefined;
  const send = (news: StoreNews) => {
    if (news.type === 'opened') paths.push(news.path);
    if ('notices' in news) said.push(...news.notices);
  };
  const open = () => {
    if (refusal) throw refusal;
    const store = openStore(place, { now: clock.now, parents: [newFolder()] });
    store.database.exec('pragma busy_timeout=1');
    stores.push(store);
    return store;
  };
  const service = createStoreService({ open, limits, now: clock.now, clock, send });
  onTestFinished(service.close);
  let answers = 0;
  const write = (...commands: readonly object[]) => {
    for (const command of commands) service.write({ now: clock.now(), answer: answers, ...command } as WriteCommand);
  };
  const begin = () => {
    answers += 1;
    const request = { resource: 'vaults', scope, params: '[]', requestedAt: clock.now() };
    write({ type: 'begin', request });
  };
  const page = (...names: readonly string[]) =>
    write({ type: 'page', rows: names.map((name) => ({ scope: { ...scope, connection: '' }, arn: name, name })) });
  /** One whole answer. */
  const answer = (...names: readonly string[]) => {
    begin();
    page(...names);
    write({ type: 'whole', covers: undefined });
  };
  return {
    ...{ clock, path, said, paths, begin, page, answer, write, service },
    store: () => stores.at(-1) as OpenStore,
    refuse: (error: Error | undefined) => {
      refusal = error;
    },
  };
}

function keptIn(path: string): string[] {
  const database = openForReading(path);
  const rows = database.prepare('select key from row order by key').all() as { key: string }[];
  database.close();
  return rows.map(({ key }) => key);
}

const manyNames = Array.from({ length: 400 }, (_, index) => `vault-${index}-${'x'.repeat(900)}`);

test('a full disk abandons the answer, is said once, tried again each minute, and said when it is over', async () => {
  const { clock, path, said, begin, page, answer, write, store } = start();
  answer('a');
  const { database } = store();
  const { page_count: pages } = database.prepare('pragma page_count').get() as { page_count: number };
  database.exec(`pragma max_page_count=${pages}`);
  said.length = 0;
  begin();
  page('b');
  page(...manyNames);
  expect(said).toEqual([
    expect.stringMatching(/^There is no room for the store .*aws\.sqlite \(database or disk is full\)/),
  ]);
  expect(said[0]).toMatch(notOver);
  answer(...manyNames);
  await clock.advance(3 * minute);
  answer(...manyNames);
  expect(said).toHaveLength(1);
  database.exec('pragma max_page_count=1000000');
  await clock.advance(minute);
  expect(said.slice(1)).toEqual([`The store ${path} can be written again: what comes now is kept.`]);
  // The answer that was under way stays abandoned: something of it is missing.
  page('late');
  write({ type: 'whole' });
  answer('c');
  expect(keptIn(path)).toEqual(['a', 'b', 'c']);
  expect(database.prepare("select count(*) as count from meta where name = 'room'").get()).toEqual({ count: 0 });
});

test('a lock that another program keeps is said once, and is over when it is', async () => {
  const { clock, path, said, answer } = start();
  const other = openForWriting(path);
  onTestFinished(() => other.close());
  other.exec('begin immediate');
  said.length = 0;
  answer('a');
  answer('b');
  await clock.advance(2 * minute);
  expect(said).toEqual([expect.stringMatching(/^Another program keeps the store .* locked \(database is locked\)/)]);
  expect(said[0]).toMatch(notOver);
  other.exec('rollback');
  await clock.advance(minute);
  answer('c');
  expect(keptIn(path)).toEqual(['c']);
  expect(said[1]).toMatch(/can be written again/);
});

test('a store that was made read-only is said once, and is over when it is', async () => {
  const { clock, path, said, answer, store } = start();
  store().database.exec('pragma query_only=1');
  said.length = 0;
  answer('a');
  await clock.advance(2 * minute);
  expect(said).toEqual([
    expect.stringMatching(/^The store .* cannot be written \(attempt to write a readonly database/),
  ]);
  store().database.exec('pragma query_only=0');
  await clock.advance(minute);
  answer('b');
  expect(keptIn(path)).toEqual(['b']);
});

test.each<[string, (path: string) => void]>([
  ['deleted', (path) => storeFiles(path).forEach((file) => void rmSync(file, { force: true }))],
  ['moved away', (path) => renameSync(path, `${path}.old`)],
])('a store that was %s while it is in use is said once, and a new one begins', async (_, remove) => {
  const { clock, path, said, paths, answer } = start();
  answer('a');
  said.length = 0;
  remove(path);
  answer('lost');
  await clock.advance(minute);
  expect(said[0]).toBe(
    `The store ${path} was deleted or replaced while it was in use: what it held is gone, and a new one begins.`,
  );
  answer('b');
  await clock.advance(2 * minute);
  expect([keptIn(path), paths, said.length]).toEqual([['b'], [path, path], 2]);
});

test('where no new store can be opened it is said once, and tried again each minute', async () => {
  const { clock, path, said, answer, refuse } = start();
  said.length = 0;
  storeFiles(path).forEach((file) => void rmSync(file, { force: true }));
  refuse(new StoreRefused('No store can lie there.'));
  await clock.advance(3 * minute);
  answer('lost');
  expect([said, existsSync(path)]).toEqual([['No store can lie there.'], false]);
  refuse(undefined);
  await clock.advance(minute);
  answer('a');
  expect(keptIn(path)).toEqual(['a']);
});

test('a newer program that changes the tables ends the writing, and is said once', async () => {
  const { clock, path, said, answer } = start();
  answer('a');
  const newer = openForWriting(path);
  migrate(newer, [...migrations, 'alter table meta add column more']);
  newer.close();
  said.length = 0;
  await clock.advance(minute);
  answer('b');
  await clock.advance(10 * minute);
  expect(said).toEqual([
    `A newer vaultop has changed the store ${path}: restart this one; what comes until then is not kept.`,
  ]);
  expect(keptIn(path)).toEqual(['a']);
});

test('a mistake of the program is thrown, so that the thread ends with it', () => {
  const { begin, write } = start();
  begin();
  expect(() => write({ type: 'page', rows: undefined })).toThrow(TypeError);
});
