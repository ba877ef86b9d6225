import { expect, test } from 'vitest';
import {
  GetDefaultViewCommand,
  GetIndexCommand,
  GetViewCommand,
  ListIndexesCommand,
  ListResourcesCommand,
  ListSupportedResourceTypesCommand,
  ListViewsCommand,
  SearchCommand,
} from '../../../src/aws/declared/resource-explorer.ts';
import { createEstate } from '../../../src/emulator/estate/estate.ts';
import type { Emulator } from '../../../src/emulator/server.ts';
import { emulatorAt, noon } from '../clients.ts';
import { emulatorOnClock } from '../plan-clock.ts';
import { rawCall } from '../raw-call.ts';
import { declaredClients } from './declared-clients.ts';

async function viewsIn(emulator: Emulator, region: string, account?: string) {
  const { explorer } = declaredClients(emulator, region, account);
  const { Views = [] } = await explorer.send(new ListViewsCommand({}));
  const search = (QueryString: string, ViewArn = Views[0]) =>
    explorer.send(new SearchCommand({ QueryString, ...(ViewArn ? { ViewArn } : {}) }));
  const names = async (query: string, view?: string) =>
    (await search(query, view)).Resources?.map(({ Arn = '' }) => Arn.split(/[:/]/).at(-1)).sort();
  return { explorer, views: Views, search, names };
}

test('one Region has the aggregator, one has no index, and every Region tells of all of them', async () => {
  const emulator = await emulatorAt();
  const { explorer } = await viewsIn(emulator, 'ap-southeast-2');
  const { Indexes = [] } = await explorer.send(new ListIndexesCommand({}));
  expect(Indexes.map(({ Region, Type }) => [Region, Type])).toEqual([
    ['eu-west-1', 'LOCAL'],
    ['us-east-1', 'AGGREGATOR'],
  ]);
  const only = await explorer.send(new ListIndexesCommand({ Type: 'AGGREGATOR' }));
  expect(only.Indexes?.map(({ Region }) => Region)).toEqual(['us-east-1']);
  await expect(explorer.send(new GetIndexCommand({}))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    $metadata: { httpStatusCode: 404 },
  });
  expect((await explorer.send(new ListViewsCommand({}))).Views).toEqual([]);
});

test('the aggregator shows untagged resources of other Regions, with tags; a local view shows its Region without', async () => {
  const emulator = await emulatorAt();
  const aggregator = await viewsIn(emulator, 'us-east-1');
  const query = 'region:eu-west-1 resourcetype:s3:bucket';
  expect(await aggregator.names(query)).toEqual([
    'acme-eu-contracts',
    'acme-eu-customer-docs',
    'acme-eu-logs',
    'acme-eu-raw-uploads',
  ]);
  const { Resources = [] } = await aggregator.search('id:arn:aws:s3:::acme-eu-customer-docs');
  expect(Resources[0]?.Properties?.[0]).toMatchObject({
    Name: 'tags',
    Data: [
      { Key: 'Name', Value: 'acme-eu-customer-docs' },
      { Key: 'backup', Value: 'daily' },
    ],
  });
  const local = await viewsIn(emulator, 'eu-west-1');
  expect((await local.search(query)).Resources?.every(({ Properties }) => Properties?.length === 0)).toBe(true);
  expect(await local.names('region:us-east-1')).toEqual([]);
});

test('filters are joined with AND and compared without case; values are joined with OR', async () => {
  const { names } = await viewsIn(await emulatorAt(), 'us-east-1');
  const databases = ['eu-crm-db', 'eu-hr-db', 'eu-payments-db'];
  const query = 'resourcetype:rds:db region:eu-west-1';
  expect(await names(`${query} id:arn:aws:rds:eu-west-1:123456789012:db:eu-*-nothing`.replace('-*-', '-'))).toEqual([]);
  expect(await names(`${query} -tag.value:eu-analytics*`)).toEqual(databases);
  expect(await names(`${query} tag:backup=DAILY`)).toEqual(['eu-crm-db', 'eu-hr-db']);
  expect(await names(`${query} tag.key:TEAM`)).toEqual(['eu-payments-db']);
  expect(await names('resourcetype:rds:db,s3:bucket region:eu-west-1 tag:none')).toEqual(['acme-eu-raw-uploads']);
  expect(await names('region:eu-west-1 region:us-east-1')).toEqual([]);
  expect(await names('PAYMENTS')).toEqual(['eu-payments-db']);
});

test.each(['id:a*b', 'colour:red'])('%s is refused', async (query) => {
  const { search } = await viewsIn(await emulatorAt(), 'us-east-1');
  await expect(search(query)).rejects.toMatchObject({
    name: 'ValidationException',
    $metadata: { httpStatusCode: 400 },
  });
});

test('tags cannot be asked for where the view does not show them, and lists take no free text', async () => {
  const { explorer, views, search } = await viewsIn(await emulatorAt(), 'eu-west-1');
  await expect(search('tag:all')).rejects.toMatchObject({ name: 'ValidationException' });
  const list = new ListResourcesCommand({ ViewArn: views[0] ?? '', Filters: { FilterString: 'payments' } });
  await expect(explorer.send(list)).rejects.toMatchObject({ name: 'ValidationException' });
});

test('a view of another Region is refused with status 401 and no message', async () => {
  const emulator = await emulatorAt();
  const { views } = await viewsIn(emulator, 'us-east-1');
  const { explorer } = await viewsIn(emulator, 'eu-west-1');
  await expect(explorer.send(new GetViewCommand({ ViewArn: views[0] ?? '' }))).rejects.toMatchObject({
    name: 'UnauthorizedException',
    $metadata: { httpStatusCode: 401 },
  });
  const { status, body } = await rawCall(emulator, {
    path: '/GetView',
    method: 'POST',
    service: 'resource-explorer-2',
    region: 'eu-west-1',
    body: JSON.stringify({ ViewArn: views[0] }),
  });
  expect([status, JSON.parse(body).Message]).toEqual([401, '']);
});

test('a search without a view creates an index where there is none; with one it does not', async () => {
  const { emulator, clock } = await emulatorOnClock(noon);
  const { explorer } = declaredClients(emulator, 'ap-southeast-2');
  const states = async () => {
    const { State } = await explorer.send(new GetIndexCommand({}));
    const home = await declaredClients(emulator).explorer.send(new GetIndexCommand({}));
    return [State, home.State];
  };
  expect((await explorer.send(new GetDefaultViewCommand({}))).ViewArn).toBeUndefined();
  const found = async () => (await explorer.send(new SearchCommand({ QueryString: '' }))).Resources?.length;
  expect(await found()).toBe(0);
  expect(await states()).toEqual(['CREATING', 'UPDATING']);
  clock.advance(10 * 60_000);
  expect(await states()).toEqual(['ACTIVE', 'UPDATING']);
  expect(await found()).toBeGreaterThan(10);
  clock.advance(6 * 3_600_000);
  expect(await states()).toEqual(['ACTIVE', 'ACTIVE']);
});

test('a search finds the first 1,000 resources; a list of 1,000 gets no token to the others', async () => {
  const emulator = await emulatorAt({ estate: 'large' });
  const { explorer, views, search } = await viewsIn(emulator, 'us-east-1');
  const organization = views.find((arn) => arn.includes('/organization/')) ?? '';
  const { Count } = await search('', organization);
  expect(Count).toEqual({ TotalResources: 1_000, Complete: false });
  const list = (MaxResults: number, NextToken?: string) =>
    explorer.send(new ListResourcesCommand({ ViewArn: organization, MaxResults, ...(NextToken ? { NextToken } : {}) }));
  const most = await list(1_000);
  expect([most.Resources?.length, most.NextToken]).toEqual([1_000, undefined]);
  const first = await list(999);
  const second = await list(999, first.NextToken);
  const found = [...(first.Resources ?? []), ...(second.Resources ?? [])];
  expect(new Set(found.map(({ Arn, OwningAccountId, Region }) => `${OwningAccountId} ${Region} ${Arn}`)).size).toBe(
    2 * 999,
  );
});

test('some accounts of an organization have no index, and others do', async () => {
  const emulator = await emulatorAt({ estate: 'medium' });
  const { accounts } = createEstate({
    seed: 'vaultop',
    account: '123456789012',
    now: noon,
    size: 'medium',
  }).organization;
  const counts = await Promise.all(
    accounts.map(async ({ account }) => {
      const { explorer } = declaredClients(emulator, 'us-east-1', account);
      return (await explorer.send(new ListIndexesCommand({}))).Indexes?.length;
    }),
  );
  expect(new Set(counts)).toEqual(new Set([0, 3]));
});

test('the types that it has are listed', async () => {
  const { explorer } = declaredClients(await emulatorAt());
  const { ResourceTypes } = await explorer.send(new ListSupportedResourceTypesCommand({}));
  expect(ResourceTypes).toContainEqual({ Service: 'rds', ResourceType: 'rds:cluster' });
});
