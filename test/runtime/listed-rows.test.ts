// Few rows at once, out of the store.
import { expect, test } from 'vitest';
import type { Scope } from '../../src/domain/scope.ts';
import { resources } from '../../src/resources/index.ts';
import { type ListedOptions, openList } from '../support/listed.ts';

const noon = Date.UTC(2026, 0, 15, 12);
const accountId = '123456789012';
const scopeOf = (region: string, account = accountId): Scope => ({ accountId: account, region, connection: '' });
const scopes = [scopeOf('us-east-1'), scopeOf('eu-west-1')];
const vault = (name: string, region = 'us-east-1') => ({
  scope: scopeOf(region),
  name,
  arn: `arn:${region}:${name}`,
  type: 'BACKUP_VAULT',
  pointCount: 1,
});
const job = (id: number) => ({
  scope: scopes[0],
  kind: 'backup',
  id: `JOB-${id}`,
  state: 'COMPLETED',
  createdAt: noon - id * 1_000,
  resourceArn: 'arn:db',
  resourceName: 'db',
  resourceType: 'RDS',
  vaultName: 'prod',
  isParent: false,
});

const open = (more: Partial<ListedOptions> = {}) =>
  openList({ resource: resources.vaults, now: noon, scopes, ...more });

test('a list is read as it is now, in the order in which its rows came, and only where something of it was written', () => {
  const list = open();
  list.response([vault('b'), vault('a'), vault('c', 'eu-west-1')]);
  const before = list.listed();
  expect(before.map(({ name }) => name)).toEqual(['b', 'a', 'c']);
  expect(before[2].scope).toBe(scopes[1]);
  list.store.writer.upsert('backup-jobs', [job(1)], { requestedAt: noon, identity: 'arn of a role' });
  expect(list.listed()).toBe(before);
  list.response([vault('b'), vault('c', 'eu-west-1')]);
  expect(list.listed().map(({ name }) => name)).toEqual(['b', 'c']);
});

test('one account or Region alone can be asked for, and rows of another identity are not given', () => {
  const list = open();
  list.response([vault('a'), vault('c', 'eu-west-1')]);
  list.store.writer.upsert('vaults', [vault('hidden')], { requestedAt: noon, identity: 'somebody else' });
  expect(list.listed({ region: 'eu-west-1' }).map(({ name }) => name)).toEqual(['c']);
  expect(list.listed({ accountId }).map(({ name }) => name)).toEqual(['a', 'c']);
  expect(list.listed({ accountId: '210987654321' })).toEqual([]);
  expect(list.rowOf(`/${accountId}/us-east-1/hidden`)).toBeUndefined();
});

test('what narrows a list without times is looked for in its rows', () => {
  const list = open({ params: { name: 'a' } });
  list.write([vault('a'), vault('b'), vault('a', 'eu-west-1')]);
  expect(list.listed().map(({ arn }) => arn)).toEqual(['arn:us-east-1:a', 'arn:eu-west-1:a']);
});

test('of a list that grows with time the newest rows are given', () => {
  const list = open({ resource: resources['backup-jobs'] });
  list.write(Array.from({ length: 2_100 }, (_, index) => job(index)));
  const found = list.listed();
  expect([found.length, found[0].id, found.at(-1).id]).toEqual([2_000, 'JOB-0', 'JOB-1999']);
});

test('one row is found by its key, with its time or without, and is looked for again once something was written', () => {
  const list = open({ resource: resources['backup-jobs'] });
  const key = resources['backup-jobs'].key(job(1) as never);
  expect(list.rowOf(key)).toBeUndefined();
  list.write([job(1)]);
  expect(list.rowOf(key)).toMatchObject({ id: 'JOB-1', scope: scopes[0] });
  const again = open({ resource: resources['backup-jobs'], store: list.store });
  expect(again.rowOf(key, job(1))).toMatchObject({ id: 'JOB-1' });
  const byAnotherTime = open({ resource: resources['backup-jobs'], store: list.store });
  expect(byAnotherTime.rowOf(key, job(2))).toMatchObject({ id: 'JOB-1' });
});
