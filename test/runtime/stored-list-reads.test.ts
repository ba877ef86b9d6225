// What a stored list reads and queries, and what it shows while rows are added, removed and queried again.
import { expect, test } from 'vitest';
import { cursorKey, followRows, moveCursor } from '../../src/app/list/cursor.ts';
import type { Cursor } from '../../src/app/state/state.ts';
import type { ProgramStore } from '../../src/engine/program-store.ts';
import { resources } from '../../src/resources/index.ts';
import type { AnyRow } from '../../src/store/row-shape.ts';
import { accountId, noon, scopeOf } from '../resources/embedded-aws.ts';
import { type ListedOptions, openList } from '../support/listed.ts';
import { openMemoryStore } from '../support/memory-store.ts';

const resource = resources.audits;
const scope = scopeOf('us-east-1');
const page = 20;

const audit = (number: number, more: AnyRow = {}): AnyRow => ({
  scope,
  id: `event-${String(number).padStart(6, '0')}`,
  name: 'DeleteBackupVault',
  at: noon - number * 1_000,
  actor: `person-${number % 7}`,
  risk: 'none',
  target: '',
  sourceIp: '',
  byService: false,
  ...more,
});
const audits = (count: number) => Array.from({ length: count }, (_, index) => audit(index));

/** Counts what is read of rows. */
function counted(store: ProgramStore) {
  const reads = { statements: 0, rows: 0 };
  const sight = store.sight();
  if (!sight) throw new Error('The store is not open.');
  const reader: typeof sight.reader = {
    ...sight.reader,
    rows(ids) {
      reads.statements += 1;
      reads.rows += ids.length;
      return sight.reader.rows(ids);
    },
    byKey(address) {
      reads.statements += 1;
      return sight.reader.byKey(address);
    },
  };
  return { reads, store: { ...store, sight: () => ({ ...sight, reader }) } };
}

const open = (options: Partial<ListedOptions> = {}) => openList({ resource, scopes: [scope], now: noon, ...options });

test('a page down reads a screenful, a key that moves nothing out of view reads nothing', async () => {
  const { reads, store } = counted(openMemoryStore(() => noon));
  const list = open({ store });
  list.write(audits(5_000));
  const rows = await list.see();
  let cursor: Cursor = { index: 0, top: 0 };
  const press = (by: number) => {
    Object.assign(reads, { statements: 0, rows: 0 });
    const seen = list.look();
    cursor = followRows(moveCursor(cursor, { rows: seen, page }, by), { rows: seen, page });
    seen.rows.slice(cursor.top, cursor.top + page);
    return { ...reads };
  };
  expect(rows.keys.length).toBe(5_000);
  press(0);
  expect(press(1)).toEqual({ statements: 0, rows: 0 });
  expect(press(page).rows).toBeLessThanOrEqual(page);
  expect(press(page)).toEqual({ statements: 2, rows: page });
  expect(press(-page)).toEqual({ statements: 0, rows: 0 });
  expect(press(4_000)).toEqual({ statements: 2, rows: page });
});

test('after a write only the rows in view that it changed are read again', async () => {
  const { reads, store } = counted(openMemoryStore(() => noon));
  const list = open({ store });
  list.write(audits(100));
  const inView = async () => {
    const { rows } = await list.see();
    Object.assign(reads, { statements: 0, rows: 0 });
    return rows.slice(0, page);
  };
  await inView();
  list.write([audit(200)]);
  await inView();
  expect(reads.rows).toBe(0);
  list.write([audit(5, { target: 'changed' }), audit(50, { target: 'out of view' })]);
  const shown = await inView();
  expect(reads.rows).toBe(1);
  expect(shown.map(({ target }) => target).filter(Boolean)).toEqual(['changed']);
});

test('20,000 rows that memory has not are reached, to the last', async () => {
  const list = open();
  list.write(audits(20_000));
  const { keys, rows, total, indexOf } = await list.see();
  expect([keys.length, total]).toEqual([20_000, 20_000]);
  expect(rows.at(19_999)).toMatchObject({ id: 'event-019999', scope });
  expect(indexOf.get(keys.at(12_345) ?? '')).toBe(12_345);
  expect(indexOf.get(`/${accountId}/us-east-1/event-017000`)).toBe(17_000);
  expect(indexOf.get(`/${accountId}/us-east-1/nothing`)).toBeUndefined();
  expect(rows.at(-1)).toBe(rows.at(19_999));
  expect(rows.at(20_000)).toBeUndefined();
});

test('the cursor stays on its row while others come and go, through sort and filter', async () => {
  const list = open();
  list.write(audits(100));
  const first = await list.see();
  const cursor = moveCursor({ index: 0, top: 0 }, { rows: first, page }, 50);
  const key = cursorKey(cursor, first);
  expect(first.rows.at(50)).toMatchObject({ id: 'event-000050' });
  list.write([audit(-1), audit(-2), audit(200)]);
  const more = await list.see();
  expect([more.keys.length, more.indexOf.get(key ?? '')]).toEqual([103, 52]);
  expect(cursorKey(followRows(cursor, { rows: more, page }), more)).toBe(key);
  const sort = { column: 'actor', descending: false };
  const before = list.look('', sort);
  expect([before.isBehind, cursorKey(cursor, before)]).toEqual([true, key]);
  const sorted = await list.see('', sort);
  expect(cursorKey(cursor, sorted)).toBe(key);
  const filtered = await list.see('person-1', sort);
  expect([filtered.keys.length, filtered.total, cursorKey(cursor, filtered)]).toEqual([15, 103, key]);
});

test('a row that AWS no longer has leaves the list, and is found again when it comes back', async () => {
  const vault = (name: string) => ({ scope, name, arn: name, type: 'BACKUP_VAULT', pointCount: 1 });
  const list = open({ resource: resources.vaults });
  list.response([vault('a'), vault('b')]);
  [...(await list.see()).rows];
  const key = `/${accountId}/us-east-1/a`;
  expect(list.rowOf(key)).toMatchObject({ name: 'a', pointCount: 1, scope });
  list.response([vault('b')]);
  expect(list.rowOf(key)).toBeUndefined();
  const without = await list.see();
  expect([without.keys.length, without.indexOf.get(key)]).toEqual([1, undefined]);
  list.response([vault('a'), vault('b')]);
  const again = await list.see();
  expect(again.rows.at(again.indexOf.get(key) ?? 0)).toMatchObject({ name: 'a' });
  expect(again.keys.at(again.indexOf.get(key) ?? 0)).toBe(key);
});

test('rows of another identity, and those too old for AWS, are not shown', async () => {
  const list = open();
  list.write([...audits(3), audit(30 * 86_400)]);
  list.store.writer.upsert('audits', [audit(4)], { requestedAt: noon, identity: 'somebody else' });
  expect((await list.see()).keys.length).toBe(3);
});

test('of an organization all accounts are listed that its identity sees, through its connection', async () => {
  const organization = { ...scope, connection: 'base', organization: true as const };
  const list = open({ scopes: [organization] });
  list.write([audit(1), audit(2, { scope: { ...scope, accountId: '210987654321' } })]);
  list.write([audit(3, { scope: scopeOf('eu-west-1') })]);
  const { keys, rows, indexOf } = await list.see();
  expect([...keys]).toEqual(['base/123456789012/us-east-1/event-000001', 'base/210987654321/us-east-1/event-000002']);
  expect(rows.at(1).scope).toEqual({ accountId: '210987654321', region: 'us-east-1', connection: 'base' });
  expect(open({ scopes: [organization], store: list.store }).look().keys.length).toBe(0);
  expect(indexOf.get('base/210987654321/us-east-1/event-000002')).toBe(1);
});

test('what narrows a list is looked for in the rows; what no row says, the answer to exactly that tells', async () => {
  const vaults = resources['recovery-points'];
  const point = (vaultName: string) => ({
    scope,
    arn: `arn:${vaultName}`,
    vaultName,
    status: 'COMPLETED',
    createdAt: noon,
    resourceName: 'web',
    resourceArn: 'arn:web',
    resourceType: 'EBS',
  });
  const narrowed = open({ resource: vaults, params: { vaultName: 'prod' } });
  narrowed.write([point('prod'), point('test')]);
  expect([...(await narrowed.see()).rows]).toMatchObject([{ vaultName: 'prod' }]);
  const held = open({ resource: vaults, params: { legalHoldId: 'x' }, store: narrowed.store });
  expect((await held.see()).keys.length).toBe(0);
  held.response([point('test')]);
  expect([...(await held.see()).rows]).toMatchObject([{ vaultName: 'test' }]);
  expect(held.listed()).toMatchObject([{ vaultName: 'test' }]);
  held.response([]);
  expect((await held.see()).keys.length).toBe(0);
  expect(held.listed()).toEqual([]);
  expect((await narrowed.see()).keys.length).toBe(1);
});

test('a filter that is no expression, or has no end, filters nothing and says why', async () => {
  const list = open();
  list.write([...audits(3), audit(4, { target: `${'a'.repeat(40)}!` })]);
  await list.see();
  const invalid = await list.see('~(');
  expect([invalid.keys.length, invalid.filterProblem]).toEqual([4, expect.stringMatching(/group/i)]);
  const endless = await list.see('~^(a+)+$');
  expect([endless.keys.length, endless.filterProblem]).toEqual([4, 'takes too long, so it is not applied']);
  const fine = await list.see('~person-[12]$');
  expect([fine.keys.length, fine.filterProblem]).toEqual([2, undefined]);
});

test('ages and columns are compared, and what a row says of itself is looked for', async () => {
  const list = open();
  list.write(audits(7_000));
  await list.see();
  const counts = await Promise.all([list.see('age:<1h')]);
  expect(counts.map(({ keys }) => keys.length)).toEqual([3_600]);
  expect((await list.see('actor:person-3 !age:>1m')).keys.length).toBe(9);
});

test('a store that is behind is not read: neither its lists nor their rows', async () => {
  const memory = openMemoryStore(() => noon);
  let isBehind = false;
  const list = open({ store: { ...memory, sight: () => (isBehind ? undefined : memory.sight()) } });
  list.write(audits(3));
  const { keys } = await list.see();
  const key = keys.at(0) ?? '';
  expect(list.rowOf(key)).toMatchObject({ id: 'event-000000' });
  isBehind = true;
  expect(list.rowOf(key)).toBeUndefined();
  expect(list.look()).toMatchObject({ total: 0, isBehind: true });
});
