// A search over all lists of the store, and the page of one resource, over two accounts.
import { describe, expect, test } from 'vitest';
import { detailLines } from '../../src/app/detail/detail-view.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { found } from '../../src/resources/find/found.ts';
import type { FoundRow } from '../../src/resources/find/found-row.ts';
import { resourcePageSections } from '../../src/resources/find/resource-page-sections.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { findRows } from '../../src/runtime/find/find-rows.ts';
import { createFoundList } from '../../src/runtime/find/found-list.ts';
import { readPage } from '../../src/runtime/find/read-page.ts';
import type { FindOptions } from '../../src/runtime/find/search-list.ts';
import { listPlaces } from '../../src/runtime/lists/list-places.ts';
import { dataOf } from '../components/fixtures.ts';
import { noon, scopeOf } from '../resources/embedded-aws.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { openMemoryStore } from '../support/memory-store.ts';

const here = scopeOf('us-east-1');
const there: Scope = { ...here, accountId: '222222222222', region: 'eu-west-1' };
const volume = 'arn:aws:ec2:us-east-1:123456789012:volume/vol-0a1b';
const hour = 3_600_000;

const resource = (scope: Scope, arn: string, name: string) => ({ scope, arn, name, type: 'EBS' });

const point = (scope: Scope, number: number, resourceArn = volume) => ({
  scope,
  arn: `arn:aws:ec2:${scope.region}::snapshot/snap-${number}`,
  vaultName: 'prod',
  resourceArn,
  resourceName: 'db-volume',
  resourceType: 'EBS',
  status: 'COMPLETED',
  createdAt: noon - number * hour,
  encrypted: true,
  isParent: false,
});

const job = (id: string, { state = 'COMPLETED', message = '' } = {}) => ({
  kind: 'backup',
  scope: here,
  id,
  state,
  resourceArn: volume,
  resourceName: 'db-volume',
  resourceType: 'EBS',
  vaultName: 'prod',
  createdAt: noon - id.length * hour,
  isParent: false,
  ...(message ? { message } : {}),
});

function openStore(rows: Partial<Record<ResourceId, readonly object[]>> = {}) {
  const store = openMemoryStore(() => noon);
  const seen = { requestedAt: noon, identity: 'me' };
  const all: Partial<Record<ResourceId, readonly object[]>> = {
    'protected-resources': [
      resource(here, volume, 'db-volume'),
      resource(there, 'arn:aws:ec2:eu-west-1:222222222222:volume/vol-0a1b2c', 'other'),
    ],
    'recovery-points': [point(here, 1), point(there, 2), point(here, 3, `${volume}2c`)],
    'backup-jobs': [job('A1'), job('B22', { state: 'FAILED', message: 'The key Vol-0A1B is disabled' })],
    ...rows,
  };
  for (const [list, own] of Object.entries(all)) store.writer.upsert(list as ResourceId, own, seen);
  const sight = store.sight();
  if (!sight) throw new Error('The store is not open.');
  const data = { ...dataOf({ rows: {} }), scopes: [here, there], now: noon };
  const placesOf: FindOptions['placesOf'] = (questions) => listPlaces(questions, () => 'me');
  return { store, sight, data, placesOf, signal: new AbortController().signal };
}

async function rowsFor(text: string, options = openStore()): Promise<FoundRow[]> {
  const rows: FoundRow[] = [];
  for await (const page of findRows(text, options)) rows.push(...page.rows);
  return rows;
}

describe('a search', () => {
  test('finds a row of every list, with how well it matches', async () => {
    const rows = await rowsFor('vol-0a1b');
    expect(rows.map(({ list, name, rank, scope }) => [list, name, rank, scope.region])).toEqual([
      ['protected-resources', 'db-volume', 0, 'us-east-1'],
      ['protected-resources', 'other', 1, 'eu-west-1'],
      ...rows.slice(2).map(({ list, name, rank, scope }) => [list, name, rank, scope.region]),
    ]);
    expect(new Set(rows.map(({ list }) => list))).toEqual(
      new Set(['protected-resources', 'recovery-points', 'backup-jobs']),
    );
  });

  test('finds a resource that AWS Backup never met, and no resource twice', async () => {
    const bucket = { kind: 'resource', scope: here, arn: 'arn:aws:s3:::raw', name: 'raw', type: 'S3', containers: [] };
    const known = { kind: 'resource', scope: here, arn: volume, name: 'db-volume', type: 'EBS', containers: [] };
    const source = { kind: 'source', scope: here, inventory: 'tagging', missingTypes: ['raw'], unknownRelations: [] };
    const options = openStore({ inventory: [bucket, known, { ...source, refused: [] }] });
    const lists = async (text: string) => (await rowsFor(text, options)).map(({ list, id }) => [list, id]);
    expect(await lists('raw')).toEqual([['inventory', bucket.arn]]);
    expect((await lists('db-volume')).filter(([, id]) => id === volume)).toEqual([['protected-resources', volume]]);
    expect(await readPage(bucket.arn, options)).toMatchObject({ name: 'raw', type: 'S3', points: [] });
  });

  test('shows the text that matched where no name does', async () => {
    const [row] = (await rowsFor('disabled')).filter(({ list }) => list === 'backup-jobs');
    expect(row).toMatchObject({ rank: 3, match: 'The key Vol-0A1B is disabled', state: 'FAILED' });
  });

  test.each([
    ['an ARN, whose colons are no filter', volume, 0],
    ['another case', 'DB-VOLUME', 0],
    ['a beginning', 'db-vol', 1],
    ['a middle', 'b-volu', 2],
  ])('%s', async (_, text, rank) => {
    const [row] = await rowsFor(text);
    expect(row).toMatchObject({ list: 'protected-resources', rank, row: { arn: volume } });
  });

  test('of a long list gives the newest forty', async () => {
    const many = Array.from({ length: 300 }, (_, index) => point(here, index));
    const pages: number[] = [];
    for await (const { list, rows, hasMore } of findRows('snap-', openStore({ 'recovery-points': many }))) {
      expect([list, hasMore]).toEqual(['recovery-points', true]);
      pages.push(rows.length);
      expect(rows[0]?.id).toContain('snap-0');
    }
    expect(pages).toEqual([40]);
  });

  test('finds what has gone after what is there, each with the time since when, and nothing that came back', async () => {
    const options = openStore();
    const { store } = options;
    const [gone, back] = [point(here, 7, `${volume}-old`), point(here, 8, `${volume}-old`)];
    const response = (rows: readonly object[], minute: number) => {
      const scope = { identity: 'me', accountId: here.accountId, region: here.region };
      const sink = store.writer.begin({
        resource: 'recovery-points',
        scope,
        params: JSON.stringify([['vaultName', 'prod']]),
        requestedAt: noon + minute * 60_000,
      });
      sink.page(rows);
      sink.whole({ equals: { vaultName: 'prod' } });
    };
    response([gone, back], 1);
    response([], 2);
    response([back], 3);
    const old = { ...job('D4444'), createdAt: noon - 400 * 24 * hour };
    store.writer.upsert('backup-jobs', [old], { requestedAt: noon, identity: 'me' });
    const rows = await rowsFor('vol-0a1b', options);
    const past = rows.filter(({ goneAt }) => goneAt !== undefined);
    expect(past.map(({ list, key }) => [list, key.split('/').at(-1)])).toContainEqual(['recovery-points', 'snap-7']);
    expect(past.map(({ key }) => key).join(' ')).not.toContain('snap-8');
    expect(past.find(({ key }) => key.includes('D4444'))?.goneAt).toBeLessThan(noon);
    const ranks = rows.map((row) => Number(found.columns.find(({ id }) => id === 'rank')?.sortBy?.(row, noon)));
    expect(Math.min(...past.map((row) => ranks[rows.indexOf(row)] ?? 0))).toBeGreaterThanOrEqual(4);
  });

  test('finds a resource that has gone, and not where another list still has it', async () => {
    const scope = { identity: 'me', accountId: here.accountId, region: here.region };
    const listed = (rows: readonly object[], requestedAt: number, { store } = options) => {
      const sink = store.writer.begin({ resource: 'protected-resources', scope, params: '[]', requestedAt });
      sink.page(rows);
      sink.whole({ equals: {} });
    };
    const options = openStore({ 'protected-resources': [] });
    listed([resource(here, volume, 'db-volume')], noon + 1);
    listed([], noon + 2);
    const goneIn = async () =>
      (await rowsFor('db-volume', options)).filter(
        ({ list }) => list === 'protected-resources' || list === 'inventory',
      );
    expect(await goneIn()).toMatchObject([{ id: volume, goneAt: noon }]);
    expect(await readPage(volume, options)).toMatchObject({ name: 'db-volume', goneAt: noon });
    const known = { kind: 'resource', scope: here, arn: volume, name: 'db-volume', type: 'EBS', containers: [] };
    options.store.writer.upsert('inventory', [known], { requestedAt: noon, identity: 'me' });
    const [only, ...others] = await goneIn();
    expect([only?.list, only?.goneAt, others]).toEqual(['inventory', undefined, []]);
    expect(await readPage(volume, options)).not.toHaveProperty('goneAt');
  });

  test('ends where the text is another one meanwhile', async () => {
    const controller = new AbortController();
    const lists: string[] = [];
    for await (const { list } of findRows('vol-0a1b', { ...openStore(), signal: controller.signal })) {
      lists.push(list);
      controller.abort();
    }
    expect(lists).toEqual(['protected-resources']);
  });
});

test('the list stands best first, keeps that while it is sorted by another column, and is empty without a text', async () => {
  const { sight, data, placesOf } = openStore();
  const changed: number[] = [];
  const list = createFoundList({ clock: createFakeClock(noon), placesOf, changed: (ms) => void changed.push(ms) });
  const look = (text: string, column = 'rank') =>
    list({ text, sort: { column, descending: false }, data, sight, seq: sight.reader.lastSeq() });
  expect(look('').keys).toHaveLength(0);
  expect(look('vol-0a1b').isBehind).toBe(true);
  await expect.poll(() => look('vol-0a1b').isBehind).toBe(false);
  const rows = [...Array(look('vol-0a1b').keys.length).keys()].map((at) => look('vol-0a1b').rows.at(at) as FoundRow);
  expect(rows.map(({ rank }) => rank)).toEqual(rows.map(({ rank }) => rank).toSorted());
  expect(look('vol-0a1b').keys.at(0)).toBe(found.key(rows[0] as FoundRow));
  expect((look('vol-0a1b', 'kind').rows.at(0) as FoundRow).kind).toBe('backup job');
  expect(look('nothing').isOfOtherFilter).toBe(true);
  expect(changed.length).toBeGreaterThan(0);
});

describe('the page of a resource', () => {
  test('has its rows of every list, over accounts and Regions, and none of another one', async () => {
    const page = await readPage(volume, openStore());
    expect(page).toMatchObject({ arn: volume, name: 'db-volume', type: 'EBS', scope: here, more: [] });
    expect(page?.points.map(({ arn }) => arn)).toEqual([point(here, 1).arn, point(there, 2).arn]);
    expect(page?.backupJobs.map(({ id }) => id)).toEqual(['A1', 'B22']);
  });

  test('shows the last runs, however old they are', async () => {
    const old = (day: number, state = 'COMPLETED') => ({
      ...job(`D${day}`, { state }),
      createdAt: noon - day * 24 * hour,
    });
    const jobs = [old(40), old(50, 'FAILED'), old(60), old(400)];
    const page = await readPage(volume, openStore({ 'backup-jobs': jobs }));
    expect(page?.lastRuns).toEqual({
      cells: ['done', 'done', 'failed', 'done'],
      from: noon - 400 * 24 * hour,
      to: noon - 40 * 24 * hour,
    });
    const many = Array.from({ length: 45 }, (_, day) => old(day + 1));
    const longer = await readPage(volume, openStore({ 'backup-jobs': many }));
    expect([longer?.lastRuns?.cells.length, longer?.backupJobs.length, longer?.more]).toEqual([30, 6, ['backupJobs']]);
  });

  test('of a resource that AWS Backup lists no more is made of what is left', async () => {
    const page = await readPage(volume, openStore({ 'protected-resources': [] }));
    expect(page).toMatchObject({ name: 'db-volume', type: 'EBS' });
  });

  test('names the keys of its points that cannot decrypt, and who saw to it', async () => {
    const keyArn = 'arn:aws:kms:us-east-1:123456789012:key/gone';
    const change = { event: 'DisableKey', at: noon - hour, actor: 'Admin/mallory' };
    const key = { scope: here, arn: keyArn, state: 'Disabled', change, vaults: ['prod'], points: 1 };
    const usable = { ...key, arn: `${keyArn}-not`, state: 'Enabled' };
    const points = [
      { ...point(here, 1), keyArn },
      { ...point(here, 2), keyArn: usable.arn },
    ];
    const page = await readPage(volume, openStore({ 'recovery-points': points, keys: [key, usable] }));
    expect(page?.goneKeys).toMatchObject([{ arn: keyArn, change }]);
    const sections = page ? resourcePageSections(page, noon) : [];
    expect(detailLines(sections, noon).join('\n')).toMatch(/Disabled .*mallory \(Admin\): disabled key/);
  });

  test('says which lists have more rows', async () => {
    const many = Array.from({ length: 30 }, (_, index) => point(here, index));
    const page = await readPage(volume, openStore({ 'recovery-points': many }));
    expect([page?.points.length, page?.more]).toEqual([20, ['points']]);
  });

  test('of an unknown resource is none', async () => {
    expect(await readPage(`${volume}ffff`, openStore())).toBeUndefined();
  });
});
