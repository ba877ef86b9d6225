// How requests for changes use the store.
import { expect, test } from 'vitest';
import { jobFromNews } from '../../src/domain/jobs/job-news.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { storedKnown } from '../../src/engine/polls/stored-known.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { openMemoryStore } from '../support/memory-store.ts';

const noon = Date.UTC(2026, 0, 15, 12);
const minute = 60_000;
const identity = 'arn of a role';
const scope: Scope = { accountId: '123456789012', region: 'us-east-1', connection: 'base' };
const job = (id: string, more: object = {}) => ({
  scope,
  kind: 'restore',
  id,
  state: 'COMPLETED',
  createdAt: noon - minute,
  resourceArn: 'arn:db',
  resourceName: 'db',
  resourceType: 'RDS',
  vaultName: 'prod',
  isParent: false,
  ...more,
});

function open(requested: Scope = scope, resource: ResourceId = 'restore-jobs') {
  const store = openMemoryStore(() => noon);
  const write = (rows: readonly object[], by = identity) =>
    store.writer.upsert(resource, rows, { requestedAt: noon, identity: by });
  const known = storedKnown({ kind: 'list', resource, scope: requested, params: {}, priority: 0 }, async () => ({
    reader: (await store.opened()).reader,
    identity,
  }));
  return { write, known };
}

const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).toSorted();

test('what is under way, and what is judged after it is over, is known with the scope of the request', async () => {
  const { write, known } = open();
  expect(await known.isBusy()).toBe(false);
  const judged = { validationStatus: 'VALIDATING' };
  write([
    job('done'),
    job('runs', { state: 'RUNNING' }),
    job('judged', judged),
    job('old', { ...judged, createdAt: 5 }),
  ]);
  write([job('hidden', { state: 'RUNNING', ...judged })], 'somebody else');
  expect(await known.isBusy()).toBe(true);
  const busy = await known.busy();
  expect(idsOf(busy)).toEqual(['runs']);
  expect(busy[0].scope).toEqual(scope);
  const saying = { member: 'validationStatus', value: 'VALIDATING', since: noon - 60 * minute } as const;
  expect(idsOf(await known.saying(saying))).toEqual(['judged']);
  write([job('runs', { state: 'COMPLETED' })]);
  expect(await known.isBusy()).toBe(false);
});

test('rows of late are counted as far as it matters', async () => {
  const { write, known } = open();
  write(Array.from({ length: 10 }, (_, index) => job(`${index}`, { createdAt: noon - index * minute })));
  expect(await known.count(noon - 4 * minute, 100)).toBe(5);
  expect(await known.count(noon - 9 * minute, 3)).toBe(3);
  expect(await known.all()).toHaveLength(10);
});

test('of an organization the rows of all accounts that its identity sees are known', async () => {
  const { write, known } = open({ ...scope, organization: true });
  write([
    job('a', { state: 'RUNNING' }),
    job('b', { state: 'RUNNING', scope: { ...scope, accountId: '210987654321' } }),
  ]);
  write([job('c', { state: 'RUNNING', scope: { ...scope, region: 'eu-west-1' } })]);
  expect(idsOf(await known.busy())).toEqual(['a', 'b']);
  expect(await known.count(0, 10)).toBe(2);
});

test('a job is found by its key though an event gives another time, and what an event alone tells takes nothing away', async () => {
  const { write, known } = open();
  const ended = job('ended', { sizeBytes: 5, completedAt: noon });
  write([ended, job('runs', { state: 'RUNNING', percent: 20 })]);
  expect(await known.find(job('ended', { createdAt: noon - minute + 900 }))).toEqual(ended);
  expect(await known.find(job('ended', { createdAt: noon - 2 * minute }))).toBeUndefined();
  expect(await known.find(job('runs', { createdAt: undefined }))).toMatchObject({ percent: 20 });
  const told = {
    kind: 'restore',
    id: 'runs',
    state: 'COMPLETED',
    at: noon,
    members: { resourceArn: 'arn:db' },
  } as const;
  write([jobFromNews(told, scope) ?? {}]);
  expect(await known.find(job('runs'))).toMatchObject({ state: 'COMPLETED', percent: 20, resourceName: 'db' });
  expect(await known.find(job('runs'))).not.toHaveProperty('isFromEvent');
});
