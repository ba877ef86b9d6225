// Queries on rows as the writer writes them.
import { expect, test } from 'vitest';
import { pastTime } from '../../src/store/past/row-at.ts';
import { listIds } from '../../src/store/query/list-ids.ts';
import type { FilterColumn, ListQuery } from '../../src/store/query/list-query.ts';
import { at, openStore, type TestStore } from './open-store.ts';
import { elsewhere, type JobRow, jobs, other, own, type PointRow, points, shapes, toScope } from './shapes.ts';

const job = (id: string, change: Partial<JobRow> = {}): JobRow => ({
  id,
  scope: toScope(own),
  createdAt: 500,
  state: 'COMPLETED',
  name: 'Prod-DB',
  ...change,
});

const columns: Record<string, FilterColumn> = {
  id: { by: { member: 'id' }, kind: 'text' },
  message: { by: { member: 'message' }, kind: 'text' },
  state: { by: 'state', kind: 'text' },
  percent: { by: { member: 'percent' }, kind: 'number' },
};

const jobQuery: ListQuery = {
  resource: 'jobs',
  scopes: [[1, 2], [3]],
  now: 1_000,
  columns,
  keyMember: 'id',
  sharedMembers: [...jobs.shared, ...(jobs.sharedOnceOver ?? [])],
  sort: { by: 'key', kind: 'text', descending: false },
};

function storeOf(rows: readonly JobRow[]): TestStore {
  const store = openStore();
  // Each scope by the number that its place in the query has.
  for (const scope of [own, other, elsewhere]) {
    store.writer.upsert(
      'jobs',
      rows.filter((row) => row.scope.connection === scope.identity && row.scope.accountId === scope.accountId),
      at(900),
    );
  }
  return store;
}

function look({ database, reader }: TestStore, query: ListQuery) {
  const steps = listIds(database, query);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return reader.rows([...step.value.ids]).map((found) => found?.row as JobRow & PointRow);
  }
}

const rows = [
  job('job-1', { message: 'Straße voll' }),
  job('job-2', { state: 'RUNNING', message: 'Copying', percent: 40 }),
  job('JOB-3', { scope: toScope(other), name: 'logs', state: 'FAILED', message: 'Access denied' }),
  job('job-1', { scope: toScope(other) }),
  job('job-1', { scope: toScope(elsewhere), name: 'Ünder' }),
];

test.each([
  ['', ['own job-1', 'management job-1', 'own job-2', 'management JOB-3']],
  ['prod', ['own job-1', 'own job-2']],
  ['ünder', ['management job-1']],
  ['222222', ['management job-1']],
  ['strasse', ['own job-1']],
  ['copying', ['own job-2']],
  ['job-3', ['management JOB-3']],
  ['/^job-3$/', ['management JOB-3']],
  ['/^access denied$/', ['management JOB-3']],
  ['message:copy', ['own job-2']],
  ['message:STRASSE', ['own job-1']],
  ['id:job-1 !222222', ['own job-1']],
  ['state:running', ['own job-2']],
  ['percent:<50', ['own job-2']],
])('the filter %j', (filter, names) => {
  const found = look(storeOf(rows), { ...jobQuery, filter });
  expect(found.map(({ id, scope }) => `${scope.connection} ${id}`).sort()).toEqual([...names].sort());
});

test('a job that ended is found by what it says now, and then by what it said', () => {
  const store = storeOf(rows);
  store.clock.now = 2_000;
  store.writer.upsert('jobs', [job('job-2', { message: 'All copied' })], at(1_900));
  expect(look(store, { ...jobQuery, filter: 'copying' })).toEqual([]);
  expect(look(store, { ...jobQuery, filter: 'message:copied' }).map(({ id }) => id)).toEqual(['job-2']);
  expect(look(store, { ...jobQuery, filter: 'copying', asOf: pastTime(1_500, shapes) }).map(({ id }) => id)).toEqual([
    'job-2',
  ]);
});

test('columns that compute are sorted by the values that the writer keeps', () => {
  const store = openStore();
  const point = (arn: string, size: number): PointRow => ({
    arn,
    scope: toScope(own),
    createdAt: 5,
    status: 'AVAILABLE',
    vaultName: 'v',
    size,
  });
  store.writer.upsert('points', [point('a', 0), point('b', 7), point('c', 3)], at(900));
  const sort = { by: { stored: 'size' }, kind: 'number', descending: false } as const;
  const query: ListQuery = { resource: 'points', scopes: [[1]], now: 0, sort, sharedMembers: points.shared };
  expect(look(store, query).map(({ arn }) => arn)).toEqual(['c', 'b', 'a']);
  const largest = look(store, { ...query, sort: { ...sort, descending: true } });
  expect(largest.map(({ arn }) => arn)).toEqual(['b', 'c', 'a']);
});

test('in the past a row that was seen later and has no end keeps its state', () => {
  const store = openStore();
  store.clock.now = 2_000;
  store.writer.upsert('jobs', [job('job-1', { state: 'FAILED' }), job('job-2', { endedAt: 1_800 })], at(2_000));
  const then = { ...jobQuery, scopes: [[1]], asOf: pastTime(1_500, shapes) };
  expect(look(store, { ...then, filter: 'state:failed' }).map(({ id }) => id)).toEqual(['job-1']);
  expect(look(store, { ...then, filter: 'state:running' }).map(({ id }) => id)).toEqual(['job-2']);
});
