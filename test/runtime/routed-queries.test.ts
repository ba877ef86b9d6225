// Which thread runs the query of a list: the one that writes for a few rows, the one for queries otherwise.
import { expect, test } from 'vitest';
import { createRoutedQueries, longForMs, patienceMs } from '../../src/engine/store/routed-queries.ts';
import type { PostedQueries } from '../../src/engine/store/store-queries.ts';
import type { ListQuery, ListResult } from '../../src/store/query/list-query.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const query: ListQuery = {
  resource: 'vaults',
  scopes: [[1]],
  now: 0,
  sort: { by: 'key', kind: 'text', descending: false },
};
const answerOf = (...ids: readonly number[]): ListResult => ({ ids: Int32Array.from(ids), total: ids.length });

function open(writerAnswers: (resource: string) => Promise<ListResult | undefined>) {
  const clock = createFakeClock();
  const requested: string[] = [];
  const ask = ((one: { query: ListQuery }) => {
    requested.push(`writer ${one.query.resource}`);
    return writerAnswers(one.query.resource);
  }) as PostedQueries['ask'];
  const queries = createRoutedQueries({
    clock,
    writer: { ask },
    queries: {
      async ids({ resource, filter }) {
        requested.push(`queries ${resource} ${filter ?? ''}`.trim());
        return answerOf(2);
      },
      search: async ({ filter }) => void requested.push(`search ${filter}`),
      close: () => void requested.push('closed'),
    },
  });
  return { clock, requested, queries };
}

test('a list of few rows starts no other thread, and a filter does', async () => {
  const { requested, queries } = open(async () => answerOf(1));
  expect(await queries.ids(query)).toEqual(answerOf(1));
  expect(await queries.ids({ ...query, filter: '' })).toEqual(answerOf(1));
  expect(requested).toEqual(['writer vaults', 'writer vaults']);
  expect(await queries.ids({ ...query, filter: 'prod' })).toEqual(answerOf(2));
  expect(await queries.ids({ ...query, asOf: { time: 1, unfinished: {} } })).toEqual(answerOf(2));
  expect(requested.slice(2)).toEqual(['queries vaults prod', 'queries vaults']);
});

test('a search goes to the other thread', async () => {
  const { requested, queries } = open(async () => answerOf(1));
  await queries.search({ filter: 'prod', lists: [query], most: 1 }, { found() {} });
  expect(requested).toEqual(['search prod']);
});

test('a long list goes to the other thread, and is asked for here again a minute later', async () => {
  const { clock, requested, queries } = open(async (resource) => (resource === 'vaults' ? answerOf(1) : undefined));
  const long = { ...query, resource: 'backup-jobs' };
  expect(await queries.ids(long)).toEqual(answerOf(2));
  expect(await queries.ids(long)).toEqual(answerOf(2));
  expect(await queries.ids(query)).toEqual(answerOf(1));
  expect(requested).toEqual(['writer backup-jobs', 'queries backup-jobs', 'queries backup-jobs', 'writer vaults']);
  await clock.advance(longForMs);
  await queries.ids(long);
  expect(requested.slice(4)).toEqual(['writer backup-jobs', 'queries backup-jobs']);
});

test('a thread that has much to write, or has ended, is not waited for', async () => {
  const busy = open(() => new Promise(() => {}));
  const response = busy.queries.ids(query);
  await busy.clock.advance(patienceMs);
  expect(await response).toEqual(answerOf(2));
  const dead = open(() => Promise.reject(new Error('It has ended.')));
  expect(await dead.queries.ids(query)).toEqual(answerOf(2));
});

test('an answer that is no longer wanted asks nobody else', async () => {
  const { requested, queries } = open(async () => undefined);
  const controller = new AbortController();
  const response = queries.ids(query, { signal: controller.signal });
  controller.abort();
  expect(await response).toBeUndefined();
  expect(requested).toEqual(['writer vaults']);
});
