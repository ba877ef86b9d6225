import { expect, test } from 'vitest';
import { createStoreReader } from '../../src/store/read/store-reader.ts';
import { at, openStore, requestFor } from './open-store.ts';
import { elsewhere, type JobRow, jobs, other, own, toScope } from './shapes.ts';

const job = (id: string, createdAt: number, changes: Partial<JobRow> = {}): JobRow => ({
  scope: toScope(own),
  id,
  createdAt,
  state: 'COMPLETED',
  resourceArn: 'arn:orders',
  endedAt: createdAt + 100,
  ...changes,
});
const vault = (name: string, scope = own) => ({ scope: toScope(scope), name, lock: 'none' });

const keysOf = ({ reader }: ReturnType<typeof openStore>, ids: readonly number[]) =>
  reader.rows(ids).map((found) => found?.key);

test('rows come in the order of their ids, and one that was pruned leaves its place empty', () => {
  const store = openStore();
  const many = Array.from({ length: 2_500 }, (_, index) => job(`job-${index}`, 1_000 + index));
  store.writer.upsert('jobs', many, at(900));
  const ids = store.reader.openIds({ resource: 'jobs' });
  expect(keysOf(store, ids)).toEqual(many.map(({ id }) => id).toReversed());
  store.database.exec(`delete from row where id = ${ids[1]}`);
  const [first, second] = ids as [number, number];
  expect(keysOf(store, [second, first, first, 999_999])).toEqual([undefined, 'job-2499', 'job-2499', undefined]);
  expect(store.reader.rows([])).toEqual([]);
});

test('a list is of one resource, of the scopes and since the time that were asked for, the newest first', () => {
  const store = openStore();
  store.writer.upsert('jobs', [job('a', 100), job('b', 300), job('c', 200, { scope: toScope(elsewhere) })], at(900));
  store.writer.upsert('vaults', [vault('v')], at(900));
  const list = (query: object) => keysOf(store, store.reader.openIds({ resource: 'jobs', ...query }));
  expect(list({})).toEqual(['b', 'c', 'a']);
  expect(list({ since: 200 })).toEqual(['b', 'c']);
  expect(list({ scopes: [own] })).toEqual(['b', 'a']);
  expect(list({ scopes: [elsewhere, own], since: 200 })).toEqual(['b', 'c']);
  expect(list({ scopes: [] })).toEqual([]);
  expect(list({ scopes: [{ ...own, identity: 'nobody' }] })).toEqual([]);
  expect(list({ covers: { equals: { resourceArn: 'arn:else' } } })).toEqual([]);
  expect(list({ covers: { since: 300, equals: { resourceArn: 'arn:orders' } } })).toEqual(['b']);
  expect(keysOf(store, store.reader.openIds({ resource: 'vaults', since: 5_000 }))).toEqual(['vault/v']);
  expect(store.reader.openIds({ resource: 'unknown' })).toEqual([]);
});

test('with many scopes a list is the same', () => {
  const store = openStore();
  const scopes = Array.from({ length: 30 }, (_, index) => ({ ...own, accountId: String(index) }));
  const all = scopes.map((scope, index) => job(`job-${index}`, 100 + index, { scope: toScope(scope) }));
  store.writer.upsert('jobs', all, at(900));
  const found = store.reader.openIds({ resource: 'jobs', scopes: scopes.slice(0, 25), since: 110 });
  expect(keysOf(store, found)).toEqual(
    all
      .slice(10, 25)
      .map(({ id }) => id)
      .toReversed(),
  );
});

test('what two identities see in one account-Region counts once, and the first named wins', () => {
  const store = openStore();
  const seen = [vault('a', own), vault('a', other), vault('b', other), vault('a', elsewhere)];
  store.writer.upsert('vaults', seen, at(900));
  const places = (scopes: readonly (typeof own)[]) =>
    store.reader
      .rows(store.reader.openIds({ resource: 'vaults', scopes }))
      .map((found) => `${found?.scope.identity} ${found?.scope.accountId} ${found?.key}`)
      .sort();
  const inOther = 'management 111111111111 vault/b';
  const inElsewhere = 'management 222222222222 vault/a';
  expect(places([own, other, elsewhere])).toEqual([inOther, inElsewhere, 'own 111111111111 vault/a']);
  expect(places([other, own, elsewhere])).toEqual(['management 111111111111 vault/a', inOther, inElsewhere]);
});

test('a row is found by its key, with its time or without', () => {
  const { writer, reader } = openStore();
  const running = job('a', 100, { state: 'RUNNING' });
  writer.upsert('jobs', [running, job('b', 200)], at(900));
  const find = (key: string, time?: number) => reader.byKey({ resource: 'jobs', scope: own, key, at: time })?.row.id;
  expect([find('a', 100), find('a'), find('b', 200), find('b')]).toEqual(['a', 'a', 'b', 'b']);
  expect([find('b', 201), find('c'), find('b', 0)]).toEqual([undefined, undefined, undefined]);
  expect(reader.busyByKey({ resource: 'jobs', scope: own, key: 'a' })?.row).toEqual(running);
  expect(reader.busyByKey({ resource: 'jobs', scope: own, key: 'b' })).toBeUndefined();
  expect(reader.byKey({ resource: 'jobs', scope: other, key: 'a' })).toBeUndefined();
});

test('all of one AWS resource are found by its ARN', () => {
  const store = openStore();
  store.writer.upsert(
    'jobs',
    [
      job('a', 100),
      job('b', 200),
      job('c', 300, { resourceArn: 'arn:else' }),
      job('d', 400, { scope: toScope(other) }),
    ],
    at(900),
  );
  const about = (query: object) =>
    keysOf(store, store.reader.ofSubject({ resource: 'jobs', subject: 'arn:orders', ...query }));
  expect(about({})).toEqual(['d', 'b', 'a']);
  expect(about({ since: 150, scopes: [own] })).toEqual(['b']);
  expect(about({ subject: 'arn:none' })).toEqual([]);
});

test('a list of a time has what was true then, and from AWS alone what was not yet seen', () => {
  const store = openStore();
  const { writer, clock } = store;
  clock.now = 1_000;
  const running = { state: 'RUNNING', endedAt: undefined as never };
  writer.upsert('jobs', [job('seen', 500, running), job('old', 100)], at(1_000));
  clock.now = 2_000;
  writer.upsert('jobs', [job('seen', 500, { endedAt: 1_900 }), job('later', 1_500), job('early', 300)], at(2_000));
  const look = (time: number, since = 0) => {
    const { ids, derived } = store.reader.asOf({ resource: 'jobs', scopes: [own], time, since });
    return store.reader.rows(ids).map((found) => [found?.key, found?.row.state, derived.has(found?.id ?? 0)]);
  };
  expect(look(1_999)).toEqual([
    ['later', 'COMPLETED', true],
    ['seen', 'RUNNING', false],
    ['early', 'COMPLETED', true],
    ['old', 'COMPLETED', false],
  ]);
  expect(look(2_000).map(([key, state, isDerived]) => `${key} ${state} ${isDerived}`)).toEqual([
    'later COMPLETED false',
    'seen COMPLETED false',
    'early COMPLETED false',
    'old COMPLETED false',
  ]);
  expect(look(400)).toEqual([
    ['early', 'COMPLETED', true],
    ['old', 'COMPLETED', true],
  ]);
  expect(look(1_999, 400).map(([key]) => key)).toEqual(['later', 'seen']);
});

test('what one identity saw at a time says more than what times alone say of the row of another', () => {
  const store = openStore();
  const running = { state: 'RUNNING', endedAt: undefined as never };
  store.writer.upsert('jobs', [job('a', 500, { scope: toScope(other), ...running })], at(1_000));
  store.clock.now = 2_000;
  store.writer.upsert('jobs', [job('a', 500)], at(2_000));
  const past = store.reader.asOf({ resource: 'jobs', scopes: [own, other], time: 1_500, since: 0 });
  expect(store.reader.rows(past.ids)).toMatchObject([{ scope: other, row: { state: 'RUNNING' } }]);
  expect(past.derived.size).toBe(0);
});

test('of a resource whose rows do not end, nothing is derived', () => {
  const { writer, reader } = openStore();
  writer.upsert('vaults', [vault('a')], at(1_000));
  expect(reader.asOf({ resource: 'vaults', time: 999 })).toEqual({ ids: [], derived: new Set() });
  expect(reader.asOf({ resource: 'vaults', time: 1_000, since: 5_000 }).ids).toHaveLength(1);
});

test('changes are what began and what went, each with what was before', () => {
  const { writer, reader, clock } = openStore();
  writer.upsert('vaults', [vault('a'), vault('b')], at(900));
  clock.now = 2_000;
  writer.upsert('vaults', [{ ...vault('a'), lock: 'governance' }], at(1_900));
  writer.upsert('jobs', [job('j', 100, { scope: toScope(other) })], at(1_900));
  clock.now = 3_000;
  writer.begin(requestFor('vaults', 2_900)).whole({ equals: { name: 'b' } });
  const said = (query: object) =>
    reader.changes({ from: 1_000, to: 3_000, ...query }).map(({ kind, time, id, beforeId }) => {
      const [now, before] = reader.rows([id, beforeId ?? 0]);
      return [kind, time, now?.key, before?.row.lock];
    });
  const changed = ['changed', 2_000, 'vault/a', 'none'];
  const added = ['new', 2_000, 'j', undefined];
  const gone = ['gone', 3_000, 'vault/b', undefined];
  expect(said({})).toEqual([changed, added, gone]);
  expect(said({ resources: ['jobs'] })).toEqual([added]);
  expect(said({ scopes: [own], to: 2_999 })).toEqual([changed]);
  expect(said({ from: 2_000, to: 2_999 })).toEqual([]);
});

test('a request says of when its rows are, and since when and why it fails', () => {
  const { writer, reader, clock } = openStore();
  const state = () => reader.requestState('vaults', own, 'p');
  const begin = (requestedAt: number) => writer.begin(requestFor('vaults', requestedAt, { params: 'p' }));
  expect(state()).toBeUndefined();
  const first = begin(900);
  first.page([vault('a')]);
  expect(state()).toMatchObject({ requestedAt: 900, wholeAt: undefined, receivedAt: 1_000, attempts: 0 });
  clock.now = 1_100;
  first.whole();
  expect(state()).toMatchObject({ requestedAt: 900, wholeAt: 900, receivedAt: 1_100 });
  begin(1_050).failed('throttled', 1_500);
  clock.now = 1_200;
  begin(1_150).failed('refused');
  expect(state()).toEqual({
    resource: 'vaults',
    scope: own,
    params: 'p',
    requestedAt: 900,
    wholeAt: 900,
    receivedAt: 1_100,
    failingSince: 1_100,
    attempts: 2,
    problem: 'refused',
    nextAt: undefined,
  });
  const late = begin(1_160);
  begin(1_170).whole();
  expect(state()).toMatchObject({ wholeAt: 1_170, failingSince: undefined, attempts: 0, problem: undefined });
  late.failed('refused');
  expect(state()).toMatchObject({ wholeAt: 1_170, failingSince: undefined, attempts: 0 });
});

test('an earlier request that comes whole later takes nothing back, but one of a clock that went wrong is', () => {
  const { writer, reader, clock } = openStore();
  const whole = (requestedAt: number) => {
    writer.begin(requestFor('vaults', requestedAt)).whole();
    return reader.requestState('vaults', own, '')?.wholeAt;
  };
  expect([whole(950), whole(940), whole(9_000), whole(960)]).toEqual([950, 950, 9_000, 960]);
  clock.now = 10_000;
  expect([whole(9_000), whole(970)]).toEqual([9_000, 9_000]);
});

test('all requests, or those of one scope', () => {
  const { writer, reader } = openStore();
  writer.begin(requestFor('vaults', 900)).whole();
  writer.begin(requestFor('jobs', 900, { scope: other, params: 'x' })).failed('refused', 5);
  expect(reader.allRequests()).toMatchObject([{ resource: 'vaults' }, { resource: 'jobs', scope: other, nextAt: 5 }]);
  expect(reader.allRequests(other)).toMatchObject([{ params: 'x', problem: 'refused' }]);
  expect(reader.allRequests(elsewhere)).toEqual([]);
});

test('what was written since a number, by whichever program', () => {
  const { writer, reader, openWriter } = openStore();
  const { seq } = writer.upsert('vaults', [vault('a'), vault('b')], at(900));
  openWriter().upsert('vaults', [{ ...vault('b'), lock: 'governance' }], at(901));
  const keys = (since: number) =>
    reader.changedSince(since).map(({ id, resource, scope }) => [reader.rows([id])[0]?.key, resource, scope.identity]);
  expect(keys(reader.lastSeq())).toEqual([]);
  // The version that ended and the row itself.
  expect(keys(seq)).toEqual([
    ['vault/b', 'vaults', 'own'],
    ['vault/b', 'vaults', 'own'],
  ]);
  expect(reader.changedSince(0)).toHaveLength(3);
});

test('rows of a resource that a program does not know are left out', () => {
  const { writer, database } = openStore();
  writer.upsert('vaults', [vault('a')], at(900));
  writer.upsert('jobs', [job('a', 100)], at(900));
  const reader = createStoreReader({ database, shapes: [jobs], toScope });
  expect(reader.rows([1, 2]).map((found) => found?.resource)).toEqual([undefined, 'jobs']);
});

test('a row has the scope that whoever reads gives it', () => {
  const { database, writer } = openStore();
  writer.upsert('jobs', [job('a', 100)], at(900));
  const reader = createStoreReader({ database, shapes: [jobs], toScope: ({ region }) => region });
  expect(reader.rows([1])[0]?.row.scope).toBe('eu-west-1');
});

test('a scope that was erased and added again is found again, and nobody is shown the rows of another', () => {
  const { writer, openWriter, reader, database } = openStore();
  writer.upsert('vaults', [vault('a', own)], at(900));
  expect(reader.openIds({ resource: 'vaults', scopes: [own] })).toHaveLength(1);
  database.exec('delete from row; delete from scope');
  database.exec("insert into meta values('shared removed', 1)");
  writer.upsert('vaults', [vault('b', other)], at(901));
  expect(reader.openIds({ resource: 'vaults', scopes: [own] })).toEqual([]);
  openWriter().upsert('vaults', [vault('c', own)], at(902));
  expect(reader.rows(reader.openIds({ resource: 'vaults', scopes: [own] }))).toMatchObject([
    { key: 'vault/c', scope: own },
  ]);
});
