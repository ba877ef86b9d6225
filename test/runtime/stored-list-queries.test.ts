// When a stored list is queried again, and what it shows until the result.
import { expect, test } from 'vitest';
import type { ConnectionState, Data } from '../../src/app/state/data.ts';
import type { Sort } from '../../src/app/state/state.ts';
import { type Scope, scopeKey } from '../../src/domain/scope.ts';
import { createKnownIdentities } from '../../src/engine/access/known-identities.ts';
import { resources } from '../../src/resources/index.ts';
import { createListPlaces, listPlaces } from '../../src/runtime/lists/list-places.ts';
import { createStoredLists } from '../../src/runtime/lists/stored-lists.ts';
import type { ListQuery, ListResult } from '../../src/store/query/list-query.ts';
import type { QueryOptions } from '../../src/store/query/queries.ts';
import { dataOf } from '../components/fixtures.ts';
import { noon, scopeOf } from '../resources/embedded-aws.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { openMemoryStore } from '../support/memory-store.ts';

const resource = resources.audits;
const scope = scopeOf('us-east-1');
const question = { kind: 'list', resource: 'audits', scope, params: {}, priority: 0 } as const;
const byAge = resource.sort;
const byActor: Sort = { column: 'actor', descending: false };
const audit = (number: number) => ({
  scope,
  id: `event-${number}`,
  name: 'DeleteBackupVault',
  at: noon - number,
  actor: 'me',
  risk: 'none',
  target: '',
  sourceIp: '',
  byService: false,
});

interface Query extends QueryOptions {
  readonly query: ListQuery;
  response(response: ListResult): Promise<void>;
  fail(): Promise<void>;
}

/** Queries whose results the test gives. */
function open() {
  const store = openMemoryStore(() => noon);
  const clock = createFakeClock(noon);
  const requested: Query[] = [];
  const changed: number[] = [];
  const sight = store.sight();
  if (!sight) throw new Error('The store is not open.');
  const ids = (query: ListQuery, options: QueryOptions = {}) =>
    new Promise<ListResult | undefined>((resolve, reject) => {
      const settle = async (task: () => void) => {
        task();
        await new Promise((done) => setImmediate(done));
      };
      const fail = () => settle(() => reject(new Error('The thread has ended.')));
      requested.push({ ...options, query, fail, response: (response) => settle(() => resolve(response)) });
      options.signal?.addEventListener('abort', () => resolve(undefined));
    });
  let current = { ...sight, queries: { ...sight.queries, ids, close() {} } };
  const { rowsOf } = createStoredLists({
    store: { ...store, sight: () => current },
    clock,
    nextTurn: async () => {},
    identityOf: () => 'me',
    changed: (waitMs) => void changed.push(waitMs),
    mutes: () => [],
    attentionLines: { read: () => undefined },
    reached: () => ({ scopes: [], accounts: new Map(), now: clock.now() }),
  });
  let version = 1;
  const write = (...numbers: number[]) => {
    const request = { requestedAt: noon, identity: 'me' };
    store.writer.upsert('audits', numbers.map(audit), request);
  };
  write(1, 2, 3);
  return {
    requested,
    changed,
    clock,
    write,
    /** The file was opened once more, and the reader of before is closed. */
    openAgain() {
      current = { ...current, reader: { ...current.reader } };
    },
    look(
      filter = '',
      sort = byAge,
      snapshot: Data['snapshot'] = () => undefined,
      accounts: Data['accounts'] = new Map(),
    ) {
      version += 1;
      const data = { ...dataOf({ rows: {} }), now: noon, version, snapshot, accounts };
      return rowsOf({ resource, requests: [question], filter, sort }, data);
    },
  };
}

const response = (...ids: number[]): ListResult => ({ ids: new Int32Array(ids), total: ids.length });
const idsOf = (rows: Iterable<{ id: string }>) => [...rows].map(({ id }) => id);

test('one query runs at a time, and a list rests nine times as long as its query took', async () => {
  const { requested, changed, clock, look, write } = open();
  expect([look().isBehind, look().isBehind, requested.length]).toEqual([true, true, 1]);
  await clock.advance(50);
  await requested[0]?.response(response(1, 2, 3));
  expect(changed[0]).toBe(0);
  expect([look().isBehind, idsOf(look().rows), requested.length]).toEqual([
    false,
    ['event-1', 'event-2', 'event-3'],
    1,
  ]);
  write(4);
  changed.length = 0;
  look();
  expect([requested.length, changed]).toEqual([1, [450]]);
  await clock.advance(450);
  expect([look().keys.length, look().isBehind, requested.length]).toEqual([3, false, 2]);
  await requested[1]?.response(response(1, 2, 3, 4));
  expect([look().keys.length, look().total, requested.length]).toEqual([4, 4, 2]);
});

test('a list without rows does not rest: its first rows are queried as soon as they are written', async () => {
  const { requested, clock, look, write } = open();
  look();
  await clock.advance(2_000);
  await requested[0]?.response(response());
  write(4);
  look();
  expect(requested).toHaveLength(2);
});

test('no rows from before the list was answered are not none: it is queried again', async () => {
  const { requested, look } = open();
  const isSettled: Data['snapshot'] = () => ({ version: 1, loadedAt: noon });
  look();
  await requested[0]?.response(response());
  expect([look().isBehind, requested.length]).toEqual([false, 1]);
  expect([look('', byAge, isSettled).isBehind, requested.length]).toEqual([true, 2]);
  await requested[1]?.response(response());
  expect([look('', byAge, isSettled).isBehind, requested.length]).toEqual([false, 2]);
});

test('a list that may show names of accounts is queried again when one of them has another name', async () => {
  const { requested, look } = open();
  const accounts = new Map([['111122223333', 'lab']]);
  const named = (name: string) => new Map([...accounts, ['111122223333', name]]);
  const lookBy = (names: Data['accounts']) => look('', byAge, () => undefined, names);
  lookBy(accounts);
  await requested[0]?.response(response(1, 2, 3));
  lookBy(named('lab'));
  expect(requested).toHaveLength(1);
  lookBy(named('prod'));
  expect(requested.map(({ query }) => query.accountNames)).toEqual([
    { '111122223333': 'lab' },
    { '111122223333': 'prod' },
  ]);
});

test('another filter is asked for at once, and what is no longer wanted is given up', async () => {
  const { requested, look } = open();
  look();
  await requested[0]?.response(response(1, 2, 3));
  expect([look('a').isBehind, look('ab').isBehind]).toEqual([true, true]);
  expect(requested.map(({ query, signal }) => [query.filter, signal?.aborted])).toEqual([
    ['', false],
    ['a', true],
    ['ab', false],
  ]);
  expect([idsOf(look('ab').rows).length, look('ab').isOfOtherFilter]).toEqual([3, true]);
  requested[2]?.first?.(new Int32Array([2]));
  expect([idsOf(look('ab').rows), look('ab').isBehind]).toEqual([['event-2'], true]);
  expect([look('ab').isOfOtherFilter, look().isOfOtherFilter]).toEqual([false, false]);
  await requested[2]?.response({ ids: new Int32Array([2, 3]), total: 3 });
  expect([look('ab').keys.length, look('ab').total, look('ab').isBehind]).toEqual([2, 3, false]);
  expect(look().keys.length).toBe(3);
});

test('in another order the whole list comes at once: the row under the cursor may not be on its first page', async () => {
  const { requested, look } = open();
  look();
  await requested[0]?.response(response(1, 2, 3));
  look('', byActor);
  requested[1]?.first?.(new Int32Array([3]));
  expect([idsOf(look('', byActor).rows), look('', byActor).isBehind]).toEqual([
    ['event-1', 'event-2', 'event-3'],
    true,
  ]);
});

test('a query that fails leaves what is there, and is asked again a second later', async () => {
  const { requested, changed, clock, look, write } = open();
  look();
  await requested[0]?.response(response(1, 2, 3));
  write(4);
  look();
  await requested[1]?.fail();
  expect([look().keys.length, requested.length, changed.at(-1)]).toEqual([3, 2, 1_000]);
  await clock.advance(1_000);
  look();
  expect(requested).toHaveLength(3);
});

test('of an account that two identities see the first one asked is preferred; an organization has all its accounts', () => {
  const own: Scope = { ...scope, connection: 'own' };
  const organization: Scope = { ...scope, connection: 'org', organization: true };
  const known = ['own', 'org', 'other'].flatMap((identity, first) =>
    ['123456789012', '210987654321'].map((accountId, index) => ({
      id: 2 * first + index,
      scope: { identity, accountId, region: 'us-east-1' },
    })),
  );
  const places = listPlaces(
    [own, organization].map((one) => ({ ...question, scope: one })),
    (id) => id,
  );
  expect(places?.groups(known)).toEqual([[0, 2], [3]]);
  const inOrg = { identity: 'org', accountId: '210987654321', region: 'us-east-1' };
  expect(places?.scopeOf(inOrg)).toEqual({ accountId: '210987654321', region: 'us-east-1', connection: 'org' });
  const key = `${scopeKey({ ...scope, accountId: '210987654321', connection: 'org' })}/a/b`;
  expect(places?.addressesOf(key)).toEqual([{ scope: inOrg, key: 'a/b' }]);
  expect(listPlaces([question], () => undefined)).toBeUndefined();
});

test('places are the same while the same scopes are asked by the same identities', () => {
  let identity = 'me';
  const placesOf = createListPlaces(() => identity);
  const places = placesOf([question]);
  expect(placesOf([{ ...question }])).toBe(places);
  expect(placesOf([{ ...question, scope: scopeOf('eu-west-1') }])?.text).not.toBe(places?.text);
  expect(placesOf([question])).toBe(places);
  identity = 'somebody else';
  expect(placesOf([question])?.text).not.toBe(places?.text);
});

test('who asks is known to whoever waits for the address, and asked for once', async () => {
  const arn = 'arn:aws:sts::123456789012:assumed-role/Operator/alice';
  let count = 0;
  const identities = createKnownIdentities({
    connections: () => [
      { id: 'a', label: 'a', identity: { accountId: '123456789012', arn } },
      { id: 'b', label: 'b' },
    ],
    async address() {
      count += 1;
      return 'AWS';
    },
  });
  const name = 'AWS arn:aws:sts::123456789012:assumed-role/Operator';
  expect(await Promise.all(['a', 'a', 'b'].map((connection) => identities.identityOf({ connection })))).toEqual([
    name,
    name,
    undefined,
  ]);
  expect([identities.table(), count]).toEqual([new Map([['a', name]]), 1]);
});

test('an identity is known once somebody signed in and the address is known, and forgotten with the place', async () => {
  const arn = 'arn:aws:sts::123456789012:assumed-role/Operator/alice';
  let connections: readonly ConnectionState[] = [{ id: 'a', label: 'a' }];
  let changes = 0;
  const identities = createKnownIdentities({
    connections: () => connections,
    address: async () => 'AWS',
    changed: () => {
      changes += 1;
    },
  });
  expect(identities.table().get('a')).toBeUndefined();
  connections = [{ id: 'a', label: 'a', identity: { accountId: '123456789012', arn } }];
  expect([identities.table().get('a'), changes]).toEqual([undefined, 0]);
  await Promise.resolve();
  expect([identities.table().get('a'), changes]).toEqual(['AWS arn:aws:sts::123456789012:assumed-role/Operator', 1]);
  identities.forget();
  expect(identities.table().get('a')).toBeUndefined();
});

test('the address that the place before asks is not taken for that of the next one', async () => {
  const arn = 'arn:aws:sts::123456789012:assumed-role/Operator/alice';
  const connections = [{ id: 'a', label: 'a', identity: { accountId: '123456789012', arn } }];
  const late = Promise.withResolvers<string>();
  const addresses = [late.promise, Promise.resolve('AWS')];
  const address = () => addresses.shift() ?? Promise.reject(new Error('asked too often'));
  const identities = createKnownIdentities({ connections: () => connections, address, changed() {} });
  identities.table();
  identities.forget();
  identities.table();
  await Promise.resolve();
  late.resolve('http://127.0.0.1:4566');
  await late.promise;
  expect(identities.table().get('a')).toBe('AWS arn:aws:sts::123456789012:assumed-role/Operator');
});

test('a list of a file that was opened once more is asked for again, with the new reader', async () => {
  const { requested, look, openAgain } = open();
  look();
  await requested[0]?.response(response(1, 2, 3));
  expect([look().isBehind, requested.length]).toEqual([false, 1]);
  openAgain();
  expect([look().isBehind, requested.length]).toEqual([true, 2]);
  await requested[1]?.response(response(2));
  expect(idsOf(look().rows)).toEqual(['event-2']);
});
