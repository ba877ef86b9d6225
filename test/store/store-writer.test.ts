import { expect, test } from 'vitest';
import { caseCount } from '../support/matrix.ts';
import { at, openStore, requestFor } from './open-store.ts';
import { elsewhere, type JobRow, other, own, type PointRow, toScope } from './shapes.ts';

const scope = toScope(own);
const job = (changes: Partial<JobRow> = {}): JobRow => ({
  scope,
  id: 'job-1',
  createdAt: 500,
  state: 'RUNNING',
  name: 'orders',
  percent: 10,
  ...changes,
});
const point = (changes: Partial<PointRow> = {}): PointRow => ({
  scope,
  arn: 'arn:1',
  createdAt: 600,
  status: 'COMPLETED',
  vaultName: 'a',
  size: 5,
  ...changes,
});
const vault = (changes: object = {}) => ({ scope, name: 'a', lock: 'none', count: 1, ...changes });

const none = { added: 0, versions: 0, inPlace: 0, unchanged: 0, ignored: 0 };
const address = { resource: 'jobs', scope: own, key: 'job-1', at: 500 };
const pointAddress = { resource: 'points', scope: own, key: 'arn:1', at: 600 };
const vaultAddress = { resource: 'vaults', scope: own, key: 'vault/a' };

test('a row is added, found unchanged, moved on in place, and changed, under one id', () => {
  const { writer, reader, clock } = openStore();
  expect(writer.upsert('jobs', [job()], at(1_000))).toEqual({ ...none, added: 1, seq: 1 });
  const id = reader.byKey(address)?.id;
  expect(writer.upsert('jobs', [job()], at(1_001))).toEqual({ ...none, unchanged: 1, seq: 1 });
  clock.now = 2_000;
  expect(writer.upsert('jobs', [job({ percent: 20 })], at(1_002))).toEqual({ ...none, inPlace: 1, seq: 2 });
  expect(reader.byKey(address)).toMatchObject({ id, validFrom: 1_000, requestedAt: 1_002, row: { percent: 20 } });
  const ended = job({ state: 'COMPLETED', percent: 100, endedAt: 1_900 });
  expect(writer.upsert('jobs', [ended], at(1_003))).toEqual({ ...none, versions: 1, seq: 3 });
  expect(reader.history(address)).toMatchObject([
    { validFrom: 1_000, validTo: 2_000, closedBy: 'changed', requestedAt: 1_002, row: job({ percent: 20 }) },
    { id, validFrom: 2_000, validTo: undefined, closedBy: undefined, requestedAt: 1_003, row: ended },
  ]);
});

test('a key twice in one page is one row', () => {
  const { writer, reader } = openStore();
  const result = writer.upsert('jobs', [job(), job({ state: 'FAILED' }), job({ state: 'FAILED' })], at(1_000));
  expect(result).toMatchObject({ added: 1, versions: 1, unchanged: 1 });
  expect(reader.history(address).map(({ row }) => row.state)).toEqual(['RUNNING', 'FAILED']);
});

test('members in another order change nothing', () => {
  const { writer } = openStore();
  writer.upsert('vaults', [{ scope, name: 'a', lock: 'none', tags: { a: '1', b: '2' } }], at(1_000));
  const turned = { tags: { b: '2', a: '1' }, lock: 'none', name: 'a', scope };
  expect(writer.upsert('vaults', [turned], at(1_001))).toEqual({ ...none, unchanged: 1, seq: 1 });
});

test('a member that is no longer there makes a version', () => {
  const { writer, reader } = openStore();
  writer.upsert('vaults', [vault()], at(1_000));
  expect(writer.upsert('vaults', [{ scope, name: 'a', count: 1 }], at(1_001))).toMatchObject({ versions: 1 });
  expect(reader.byKey(vaultAddress)?.row).not.toHaveProperty('lock');
});

test('an earlier request never overwrites a later one', () => {
  const { writer, reader } = openStore();
  writer.upsert('vaults', [vault({ lock: 'governance' })], at(900));
  expect(writer.upsert('vaults', [vault()], at(899))).toMatchObject({ ignored: 1 });
  expect(writer.upsert('vaults', [vault({ lock: 'compliance' })], at(900))).toMatchObject({ versions: 1 });
  expect(reader.byKey(vaultAddress)?.row.lock).toBe('compliance');
});

test('what a clock that went wrong wrote as of the future is overwritten', () => {
  const { writer, clock } = openStore();
  clock.now = 9_000_000;
  const request = writer.begin(requestFor('vaults', clock.now));
  request.page([vault(), vault({ name: 'b' })]);
  request.whole({});
  clock.now = 2_000;
  const next = writer.begin(requestFor('vaults', clock.now));
  expect(next.page([vault({ lock: 'governance' })])).toMatchObject({ versions: 1 });
  expect(next.whole({})).toMatchObject({ gone: 1 });
});

test('a clock that is set back makes no version that ends before it begins', () => {
  const { writer, reader, clock } = openStore();
  clock.now = 5_000;
  writer.upsert('vaults', [vault()], at(5_000));
  clock.now = 3_000;
  writer.upsert('vaults', [vault({ lock: 'governance' })], at(3_000));
  expect(reader.history(vaultAddress)).toMatchObject([{ validFrom: 5_000, validTo: 5_000 }, { validFrom: 5_000 }]);
});

test.each([
  ['a job never', 'jobs', job({ state: 'COMPLETED' }), job(), [false, false]],
  ['a point by a later request', 'points', point(), point({ status: 'CREATING' }), [false, true]],
] as const)('what is over becomes busy again: %s', (_, resource, over, busy, expected) => {
  const { writer } = openStore();
  writer.upsert(resource, [over], at(900));
  const changed = [900, 901].map((requestedAt) => writer.upsert(resource, [busy], at(requestedAt)).versions === 1);
  expect(changed).toEqual(expected);
});

test('a busy row is found by its key, where an event gives it another time', () => {
  const { writer, reader } = openStore();
  writer.upsert('jobs', [job()], at(900));
  expect(writer.upsert('jobs', [job({ createdAt: 501, state: 'FAILED' })], at(901))).toMatchObject({ versions: 1 });
  expect(reader.openIds({ resource: 'jobs' })).toHaveLength(1);
  expect(reader.byKey(address)).toMatchObject({ at: 500, row: { state: 'FAILED' } });
});

test('an account-Region has its rows for each identity', () => {
  const { writer, reader } = openStore();
  writer.upsert('vaults', [vault(), vault({ scope: toScope(other), lock: 'governance' })], at(900));
  expect(reader.byKey(vaultAddress)?.row).toEqual(vault());
  expect(reader.byKey({ ...vaultAddress, scope: other })?.row.lock).toBe('governance');
});

test('a thin listing takes nothing away, and says what it knows better', () => {
  const { writer, reader } = openStore();
  writer.upsert('points', [point({ type: 'EBS' })], at(900));
  const thin = { ...point({ size: undefined as never, type: '' }), status: 'EXPIRED' };
  expect(writer.upsert('points', [thin], at(901, { isThin: true }))).toMatchObject({ versions: 1 });
  expect(reader.byKey(pointAddress)).toMatchObject({ isThin: false, row: point({ type: 'EBS', status: 'EXPIRED' }) });
  expect(writer.upsert('points', [thin], at(902, { isThin: true }))).toMatchObject({ unchanged: 1 });
});

test('what a thin listing brought is completed by the whole one, which changes nothing', () => {
  const { writer, reader } = openStore();
  const { size: _, ...thin } = point();
  writer.upsert('points', [thin], at(900, { isThin: true }));
  expect(reader.byKey(pointAddress)?.isThin).toBe(true);
  expect(writer.upsert('points', [thin], at(901, { isThin: true }))).toMatchObject({ unchanged: 1 });
  expect(writer.upsert('points', [point({ type: 'EBS' })], at(902))).toMatchObject({ inPlace: 1 });
  expect(reader.history(pointAddress)).toMatchObject([{ isThin: false, row: point({ type: 'EBS' }) }]);
});

test('a whole row that says the same as a thin one is no longer thin, and one that says something else is a version', () => {
  const { writer, reader } = openStore();
  writer.upsert('points', [point(), point({ arn: 'arn:2' })], at(900, { isThin: true }));
  const result = writer.upsert('points', [point(), point({ arn: 'arn:2', size: 6 })], at(901));
  expect(result).toMatchObject({ inPlace: 1, versions: 1 });
  expect(reader.byKey(pointAddress)?.isThin).toBe(false);
});

test('what a whole response covers and does not list is gone; what comes back is another row', () => {
  const { writer, reader, clock } = openStore();
  writer.upsert('points', [point(), point({ arn: 'arn:2' })], at(900));
  clock.now = 2_000;
  const response = writer.begin(requestFor('points', 1_500));
  response.page([point()]);
  expect(response.whole({})).toEqual({ gone: 1, seq: 2 });
  const gone = { ...pointAddress, key: 'arn:2' };
  expect(reader.byKey(gone)).toBeUndefined();
  expect(reader.history(gone)).toMatchObject([{ validTo: 2_000, closedBy: 'gone', requestedAt: 1_500 }]);
  expect(writer.upsert('points', [point({ arn: 'arn:2' })], at(1_499))).toMatchObject({ ignored: 1 });
  expect(writer.upsert('points', [point({ arn: 'arn:2' })], at(1_501))).toMatchObject({ added: 1 });
  const ids = reader.history(gone).map(({ id }) => id);
  expect(new Set(ids).size).toBe(2);
});

test.each([
  ['without bounds', {}, ['arn:2', 'arn:3', 'arn:4']],
  ['newer ones', { since: 700 }, ['arn:3', 'arn:4']],
  ['of a vault, by a shared member', { equals: { vaultName: 'b' } }, ['arn:3']],
  ['of a size, by an own member', { equals: { size: 9 } }, ['arn:4']],
  ['of both', { since: 701, equals: { vaultName: 'a' } }, ['arn:4']],
  ['nothing', undefined, []],
])('a whole response closes what it covers: %s', (_, covers, closed) => {
  const { writer, reader } = openStore();
  const all = [
    point(),
    point({ arn: 'arn:2' }),
    point({ arn: 'arn:3', createdAt: 700, vaultName: 'b' }),
    point({ arn: 'arn:4', createdAt: 701, size: 9 }),
  ];
  writer.upsert('points', [...all, ...all.map((one) => ({ ...one, scope: toScope(other) }))], at(900));
  const response = writer.begin(requestFor('points', 901));
  response.page([point()]);
  response.whole(covers);
  const open = reader.rows(reader.openIds({ resource: 'points', scopes: [own] })).map((found) => found?.key);
  expect(all.map(({ arn }) => arn).filter((arn) => !open.includes(arn))).toEqual(closed);
  expect(reader.openIds({ resource: 'points', scopes: [other] })).toHaveLength(4);
});

test('a row without a time is in no list that asks for newer ones', () => {
  const { writer } = openStore();
  writer.upsert('vaults', [vault()], at(900));
  expect(writer.begin(requestFor('vaults', 901)).whole({ since: -1 })).toMatchObject({ gone: 0 });
});

test.each(['failed', 'abandon'] as const)('a response that ends otherwise closes nothing: %s', (how) => {
  const { writer, reader } = openStore();
  writer.upsert('vaults', [vault(), vault({ name: 'b' })], at(900));
  const response = writer.begin(requestFor('vaults', 901));
  response.page([vault()]);
  response[how]('refused');
  expect(reader.openIds({ resource: 'vaults' })).toHaveLength(2);
});

test('rows that a later request brought are not closed by an earlier one', () => {
  const { writer, reader } = openStore();
  const response = writer.begin(requestFor('vaults', 901));
  writer.upsert('vaults', [vault({ name: 'b' })], at(901));
  expect(response.whole({})).toMatchObject({ gone: 0 });
  expect(reader.openIds({ resource: 'vaults' })).toHaveLength(1);
});

test('what a later request found unchanged is neither overwritten nor closed by an earlier one that is late', () => {
  const { writer, reader } = openStore();
  writer.upsert('vaults', [vault(), vault({ name: 'b' })], at(900));
  const late = writer.begin(requestFor('vaults', 910));
  const quick = writer.begin(requestFor('vaults', 920));
  quick.page([vault(), vault({ name: 'b' })]);
  quick.whole({});
  expect(late.page([vault({ lock: 'governance' })])).toMatchObject({ ignored: 1 });
  expect(late.whole({})).toMatchObject({ gone: 0 });
  expect(reader.openIds({ resource: 'vaults' })).toHaveLength(2);
  expect(writer.begin(requestFor('vaults', 921)).page([vault({ lock: 'governance' })])).toMatchObject({ versions: 1 });
});

test('what a later request did not list any more is not opened by an earlier one that is late', () => {
  const { writer, reader } = openStore();
  const late = writer.begin(requestFor('points', 910));
  const quick = writer.begin(requestFor('points', 920));
  quick.whole({ equals: { vaultName: 'a' } });
  expect(late.page([point(), point({ arn: 'arn:2', vaultName: 'b' })])).toMatchObject({ ignored: 1, added: 1 });
  expect(reader.openIds({ resource: 'points' })).toHaveLength(1);
});

test('rows of a request to an organization lie in their own scopes', () => {
  const { writer, reader } = openStore();
  const response = writer.begin(requestFor('jobs', 900, { scope: other }));
  response.page([job({ scope: toScope(other) }), job({ scope: toScope(elsewhere) })]);
  response.whole();
  expect(reader.byKey({ ...address, scope: elsewhere })?.row).toEqual(job({ scope: toScope(elsewhere) }));
});

test('a page is written whole or not at all, and the next one is right all the same', () => {
  const { writer, reader, database } = openStore();
  const response = writer.begin(requestFor('jobs', 900, { scope: elsewhere }));
  const cyclic: Record<string, unknown> = { ...job({ id: 'job-2' }) };
  cyclic.message = cyclic;
  expect(() => response.page([job({ name: 'new' }), cyclic])).toThrow();
  expect(reader.openIds({ resource: 'jobs' })).toEqual([]);
  expect(response.page([job({ name: 'new' })])).toMatchObject({ added: 1, seq: 1 });
  expect(reader.byKey(address)?.row).toEqual(job({ name: 'new' }));
  expect(database.prepare('pragma quick_check').get()).toEqual({ quick_check: 'ok' });
});

test('shared parts that another program removed are stored again', () => {
  const { writer, reader, database } = openStore();
  writer.upsert('jobs', [job()], at(900));
  database.exec("delete from row; delete from shared; insert into meta values('shared removed', 1)");
  writer.upsert('jobs', [job()], at(901));
  expect(reader.byKey(address)?.row).toEqual(job());
});

test('what is not written gives no number, but the first whole response to a request does', () => {
  const { writer, reader } = openStore();
  const response = writer.begin(requestFor('jobs', 900));
  expect(response.page([job()]).seq).toBe(1);
  expect(response.page([job()]).seq).toBe(1);
  expect(response.whole({}).seq).toBe(2);
  const later = writer.begin(requestFor('jobs', 901));
  expect(later.page([job()]).seq).toBe(2);
  expect(later.whole({}).seq).toBe(2);
  expect(reader.lastSeq()).toBe(2);
});

test('two writers on one file go on with one number and one time', () => {
  const { writer, openWriter, clock, reader } = openStore();
  writer.upsert('vaults', [vault()], at(900));
  clock.now = 800;
  const result = openWriter().upsert('vaults', [vault({ lock: 'governance' })], at(901));
  expect(result).toMatchObject({ versions: 1, seq: 2 });
  expect(reader.history(vaultAddress)[0]).toMatchObject({ validTo: 1_000 });
});

test('a resource without a shape is refused', () => {
  const { writer } = openStore();
  expect(() => writer.begin(requestFor('plans', 900))).toThrow('plans');
  expect(() => writer.upsert('plans', [], at(900))).toThrow('plans');
});

test('a row of a megabyte, and names with every Unicode trouble, come back', () => {
  const { writer, reader } = openStore();
  const names = [
    'a\0b',
    'a\ud800',
    'ä',
    'a\u0308',
    '\u202eabc',
    '🙂',
    "'; drop table row; --",
    '%_\\',
    '__proto__',
    '',
  ];
  const rows = names.map((name) => ({ scope, name, lock: `${name}${'x'.repeat(caseCount(100_000, 1_000_000))}` }));
  expect(writer.upsert('vaults', rows, at(900))).toMatchObject({ added: names.length });
  expect(writer.upsert('vaults', rows, at(901))).toMatchObject({ unchanged: names.length });
  for (const row of rows) {
    expect(reader.byKey({ ...vaultAddress, key: `vault/${row.name}` })?.row).toEqual(row);
  }
});

test('a request of before the clock was set back is not later than those after', () => {
  const { writer, clock } = openStore();
  writer.upsert('vaults', [vault()], at(900));
  clock.now = 9_000;
  writer.begin(requestFor('vaults', 9_000)).page([vault()]);
  clock.now = 1_000;
  const next = writer.begin(requestFor('vaults', 1_000));
  expect(next.page([vault({ lock: 'governance' })])).toMatchObject({ versions: 1 });
});

test('a response that was there before a request was begun does not make that one late', () => {
  const { writer } = openStore();
  writer.upsert('vaults', [vault()], at(900));
  writer.begin(requestFor('vaults', 905));
  const ended = writer.begin(requestFor('vaults', 920));
  ended.page([vault()]);
  ended.whole();
  const next = writer.begin(requestFor('vaults', 910));
  expect(next.page([vault({ lock: 'governance' })])).toMatchObject({ versions: 1 });
});

test('changes make an answer newer only where the store has the one that they add to', () => {
  const { writer, reader } = openStore();
  const wholeAt = () => reader.allRequests()[0]?.wholeAt;
  const changesAt = (requestedAt: number, since: number) => {
    const response = writer.begin(requestFor('jobs', requestedAt));
    response.page([job({ state: 'COMPLETED', endedAt: requestedAt })]);
    response.changes(since);
  };
  changesAt(900, 800);
  expect(wholeAt()).toBeUndefined();
  writer.begin(requestFor('jobs', 910)).whole();
  changesAt(920, 910);
  expect(wholeAt()).toBe(920);
  // The one of 930 was lost on its way.
  changesAt(940, 930);
  expect(wholeAt()).toBe(920);
  writer.begin(requestFor('jobs', 950)).whole();
  changesAt(960, 950);
  expect(wholeAt()).toBe(960);
});
