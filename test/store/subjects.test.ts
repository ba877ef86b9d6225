// What was written about an AWS resource, and the derived rows of which only some changed.
import { expect, test } from 'vitest';
import { at, openStore, requestFor } from './open-store.ts';
import { type JobRow, other, own, toScope, type VaultRow } from './shapes.ts';

const job = (id: string, resourceArn: string | undefined, change: Partial<JobRow> = {}): JobRow => ({
  id,
  scope: toScope(own),
  createdAt: 500,
  state: 'COMPLETED',
  ...(resourceArn === undefined ? {} : { resourceArn }),
  ...change,
});
const vault = (name: string, change: Partial<VaultRow> = {}): VaultRow => ({ name, scope: toScope(own), ...change });

const lists = { resources: ['jobs', 'vaults'], most: 10 };

test('written rows tell what they are about, or else their key', () => {
  const { reader, writer } = openStore();
  writer.upsert('jobs', [job('A', 'arn:1'), job('B', 'arn:2')], at(900));
  const since = reader.lastSeq();
  expect(reader.changedSubjects({ ...lists, since })).toEqual([]);
  writer.upsert('jobs', [job('C', 'arn:1'), job('D', 'arn:1'), job('E', undefined)], at(901));
  writer.upsert('vaults', [vault('main', { scope: toScope(other) })], at(902));
  writer.upsert('points', [], at(902));
  const found = reader.changedSubjects({ ...lists, since }) ?? [];
  expect(found.map(({ resource, scope, subject }) => [resource, scope.identity, subject])).toEqual([
    ['jobs', own.identity, 'arn:1'],
    ['jobs', own.identity, 'E'],
    ['vaults', other.identity, 'vault/main'],
  ]);
  expect(reader.changedSubjects({ ...lists, resources: ['vaults'], since })).toHaveLength(1);
  expect(reader.changedSubjects({ ...lists, most: 3, since })).toBeUndefined();
});

test('a row that a response lacks is among them, and one that only another list wrote is not', () => {
  const { reader, writer } = openStore();
  const list = (requestedAt: number, rows: readonly JobRow[]) => {
    const response = writer.begin(requestFor('jobs', requestedAt));
    response.page(rows);
    response.whole({ equals: {} });
  };
  list(900, [job('A', 'arn:1'), job('B', 'arn:2')]);
  const since = reader.lastSeq();
  list(950, [job('A', 'arn:1')]);
  const found = reader.changedSubjects({ ...lists, since }) ?? [];
  expect(found.map(({ subject }) => subject)).toEqual(['arn:2']);
});

test('rows about a resource are found by their shared members, or by their key', () => {
  const { reader, writer } = openStore();
  const elsewhere = job('X', 'arn:1', { scope: toScope(other) });
  writer.upsert(
    'jobs',
    [job('A', 'arn:1'), job('B', 'arn:2'), job('C', 'arn:1', { createdAt: 600 }), elsewhere],
    at(900),
  );
  writer.upsert('vaults', [vault('main'), vault('copies')], at(900));
  const keys = (resource: string, subjects: readonly string[], since?: number) =>
    reader.openRowsAbout({ resource, scope: own, rowScope: toScope(own), since }, subjects).map(({ key }) => key);
  expect(keys('jobs', ['arn:1'])).toEqual(['C', 'A']);
  expect(keys('jobs', ['arn:1', 'arn:2'], 550)).toEqual(['C']);
  expect(keys('vaults', ['vault/copies', 'vault/none'])).toEqual(['vault/copies']);
});

test('of derived rows only the given ones are written or closed', () => {
  const { reader, writer, clock } = openStore();
  const names = () => reader.rows(reader.openIds({ resource: 'vaults', scopes: [own] })).map((row) => row?.key);
  const derived = { resource: 'vaults', scope: own };
  writer.derive({ ...derived, rows: ['one', 'two', 'three'].map((name) => vault(name)), evaluatedAt: 900 });
  clock.now += 100;
  writer.derive({ ...derived, rows: [vault('four')], gone: [vault('two')], evaluatedAt: 1_000, wholeAt: 950 });
  expect(names().toSorted()).toEqual(['vault/four', 'vault/one', 'vault/three']);
  expect(reader.wholeAt('vaults', own)).toBe(950);
  writer.derive({ ...derived, rows: [vault('four')], evaluatedAt: 1_001 });
  expect(names()).toEqual(['vault/four']);
});
