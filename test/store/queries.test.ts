// The two ways to run queries: in the same thread, and in a thread of their own.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { bundleOptions } from '../../config/tooling/bundle-options.ts';
import { workers } from '../../config/tooling/workers.ts';
import type { ListQuery } from '../../src/store/query/list-query.ts';
import { createQueries, type Queries } from '../../src/store/query/queries.ts';
import { createQueryThread, idleMs, stuckMs } from '../../src/store/query/thread/query-thread.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { addRows, storeOf } from './query-rows.ts';

const folder = mkdtempSync(join(tmpdir(), 'queries-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const open: Queries[] = [];
afterEach(() => {
  for (const queries of open.splice(0)) queries.close();
});

const keep = (queries: Queries): Queries => {
  open.push(queries);
  return queries;
};
const rows = Array.from({ length: 450 }, (_, n) => ({ scope: 1, key: `row-${n}`, at: 1 + n }));
const home = [{ account: '111', region: 'us-east-1' }];
const file = join(folder, 'store.db');
writeFileSync(file, '');
const database = storeOf(home, rows, file);
addRows(database, [{ scope: 1, key: 'long', resource: 'others', texts: [`${'a'.repeat(40)}b`] }]);
database.exec("update row set doc = '{' where key = 'long'");
const source = new URL('../../src/store/query/thread/query-worker.ts', import.meta.url);
const query: ListQuery = {
  resource: 'things',
  scopes: [[1]],
  now: 1_000,
  sort: { by: 'at', kind: 'number', descending: true },
};
const newestFirst = Array.from({ length: 450 }, (_, index) => 450 - index);

describe.each([
  ['in the same thread', () => createQueries(database)],
  ['in a thread of their own', () => createQueryThread({ file, worker: source, clock: createFakeClock() })],
])('%s', (_, create) => {
  const queries = create();
  afterAll(() => queries.close());

  test('the first page comes before the whole', async () => {
    const firsts: number[][] = [];
    const response = queries.ids(query, { first: (ids) => firsts.push([...ids]) });
    expect([...((await response)?.ids ?? [])]).toEqual(newestFirst);
    expect(firsts).toEqual([newestFirst.slice(0, 200)]);
  });

  test('queries asked together are answered each', async () => {
    const filters = ['row-44', 'row-1', '/^row-7$/', ''];
    const responses = await Promise.all(filters.map((filter) => queries.ids({ ...query, filter })));
    expect(responses.map((response) => [response?.ids.length, response?.total])).toEqual([
      [11, 450],
      [111, 450],
      [1, 450],
      [450, 450],
    ]);
  });

  test('an answer that is no longer wanted never comes', async () => {
    const giveUp = new AbortController();
    const firsts: unknown[] = [];
    const response = queries.ids(query, { signal: giveUp.signal, first: (ids) => firsts.push(ids) });
    giveUp.abort();
    expect(await response).toBeUndefined();
    expect(await queries.ids(query, { signal: giveUp.signal })).toBeUndefined();
    expect((await queries.ids(query))?.total).toBe(450);
    expect(firsts).toEqual([]);
  });

  test('a search returns the newest rows of each list, and nothing once it is not wanted', async () => {
    const { sort, scopes, now } = query;
    const searchedIn = (resource: string) => ({ resource, scopes, now, sort });
    const search = { filter: 'row-44', lists: [searchedIn('others'), searchedIn('things')], most: 3 };
    const found: unknown[] = [];
    await queries.search(search, { found: ({ list, ids, hasMore }) => found.push([list, [...ids], hasMore]) });
    expect(found).toEqual([[1, [450, 449, 448], true]]);
    const giveUp = new AbortController();
    const late = queries.search(search, { found: (one) => found.push(one), signal: giveUp.signal });
    giveUp.abort();
    await late;
    expect(found).toHaveLength(1);
  });

  test('an expression that backtracks without end is named as a problem', async () => {
    const endless = { ...query, resource: 'others', filter: '/^(a+)+$/' };
    expect((await queries.ids(endless))?.problem).toBe('takes too long, so it is not applied');
    expect((await queries.ids(query))?.problem).toBeUndefined();
  });

  test('a query that meets a damaged row fails alone', async () => {
    const wrong = queries.ids({
      ...query,
      resource: 'others',
      sort: { by: { member: 'n' }, kind: 'number', descending: true },
    });
    const right = queries.ids(query);
    await expect(wrong).rejects.toThrow('malformed JSON');
    expect((await right)?.total).toBe(450);
  });

  test('nothing is answered after the end', async () => {
    const ended = create();
    const response = ended.ids(query);
    ended.close();
    expect(await response).toBeUndefined();
  });
});

test('in the same thread a query lets others have their turn between two steps, and is given up there', async () => {
  const giveUp = new AbortController();
  const queries = createQueries(database, { statementRows: 5, firstPageRows: 2 });
  const turns: number[] = [];
  const response = queries.ids(query, { signal: giveUp.signal, first: ([id]) => turns.push(id ?? 0) });
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  giveUp.abort();
  expect(await response).toBeUndefined();
  expect(turns).toEqual([450]);
});

test('the rows of the first page are read from the disk before its ids are known elsewhere', async () => {
  const events: string[] = [];
  const prepare: typeof database.prepare = (sql) => {
    if (sql.includes('length(row.doc)')) events.push('rows read');
    return database.prepare(sql);
  };
  const watched = new Proxy(database, {
    get: (target, name) => (name === 'prepare' ? prepare : Reflect.get(target, name).bind(target)),
  });
  await createQueries(watched).ids(query, { first: () => events.push('first page') });
  events.push('all');
  expect(events).toEqual(['rows read', 'first page', 'rows read', 'all']);
});

/** A thread that returns its own number, and the filter as a problem; some filters end it. */
const fakeWorker = `
  const { parentPort, threadId } = require('node:worker_threads');
  parentPort.on('message', ({ kind, number, query }) => {
    if (kind !== 'ids') return;
    parentPort.postMessage({ kind: 'step', number });
    if (query.filter === 'dies') throw new Error('out of memory');
    if (query.filter === 'leaves') process.exit(0);
    while (query.filter === 'stuck' || query.resource === 'stuck');
    const ids = new Int32Array([threadId]);
    parentPort.postMessage({ kind: 'answer', number, response: { ids, total: 1 } });
  });
`;

function fakeThread() {
  const clock = createFakeClock();
  const queries = keep(createQueryThread({ file, worker: () => fakeWorker, clock }));
  const threadOf = async (change: Partial<ListQuery> = {}) => (await queries.ids({ ...query, ...change }))?.ids[0];
  return { clock, queries, threadOf };
}

test('a thread ends after a minute without work, and the next query starts another', async () => {
  const { clock, threadOf } = fakeThread();
  const first = await threadOf();
  await clock.advance(idleMs - 1);
  expect(await threadOf()).toBe(first);
  await clock.advance(idleMs);
  const second = await threadOf();
  expect(second).not.toBe(first);
});

test('a thread that is stuck is ended; its query is answered without the filter, the others as they were', async () => {
  const { clock, queries } = fakeThread();
  const stuck = queries.ids({ ...query, filter: 'stuck' });
  const other = queries.ids({ ...query, filter: 'other' });
  await clock.advance(stuckMs);
  expect(await stuck).toMatchObject({ total: 1, problem: 'takes too long, so it is not applied' });
  expect(await other).toEqual({ ids: expect.any(Int32Array), total: 1 });
});

test('a query that gets stuck without a filter fails, and the next one is answered', async () => {
  const { clock, queries, threadOf } = fakeThread();
  const stuck = queries.ids({ ...query, resource: 'stuck' });
  await clock.advance(stuckMs);
  await expect(stuck).rejects.toThrow('The query took too long.');
  expect(await threadOf()).toEqual(expect.any(Number));
});

test.each([
  ['dies', 'out of memory'],
  ['leaves', 'The thread of the queries has ended.'],
])('a thread that %s fails its queries, and the next one starts another', async (filter, reason) => {
  const { threadOf } = fakeThread();
  const first = await threadOf();
  await expect(threadOf({ filter })).rejects.toThrow(reason);
  expect(await threadOf()).not.toBe(first);
});

test('a store that is not there fails the query', async () => {
  const queries = keep(createQueryThread({ file: join(folder, 'none.db'), worker: source, clock: createFakeClock() }));
  await expect(queries.ids(query)).rejects.toThrow(/unable to open/);
});

test('inside an executable the thread begins with text', async () => {
  const built = await build({
    ...bundleOptions(),
    format: 'cjs',
    write: false,
    entryPoints: [workers['query-worker'] as string],
  });
  const text = built.outputFiles?.[0]?.text ?? '';
  const queries = keep(createQueryThread({ file, worker: () => text, clock: createFakeClock() }));
  expect((await queries.ids({ ...query, filter: 'row-44' }))?.ids).toHaveLength(11);
});
