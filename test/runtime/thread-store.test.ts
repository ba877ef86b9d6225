// The store of the live screen: one thread writes it, this one reads it, and after a crash another one checks it.
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { StoreSight } from '../../src/engine/program-store.ts';
import { createRemoteStore } from '../../src/engine/store/remote-store.ts';
import { openThreadStore } from '../../src/engine/store/thread-store.ts';
import { newFolder } from '../store/child.ts';
import { breakIndex, leaveKilled } from '../store/left-behind.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const worker = (name: string) => new URL(`../../src/${name}.ts`, import.meta.url);
const scope = { identity: 'AWS arn:aws:iam::111122223333:role/reader', accountId: '111122223333', region: 'eu-west-1' };
const vault = (name: string) => ({ scope: { ...scope, connection: '' }, arn: name, name });
const newPlace = () => ({
  path: join(newFolder(), 'stores/aws.sqlite'),
  isNamed: false,
  isShared: false,
  notices: [],
});

function start(place = newPlace()) {
  const clock = createFakeClock();
  let news = Promise.withResolvers<void>();
  const happened = () => {
    news.resolve();
    news = Promise.withResolvers();
  };
  const said: string[] = [];
  const remote = createRemoteStore({
    queries: worker('store/query/query-worker'),
    checker: worker('store/file/check-worker'),
    clock,
    now: clock.now,
    notify(text) {
      said.push(text);
      happened();
    },
    failed(error) {
      throw error;
    },
    post: (command) => writing.command(structuredClone(command)),
  });
  const writing = openThreadStore({
    place,
    limits: { keepMs: 400 * 86_400_000, maxBytes: 2e9 },
    clock,
    now: clock.now,
    post: (message) => message.type === 'store' && remote.receive(structuredClone(message.news)),
  });
  onTestFinished(async () => {
    await remote.store.close();
    writing.close();
  });
  let changes = 0;
  remote.store.subscribe(() => {
    changes += 1;
  });
  const until = async (isSo: () => boolean) => {
    while (!isSo()) await news.promise;
  };
  const begin = () => writing.store.writer.begin({ resource: 'vaults', scope, params: '[]', requestedAt: clock.now() });
  return { clock, store: remote.store, own: writing.store, said, until, begin, changes: () => changes };
}

function namesIn({ reader }: StoreSight): unknown[] {
  const ids = reader.openIds({ resource: 'vaults', scopes: [scope] });
  return reader
    .rows(ids)
    .map((found) => found?.row.name)
    .sort();
}

test('what the thread has written both sides read, and the readers are told once for many pages', async () => {
  const { clock, store, own, begin, changes } = start();
  const sight = await store.opened();
  const before = changes();
  const sink = begin();
  sink.page([vault('a')]);
  sink.page([vault('b')]);
  // It has been written when the call returns.
  await sink.whole();
  expect([namesIn(sight), namesIn(await own.opened())]).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ]);
  await clock.advance(50);
  expect(changes()).toBe(before + 1);
});

test('after a crash the file is looked through a minute later, and what is wrong is said', async () => {
  const place = newPlace();
  leaveKilled(place.path);
  breakIndex(place.path);
  const { clock, store, said, until } = start(place);
  await store.opened();
  await clock.advance(59_000);
  said.length = 0;
  await clock.advance(1_000);
  await until(() => said.length > 0);
  expect(said).toEqual([
    expect.stringMatching(/^The store .*aws\.sqlite is damaged \(.*\); vaultop store check shows/),
  ]);
});

test('what the overview shows has all that was given to be written before, and short lists start no thread of queries', async () => {
  const { clock, store, own } = start();
  const sight = await store.opened();
  const job = { kind: 'backup', id: 'a', scope: { ...scope, connection: '' }, state: 'FAILED', isParent: false };
  const times = { createdAt: clock.now() - 2_000, completedAt: clock.now() - 1_000, vaultArn: 'arn of a vault' };
  const jobs = [{ ...job, ...times }];
  own.writer.upsert('backup-jobs', jobs, { identity: scope.identity, requestedAt: clock.now() });
  const nowhere = { 'copy-jobs': [], 'restore-jobs': [], audits: [], metrics: [] };
  const dayOf = (scopes: number[][]) => store.day({ now: clock.now(), scopes: { ...nowhere, 'backup-jobs': scopes } });
  expect((await dayOf([])).counts.failed).toBe(0);
  const day = await dayOf([[1]]);
  expect(day).toMatchObject({ counts: { failed: 1, completed: 0, running: 0 }, series: 0 });
  expect([...day.bad]).toEqual([1]);
  expect(day.vaultActivity).toEqual(new Map([['arn of a vault', times.completedAt]]));
  const sort = { by: 'at', kind: 'number', descending: true } as const;
  const found = await sight.queries.ids({ resource: 'backup-jobs', scopes: [[1]], now: clock.now(), sort });
  expect(found).toEqual({ ids: Int32Array.of(1), total: 1 });
});

test('who waits for an answer of the store when it closes is told that there is none', async () => {
  const { clock, store } = start();
  const nowhere = { 'backup-jobs': [], 'copy-jobs': [], 'restore-jobs': [], audits: [], metrics: [] };
  const response = store.day({ now: clock.now(), scopes: nowhere });
  const refused = expect(response).rejects.toThrow('closed');
  await store.close();
  await refused;
});

test('what comes after it has closed is not written, and nobody waits for it', async () => {
  const { own, begin } = start();
  const under = begin();
  under.page([vault('a')]);
  await own.close();
  under.page([vault('b')]);
  await under.whole();
  const late = begin();
  late.page([vault('c')]);
  await late.whole();
});
