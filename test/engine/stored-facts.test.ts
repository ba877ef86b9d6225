// What is in the facts of an account-Region, and what is not.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mostSweptPoints, sweptPointsMs } from '../../config/polling.ts';
import type { Job } from '../../src/domain/jobs/job.ts';
import type { Scope } from '../../src/domain/scope.ts';
import type { WatchedPlaces } from '../../src/engine/evaluation/facts/fact-places.ts';
import { createStoredFacts } from '../../src/engine/evaluation/facts/stored-facts.ts';
import type { ProgramStore } from '../../src/engine/program-store.ts';
import { storedScope } from '../../src/engine/stored-scope.ts';
import { resources } from '../../src/resources/index.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { coverageOf } from '../../src/resources/stored.ts';
import { job, vault } from '../components/fixtures.ts';
import { openMemoryStore } from '../support/memory-store.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 0, 15, 12, 7);
const own: Scope = {
  accountId: '111122223333',
  region: 'eu-west-1',
  connection: 'own',
};
const across: Scope = {
  accountId: '999988887777',
  region: 'eu-west-1',
  connection: 'across',
  organization: true,
};
const identities = new Map([
  ['own', 'role'],
  ['across', 'management'],
]);
const watched: WatchedPlaces = {
  scopes: [own],
  accounts: new Map(),
  identities,
};
const watchedAcross: WatchedPlaces = {
  scopes: [own, { ...across, organization: undefined } as unknown as Scope],
  organizationScopes: [across],
  accounts: new Map([['111122223333', 'dev']]),
  identities,
};

let store: ProgramStore;
beforeEach(() => {
  store = openMemoryStore(() => now + day);
});
afterEach(() => store.close());

interface Given {
  readonly scope?: Scope;
  readonly at?: number;
  readonly identity?: string;
}

/** A whole response. */
function answer(resource: ResourceId, rows: readonly object[], { scope = own, at = now, identity }: Given = {}): void {
  const seenBy = identity ?? identities.get(scope.connection) ?? '';
  const request = {
    resource,
    scope: storedScope(scope, seenBy),
    params: '[]',
    requestedAt: at,
  };
  const response = store.writer.begin(request);
  response.page(rows);
  response.whole(coverageOf(resources[resource].stored ?? {}, {}, at));
}

function factsIn() {
  const { reader } = store.sight() ?? {};
  if (!reader) throw new Error('The store is not open.');
  return createStoredFacts({ reader });
}

function factsOf(places: WatchedPlaces = watched, account = own.accountId) {
  const facts = factsIn();
  const place = facts.places(places).find(({ scope }) => scope.accountId === account);
  if (!place) throw new Error('There are no facts of that account.');
  return facts.factsOf(place, now);
}

const jobIn = (id: string, more: Partial<Job> = {}, scope = own): Job => ({
  ...job(id, scope.region),
  scope,
  createdAt: now - 3_600_000,
  ...more,
});

test('a list is absent until it has been answered whole', () => {
  const request = {
    resource: 'backup-jobs',
    scope: storedScope(own, 'role'),
    params: '[]',
    requestedAt: now,
  } as const;
  expect(factsOf().backupJobs).toBeUndefined();
  const response = store.writer.begin(request);
  response.page([jobIn('A')]);
  expect(factsOf().backupJobs).toBeUndefined();
  response.failed('AccessDeniedException', now);
  expect(factsOf().backupJobs).toBeUndefined();
  answer('backup-jobs', [jobIn('A')]);
  expect(factsOf().backupJobs?.rows).toHaveLength(1);
});

test('a list that nothing narrows is not answered by one that a param narrows', () => {
  const request = {
    resource: 'backup-jobs',
    scope: storedScope(own, 'role'),
    requestedAt: now,
  } as const;
  store.writer.begin({ ...request, params: '[["state","RUNNING"]]' }).whole();
  expect(factsOf().backupJobs).toBeUndefined();
});

test('a list that was refused since is as old as its last whole answer', () => {
  answer('backup-jobs', [jobIn('A')], { at: now - day });
  const request = {
    resource: 'backup-jobs',
    scope: storedScope(own, 'role'),
    params: '[]',
    requestedAt: now,
  } as const;
  store.writer.begin(request).failed('AccessDeniedException', now);
  expect(factsOf().backupJobs).toMatchObject({
    at: now - day,
    rows: [{ id: 'A' }],
  });
});

test('rows of an identity that is not watched are not in it', () => {
  answer('backup-jobs', [jobIn('A')], { identity: 'another role' });
  expect(factsOf().backupJobs).toBeUndefined();
});

test('jobs are those of the thirty days before the answer was requested', () => {
  answer('backup-jobs', [jobIn('new', { createdAt: now - 29 * day }), jobIn('old', { createdAt: now - 31 * day })]);
  expect(factsOf().backupJobs?.rows.map(({ id }) => id)).toEqual(['new']);
});

test('what has gone is not in it, however old it was', () => {
  const pointsOf = (...ids: string[]) => ids.map((id) => pointIn(id, { createdAt: now - sweptPointsMs - day }));
  answer('recovery-points', pointsOf('stays', 'goes'), { at: now - day });
  expect(factsOf().points?.rows).toHaveLength(2);
  answer('recovery-points', pointsOf('stays'));
  expect(factsOf().points?.rows.map(({ arn }) => arn)).toEqual(['stays']);
  // Nothing so old is listed: the vault may have become crowded.
  answer('recovery-points', [pointIn('new')], { at: now + 1 });
  expect(factsOf().points?.rows.map(({ arn }) => arn)).toEqual(['new', 'stays']);
});

const pointIn = (arn: string, more: object = {}) => ({
  scope: own,
  arn,
  vaultName: 'main',
  resourceArn: 'db',
  resourceName: 'db',
  resourceType: 'RDS',
  status: 'COMPLETED',
  encrypted: true,
  isParent: false,
  createdAt: now - day,
  ...more,
});

test('of a crowded vault only points that were asked for are in it', () => {
  answer('vaults', [
    {
      ...vault('main', own.region, { pointCount: mostSweptPoints + 1 }),
      scope: own,
    },
  ]);
  answer('recovery-points', [pointIn('new')]);
  const old = pointIn('old', { createdAt: now - sweptPointsMs - day });
  store.writer.upsert('recovery-points', [old], {
    requestedAt: now,
    identity: 'role',
  });
  expect(factsOf()).toMatchObject({
    pointsSince: now - sweptPointsMs,
    points: { rows: [{ arn: 'new' }] },
  });
  expect(factsOf().points?.rows).toHaveLength(1);
});

test('a point that only the list of its resource names is not in it', () => {
  answer('recovery-points', [pointIn('whole')]);
  const thin = pointIn('thin', { lifecycleUnknown: true });
  store.writer.upsert('recovery-points', [thin], {
    requestedAt: now,
    identity: 'role',
  });
  expect(factsOf().points?.rows.map(({ arn }) => arn)).toEqual(['whole']);
});

const asOrganization = (one: Job): Job => ({
  ...one,
  scope: {
    accountId: one.scope.accountId,
    region: one.scope.region,
    connection: 'across',
  },
});

test('a job that two identities see counts once, as the account itself says it', () => {
  const both = { ...watchedAcross, organizationScopes: [own, across] };
  answer('backup-jobs', [jobIn('A', { state: 'COMPLETED' })], {
    at: now - 1_000,
  });
  answer('backup-jobs', [asOrganization(jobIn('A', { state: 'RUNNING' })), asOrganization(jobIn('B'))], {
    scope: across,
  });
  const { rows = [], at } = factsOf(both).backupJobs ?? {};
  expect(at).toBe(now - 1_000);
  expect(rows.map(({ id, state, scope }) => [id, state, scope.connection])).toEqual([
    ['A', 'COMPLETED', 'own'],
    ['B', rows[1]?.state, 'across'],
  ]);
});

test('an organization answers for its members, also for those without a job, and no one else', () => {
  answer('backup-jobs', [], { scope: across });
  expect(factsOf(watchedAcross).backupJobs).toEqual({ rows: [], at: now });
  expect(factsOf({ ...watchedAcross, accounts: new Map() }).backupJobs).toBeUndefined();
  expect(factsOf(watchedAcross, across.accountId).backupJobs).toEqual({
    rows: [],
    at: now,
  });
});

test('accounts that only jobs tell of have facts too', () => {
  const unknown = {
    accountId: '444455556666',
    region: 'eu-west-1',
    connection: 'across',
  };
  const places = () =>
    factsIn()
      .places(watchedAcross)
      .map(({ scope }) => scope.accountId);
  expect(places()).toEqual([own.accountId, across.accountId]);
  answer('backup-jobs', [{ ...jobIn('A'), scope: unknown }], { scope: across });
  expect(places()).toEqual([own.accountId, across.accountId, '444455556666']);
  expect(factsOf(watchedAcross, '444455556666')).toMatchObject({
    scope: unknown,
    backupJobs: { rows: [{ id: 'A' }] },
  });
});

test('a place has changed where a row was written, or a list was answered for the first time', () => {
  const facts = factsIn();
  const elsewhere: Scope = { ...own, region: 'us-east-1' };
  const places = facts.places({ ...watched, scopes: [own, elsewhere] });
  const seq = () => store.sight()?.reader.lastSeq() ?? 0;
  const changedBy = (task: () => void): string[] => {
    const before = seq();
    task();
    return [...facts.changedPlaces(before, places)];
  };
  expect(changedBy(() => answer('backup-jobs', [jobIn('A')]))).toEqual([places[0]?.key]);
  expect(changedBy(() => answer('backup-jobs', [jobIn('A')], { at: now + 1 }))).toEqual([]);
  expect(changedBy(() => answer('copy-jobs', []))).toEqual([places[0]?.key]);
  expect(changedBy(() => answer('copy-jobs', [], { at: now + 1 }))).toEqual([]);
  const inUse = { ...jobIn('B', {}, elsewhere) };
  expect(changedBy(() => answer('backup-jobs', [inUse], { scope: elsewhere }))).toEqual([places[1]?.key]);
  expect(changedBy(() => answer('backup-jobs', [jobIn('A')], { identity: 'another role' }))).toEqual([]);
});

test('a row of many says by name all that the row says that is parsed at once', () => {
  const given = [
    jobIn('done', { state: 'COMPLETED', startedAt: now - 2, completedAt: now - 1, messageCategory: 'SUCCESS' }),
    jobIn('failed', { state: 'FAILED', message: 'Say "parentId": none', completedAt: now, parentId: 'P' }),
    jobIn('runs', { state: 'RUNNING', message: 'Half of it is done', percent: 50, startBy: now, isParent: true }),
  ];
  answer('backup-jobs', given);
  // An event gave another time.
  const moved = { ...jobIn('runs', { state: 'RUNNING', percent: 60 }), createdAt: now - 3_599_000 };
  store.writer.upsert('backup-jobs', [moved], { requestedAt: now + 1, identity: 'role' });
  const { rows = [] } = factsOf().backupJobs ?? {};
  const names = resources['backup-jobs'].fields as (keyof Job)[];
  const membersOf = (one: Job) => Object.fromEntries(names.map((name) => [name, one[name]]));
  const expected = [...given.slice(0, 2), moved].map(membersOf);
  const byId = (a: { id?: unknown }, b: { id?: unknown }) => (String(a.id) < String(b.id) ? -1 : 1);
  expect(rows.map(membersOf).toSorted(byId)).toEqual(expected.toSorted(byId));
});

test('a resource of the inventory has the time at which its tags changed, and not that of other changes', () => {
  const arn = (name: string) => `arn:aws:dynamodb:eu-west-1:111122223333:table/${name}`;
  const table = (name: string, tags: object, more: object = {}) => ({
    kind: 'resource',
    scope: own,
    arn: arn(name),
    name,
    type: 'DynamoDB',
    containers: [],
    tags,
    ...more,
  });
  const listed = (at: number, rows: readonly object[]) => answer('inventory', rows, { at });
  listed(now - 3 * day, [table('tagged', {}), table('renamed', { a: '1' }), table('same', {})]);
  listed(now - 2 * day, [
    table('tagged', { a: '1' }),
    table('renamed', { a: '1' }, { name: 'new' }),
    table('same', {}),
  ]);
  listed(now, [
    table('tagged', { a: '1' }, { name: 'new' }),
    table('renamed', { a: '1' }, { name: 'new' }),
    table('same', {}),
  ]);
  const facts = factsIn();
  const [place] = facts.places(watched);
  if (!place) throw new Error('There are no facts of that account.');
  const whole = facts.coverageFactsOf(place);
  const times = (found: typeof whole | undefined) =>
    (found?.inventory?.rows ?? []).flatMap((row) =>
      row.kind === 'resource' && row.tagsChangedAt !== undefined ? [[row.arn, row.tagsChangedAt]] : [],
    );
  // The store's clock stands.
  expect(times(whole)).toEqual([[arn('tagged'), now + day]]);
  const known = { ...facts.factsOf(place, now), ...whole };
  expect(times(facts.changedFacts(place, known, new Set([arn('tagged')])))).toEqual([[arn('tagged'), now + day]]);
  expect(facts.changedFacts(place, known, new Set([arn('tagged')]))?.inventory?.rows).toHaveLength(3);
});
