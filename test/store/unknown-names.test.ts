// The store is asked for a resource or a scope that it does not have: each way to read it finds nothing, and none fails.
import { expect, test } from 'vitest';
import type { StoredScope } from '../../src/store/row-shape.ts';
import { at, openStore, requestFor } from './open-store.ts';
import { type JobRow, own, toScope } from './shapes.ts';

const job: JobRow = { scope: toScope(own), id: 'a', createdAt: 100, state: 'RUNNING', resourceArn: 'arn:orders' };
const nobody: StoredScope = { ...own, identity: 'nobody' };

const places: readonly (readonly [string, string, StoredScope])[] = [
  ['an unknown resource', 'unknown', own],
  ['an unknown scope', 'jobs', nobody],
  ['an unknown resource of an unknown scope', 'unknown', nobody],
];

const filled = () => {
  const store = openStore();
  store.writer.upsert('jobs', [job], at(900));
  store.writer.begin(requestFor('jobs', 900)).whole();
  store.writer.begin(requestFor('jobs', 900, { params: '[]' })).whole();
  return store;
};

/** Each is empty for what is not known, and not for the job. */
type Read = (reader: ReturnType<typeof openStore>['reader'], resource: string, scope: StoredScope) => unknown;
const reads: Readonly<Record<string, Read>> = {
  openIds: (reader, resource, scope) => reader.openIds({ resource, scopes: [scope] }),
  openVersions: (reader, resource, scope) => reader.openVersions({ resource, scopes: [scope] }),
  busyIds: (reader, resource, scope) => reader.busyIds({ resource, scopes: [scope] }),
  countSince: (reader, resource, scope) => reader.countSince({ resource, scopes: [scope], since: 0, most: 9 }),
  ofSubject: (reader, resource, scope) => reader.ofSubject({ resource, scopes: [scope], subject: 'arn:orders' }),
  byKey: (reader, resource, scope) => reader.byKey({ resource, scope, key: 'a', at: 100 }),
  byKeyWithoutTime: (reader, resource, scope) => reader.byKey({ resource, scope, key: 'a' }),
  byKeyNear: (reader, resource, scope) => reader.byKeyNear({ resource, scope, key: 'a', at: 101, withinMs: 5 }),
  busyByKey: (reader, resource, scope) => reader.busyByKey({ resource, scope, key: 'a' }),
  history: (reader, resource, scope) => reader.history({ resource, scope, key: 'a', at: 100 }),
  changedIds: (reader, resource, scope) => reader.changedIds({ resource, scope, since: 0, most: 9 }),
  wholeAt: (reader, resource, scope) => reader.wholeAt(resource, scope),
  watchedTimes: (reader, resource, scope) => reader.watchedTimes(resource, scope, '[]'),
  requestState: (reader, resource, scope) => reader.requestState(resource, scope, '[]'),
  requestIds: (reader, resource, scope) => reader.requestIds(resource, [scope], '[]'),
  asOf: (reader, resource, scope) => reader.asOf({ resource, scopes: [scope], time: 2_000 }).ids,
  changes: (reader, resource, scope) => reader.changes({ from: 0, to: 2_000, resources: [resource], scopes: [scope] }),
  openRows: (reader, resource, scope) => reader.openRows({ resource, scope, rowScope: scope }),
  outlines: (reader, resource, scope) => reader.outlines({ resource, scope, usual: 'COMPLETED' }),
  hasOpenRows: (reader, resource, scope) => reader.hasOpenRows({ resource, scope }),
  openRowsAbout: (reader, resource, scope) =>
    reader.openRowsAbout({ resource, scope, rowScope: scope }, ['arn:orders']),
};

/** Nothing, in each of its forms. */
const isNothing = (found: unknown): boolean =>
  found === undefined || found === 0 || found === false || (Array.isArray(found) && found.length === 0);

test.each(Object.entries(reads))('%s finds the job, and nothing of what is not known', (_, read) => {
  const { reader } = filled();
  expect(isNothing(read(reader, 'jobs', own))).toBe(false);
  for (const [name, resource, scope] of places) {
    expect([name, isNothing(read(reader, resource, scope))]).toEqual([name, true]);
  }
});

test('a list of any resource is not known to have been written, or to have states, without one', () => {
  const { reader } = filled();
  const scopeIds = reader.scopeIds().map(({ id }) => id);
  expect(reader.countByState('jobs', scopeIds)).toEqual(new Map([['RUNNING', 1]]));
  expect(reader.countByState('unknown', scopeIds)).toEqual(new Map());
  expect(reader.wholeTimes('jobs').size).toBe(1);
  expect(reader.wholeTimes('unknown').size).toBe(0);
  expect(reader.wasWrittenSince('jobs', 0)).toBe(true);
  expect(reader.wasWrittenSince('unknown', 0)).toBe(false);
  // More rows were written than may be read, but none of a list without rows.
  expect(reader.changedIds({ resource: 'jobs', scope: own, since: 0, most: 0 })).toBeUndefined();
  expect(reader.changedIds({ resource: 'unknown', scope: own, since: 0, most: 0 })).toEqual([]);
});
