// The file fails while the program runs: the program continues in a temporary file, or says once that nothing is
// stored.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ResponseSink } from '../../src/engine/program-store.ts';
import type { StoreNews } from '../../src/engine/store/store-protocol.ts';
import { createStoreService } from '../../src/engine/store/store-service.ts';
import { type OpenStore, openStore, openTemporary } from '../../src/store/file/open-store.ts';
import { processSpace } from '../../src/store/file/processes.ts';
import { storeFiles } from '../../src/store/file/store-files.ts';
import { StoreRefused } from '../../src/store/file/trouble.ts';
import { createRequestLeases } from '../../src/store/request-leases.ts';
import { migrate, migrations } from '../../src/store/schema.ts';
import { type Database, openForReading, openForWriting } from '../../src/store/sqlite.ts';
import { newFolder } from '../store/child.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const minute = 60_000;
const scope = { identity: 'AWS arn:aws:iam::111122223333:role/reader', accountId: '111122223333', region: 'eu-west-1' };
const limits = { keepMs: 400 * 86_400_000, maxBytes: 2e9 };
const notOver = /new data is not stored; vaultop tries again each minute\./;

function start() {
  const clock = createFakeClock();
  const path = join(newFolder(), 'vaultop/stores/aws.sqlite');
  const place = { path, isNamed: false, isShared: false, notices: [] };
  const said: string[] = [];
  const paths: string[] = [];
  const types: string[] = [];
  const stores: OpenStore[] = [];
  const folder = newFolder();
  let [refusal, temporaryRefusal]: [Error | undefined, Error | undefined] = [undefined, undefined];
  const send = (news: StoreNews) => {
    if (news.type !== 'written') types.push(news.type);
    if (news.type === 'opened') paths.push(news.path);
    if ('notices' in news) said.push(...news.notices);
  };
  const resumed = () => void types.push('resumed');
  const open = () => {
    if (refusal) throw refusal;
    const store = openStore(place, { now: clock.now, parents: [newFolder()] });
    store.database.exec('pragma busy_timeout=1');
    stores.push(store);
    return store;
  };
  const temporary = () => {
    if (temporaryRefusal) throw temporaryRefusal;
    const store = openTemporary([], [folder]);
    stores.push(store);
    return store;
  };
  const service = createStoreService({ open, openTemporary: temporary, limits, now: clock.now, clock, send, resumed });
  onTestFinished(service.close);
  const begin = () => service.writer.begin({ resource: 'vaults', scope, params: '[]', requestedAt: clock.now() });
  const page = (sink: ResponseSink, ...names: readonly string[]) =>
    sink.page(names.map((name) => ({ scope: { ...scope, connection: '' }, arn: name, name })));
  /** One whole response. */
  const response = (...names: readonly string[]) => {
    const sink = begin();
    page(sink, ...names);
    sink.whole();
  };
  return {
    clock,
    path,
    said,
    paths,
    types,
    stores,
    begin,
    page,
    response,
    service,
    store: () => stores.at(-1) as OpenStore,
    forget() {
      said.length = 0;
      types.length = 0;
    },
    refuseTemporary: (error: Error | undefined) => {
      temporaryRefusal = error;
    },
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

/** From now on it has no room for another page. */
function fill(database: Database): void {
  const { page_count: pages } = database.prepare('pragma page_count').get() as { page_count: number };
  database.exec(`pragma max_page_count=${pages}`);
}

const empty = (database: Database): void => database.exec('pragma max_page_count=1000000');

const noRoom = () => Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });

test('a full disk moves the store into a temporary one until the next start, which is said in one line', async () => {
  const { clock, path, said, types, begin, page, response, store, forget } = start();
  response('a');
  fill(store().database);
  forget();
  const under = begin();
  page(under, 'b');
  page(under, ...manyNames);
  const temporary = store();
  expect(said).toEqual([
    `The disk or quota of the store ${path} is full (database or disk is full): a temporary store in ${dirname(temporary.path)} is used until this program ends.`,
  ]);
  expect(types).toEqual(['lost', 'resumed', 'opened']);
  // The response in progress stays abandoned: a part of it is missing.
  page(under, 'late');
  under.whole();
  response('c');
  await clock.advance(3 * minute);
  response('c', ...manyNames);
  expect([said.length, store()]).toEqual([1, temporary]);
  expect(keptIn(path)).toEqual(['a', 'b']);
  expect(keptIn(temporary.path)).toEqual(['c', ...manyNames].toSorted());
});

test('where there is no room for a temporary store either it is said once, and both are tried each minute', async () => {
  const { clock, path, said, types, response, store, stores, forget, refuseTemporary } = start();
  response('a');
  const { database } = store();
  fill(database);
  refuseTemporary(noRoom());
  forget();
  response(...manyNames);
  await clock.advance(3 * minute);
  response(...manyNames);
  expect(said).toEqual([
    expect.stringMatching(/^The disk or quota of the store .* and a temporary one cannot be created/),
  ]);
  expect(said[0]).toMatch(notOver);
  expect([types, stores.length]).toEqual([['lost', 'notices'], 1]);
  empty(database);
  await clock.advance(minute);
  expect(said.slice(1)).toEqual([`The store ${path} can be written again: new data is stored.`]);
  // A reader that expects all of the lost responses requests them again.
  expect(types.slice(2)).toEqual(['resumed', 'notices']);
  response('c');
  expect(keptIn(path)).toEqual(['a', 'c']);
  expect(database.prepare("select count(*) as count from meta where name = 'room'").get()).toEqual({ count: 0 });
});

test('as soon as there is room for a temporary store it takes the place of a full one', async () => {
  const { clock, response, store, stores, paths, refuseTemporary } = start();
  fill(store().database);
  refuseTemporary(noRoom());
  response(...manyNames);
  refuseTemporary(undefined);
  await clock.advance(minute);
  response('a');
  expect([stores.length, paths.length, keptIn(store().path)]).toEqual([2, 2, ['a']]);
});

test('a temporary store that is full as well fills no other one: it is tried again each minute', async () => {
  const { clock, said, response, store, stores, forget } = start();
  fill(store().database);
  response(...manyNames);
  const { database, path } = store();
  fill(database);
  forget();
  response(...manyNames);
  response(...manyNames);
  await clock.advance(3 * minute);
  expect([stores.length, said]).toEqual([
    2,
    [expect.stringMatching(/^The disk or quota of the store .*; vaultop tries/)],
  ]);
  empty(database);
  await clock.advance(minute);
  response('a');
  expect([keptIn(path), said[1]]).toEqual([['a'], expect.stringMatching(/can be written again/)]);
});

test('a store that gets damaged while it is in use gives its place to a temporary one', async () => {
  const { clock, path, said, response, store, forget } = start();
  response('a');
  const { database } = store();
  const damaged = () => {
    throw Object.assign(new Error('database disk image is malformed'), { errcode: 11 });
  };
  Object.assign(database, { exec: damaged, prepare: damaged });
  forget();
  response('b');
  await clock.advance(2 * minute);
  response('c');
  expect(said).toEqual([
    expect.stringMatching(/^The store .* is damaged \(database disk image is malformed; .*temporary/),
  ]);
  expect([keptIn(path), keptIn(store().path)]).toEqual([['a'], ['c']]);
});

test('a lock that another program keeps is said once, and is over when it is', async () => {
  const { clock, path, said, types, response, stores } = start();
  const other = openForWriting(path);
  onTestFinished(() => other.close());
  other.exec('begin immediate');
  said.length = 0;
  response('a');
  response('b');
  await clock.advance(2 * minute);
  expect(said).toEqual([expect.stringMatching(/^Another program keeps the store .* locked \(database is locked\)/)]);
  expect(said[0]).toMatch(notOver);
  other.exec('rollback');
  await clock.advance(minute);
  response('c');
  expect(keptIn(path)).toEqual(['c']);
  expect(said[1]).toMatch(/can be written again/);
  expect([types.filter((type) => type === 'resumed').length, stores.length]).toEqual([1, 1]);
});

test('a store that was made read-only gives its place to a temporary one, which is said once', async () => {
  const { clock, path, said, response, store } = start();
  store().database.exec('pragma query_only=1');
  said.length = 0;
  response('a');
  await clock.advance(2 * minute);
  response('b');
  expect(said).toEqual([
    expect.stringMatching(
      /^The store .* cannot be written \(attempt to write a readonly database.* a temporary store in/,
    ),
  ]);
  expect([keptIn(path), keptIn(store().path)]).toEqual([[], ['b']]);
});

test.each<[string, (path: string) => void]>([
  ['deleted', (path) => storeFiles(path).forEach((file) => void rmSync(file, { force: true }))],
  ['moved away', (path) => renameSync(path, `${path}.old`)],
])('a store that was %s while it is in use is said once, and a new one begins', async (_, remove) => {
  const { clock, path, said, paths, types, response, begin, page } = start();
  response('a');
  const under = begin();
  said.length = 0;
  remove(path);
  response('lost');
  await clock.advance(minute);
  expect(said[0]).toBe(
    `The store ${path} was deleted or replaced while it was in use: its data is lost. A new store was created.`,
  );
  // Something of a response that was under way is missing: the rest is not written.
  page(under, 'late');
  under.whole();
  response('b');
  await clock.advance(2 * minute);
  expect([keptIn(path), paths, said.length]).toEqual([['b'], [path, path], 2]);
  expect(types).toEqual(['opened', 'lost', 'resumed', 'opened']);
});

test('where no new store can be opened it is said once, and tried again each minute', async () => {
  const { clock, path, said, response, refuse } = start();
  said.length = 0;
  storeFiles(path).forEach((file) => void rmSync(file, { force: true }));
  refuse(new StoreRefused('No store can lie there.'));
  await clock.advance(3 * minute);
  response('lost');
  expect([said, existsSync(path)]).toEqual([['No store can lie there.'], false]);
  refuse(undefined);
  await clock.advance(minute);
  response('a');
  expect(keptIn(path)).toEqual(['a']);
});

test('where neither the deleted store nor a temporary one can be opened it is said once, and tried again', async () => {
  const { clock, path, said, response, refuse } = start();
  said.length = 0;
  storeFiles(path).forEach((file) => void rmSync(file, { force: true }));
  refuse(noRoom());
  await clock.advance(3 * minute);
  expect(said).toEqual([expect.stringMatching(/^The store .* was deleted .* a temporary one cannot be created/)]);
  refuse(undefined);
  await clock.advance(minute);
  response('a');
  expect(keptIn(path)).toEqual(['a']);
});

test('a newer program that changes the tables keeps them: this one goes on in a temporary store, and says so once', async () => {
  const { clock, path, said, response, store } = start();
  response('a');
  const newer = openForWriting(path);
  migrate(newer, [...migrations, 'alter table meta add column more']);
  newer.close();
  said.length = 0;
  await clock.advance(minute);
  response('b');
  await clock.advance(10 * minute);
  expect(said).toEqual([
    `A newer vaultop has changed the store ${path}; restart this one: a temporary store in ${dirname(store().path)} is used until this program ends.`,
  ]);
  expect([keptIn(path), keptIn(store().path)]).toEqual([['a'], ['b']]);
});

test('a mistake of the program is thrown, so that the thread ends with it', () => {
  const { begin } = start();
  expect(() => begin().page(undefined as never)).toThrow(TypeError);
});

test('a response that began before a lock writes nothing after it, and calls count whatever became of them', async () => {
  const { clock, path, begin, page, service, response } = start();
  const under = begin();
  page(under, 'before');
  const other = openForWriting(path);
  onTestFinished(() => other.close());
  other.exec('begin immediate');
  page(under, 'lost');
  const during = begin();
  page(during, 'lost as well');
  other.exec('rollback');
  const counted = service.position();
  await clock.advance(minute);
  for (const sink of [under, during]) {
    page(sink, 'late');
    sink.whole();
  }
  expect([keptIn(path), counted, service.position()]).toEqual([['before'], 3, 7]);
  const open = begin();
  response('after');
  service.close();
  page(open, 'closed');
  service.writer.begin({ resource: 'vaults', scope, params: '[]', requestedAt: clock.now() }).whole();
  expect(keptIn(path)).toEqual(['after', 'before']);
});

test('a lease keeps the other program from asking until the answer is whole; where nothing can be written each asks', () => {
  const { clock, path, response, service } = start();
  const database = openForWriting(path);
  onTestFinished(() => database.close());
  const other = createRequestLeases(database, {
    holder: `${processSpace()}-${process.ppid}`,
    now: clock.now,
  });
  const request = { resource: 'vaults', scope, params: '[]' };
  expect([service.leases.take(request), other.take(request)]).toEqual([true, false]);
  response('a');
  expect([other.take(request), service.leases.take(request)]).toEqual([true, false]);
  database.exec('begin immediate');
  expect([service.leases.take(request), service.leases.take(request)]).toEqual([true, true]);
  database.exec('rollback');
});
