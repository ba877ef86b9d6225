// The inventories of an account-Region, with all permissions and with fewer and fewer.
import { afterEach, expect, test } from 'vitest';
import { AwsProblemError } from '../../src/aws/errors/errors.ts';
import type { InventoryResource, InventoryRow, InventorySource } from '../../src/domain/coverage/inventory.ts';
import { type Fault, parseFault } from '../../src/emulator/faults.ts';
import { inventory } from '../../src/resources/inventory/inventory.ts';
import type { RequestCalls, RequestContext } from '../../src/resources/resource.ts';
import { rowsOf, withEmbeddedAws } from './embedded-aws.ts';

const aws = withEmbeddedAws();
afterEach(() => aws.setFaults([]));

const withFaults = (...texts: string[]) => aws.setFaults(texts.map((text): Fault => parseFault(text)));

async function listed(region: string) {
  const rows: InventoryRow[] = await rowsOf(inventory, aws.ask(region));
  const sources = rows.filter((row): row is InventorySource => row.kind === 'source');
  expect(sources).toHaveLength(1);
  const resources = rows.filter((row): row is InventoryResource => row.kind === 'resource');
  const byName = (name: string) => resources.find((row) => row.name === name);
  return { source: sources[0] as InventorySource, resources, byName };
}

test('the aggregator lists what never had a tag, with types, tags and containers', async () => {
  const { source, byName } = await listed('eu-west-1');
  expect(source).toMatchObject({ inventory: 'resource-explorer', unknownRelations: [], refused: [] });
  expect(source.viewArn).toContain(':us-east-1:123456789012:view/all-resources/');
  expect(source.partial).toBeUndefined();
  expect(source.missingTypes).toContain('Storage Gateway');
  expect(source.missingTypes).toContain('FSx for ONTAP');
  expect(source.missingTypes).not.toContain('FSx');
  expect(byName('acme-eu-raw-uploads')).toMatchObject({ type: 'S3', tags: {}, containers: [] });
  expect(byName('eu-payments-db')).toMatchObject({ type: 'RDS', tags: { Name: 'eu-payments-db', team: 'payments' } });
  const createdAt = Date.UTC(2024, 2, 1, 8);
  expect(byName('eu-payments-db')).toMatchObject({ createdAt });
  expect(byName('eu-web-01')?.createdAt).toBeUndefined();
  expect(byName('eu-analytics')).toMatchObject({ type: 'Aurora', containers: [], createdAt });
  expect(byName('eu-analytics-instance-1')?.containers).toEqual([
    { relation: 'cluster', arn: 'arn:aws:rds:eu-west-1:123456789012:cluster:eu-analytics' },
  ]);
  expect(byName('eu-web-01-root')?.containers).toEqual([{ relation: 'instance', arn: byName('eu-web-01')?.arn }]);
  expect(byName('eu-shop-baskets')?.containers).toEqual([{ relation: 'stack', arn: byName('eu-shop')?.arn }]);
  // A gateway is no resource of AWS Backup; its volumes are.
  expect(byName('eu-branch-files-gateway')).toBeUndefined();
});

test('nothing is searched without a view, and no index is created', async () => {
  aws.served();
  await listed('ap-southeast-2');
  const { source } = await listed('ap-southeast-2');
  expect(source).toMatchObject({
    inventory: 'tagging',
    partial: 'The Resource Groups Tagging API lists only resources that have or had tags.',
    refused: [
      {
        inventory: 'resource-explorer',
        reason: expect.stringMatching(/only an index that AWS created in ap-southeast-2: it is incomplete/),
      },
    ],
  });
  const served = aws.served();
  expect(served).toContain('ListIndexes');
  for (const operation of ['Search', 'ListResources', 'GetDefaultView', 'CreateIndex']) {
    expect(served).not.toContain(operation);
  }
});

test('without the right to ask for the index that AWS owns there is none', async () => {
  withFaults('resource-explorer-2/GetServiceIndex=deny');
  const { source } = await listed('ap-southeast-2');
  expect(source.refused).toEqual([
    { inventory: 'resource-explorer', reason: 'Resource Explorer has no index in ap-southeast-2.' },
  ]);
});

test('without the aggregator the index of the Region is asked, and the tags elsewhere', async () => {
  withFaults('us-east-1/resource-explorer-2=deny');
  const { source, byName } = await listed('eu-west-1');
  expect(source.viewArn).toContain(':eu-west-1:123456789012:view/all-resources/');
  expect(byName('acme-eu-raw-uploads')?.tags).toEqual({});
  expect(byName('eu-crm-db')?.tags).toEqual({ Name: 'eu-crm-db', backup: 'daily' });
});

test('a view without tags leaves them unknown where nobody may read them elsewhere', async () => {
  withFaults('us-east-1/resource-explorer-2=deny', 'tagging/GetResources=deny');
  const { source, resources } = await listed('eu-west-1');
  expect(source.inventory).toBe('resource-explorer');
  expect(resources.filter(({ tags }) => tags !== undefined)).toEqual([]);
  expect(resources.find(({ arn }) => arn.endsWith(':db:eu-payments-db'))?.name).toBe('eu-payments-db');
});

test('each denial leads to the next inventory, and is said', async () => {
  withFaults('resource-explorer-2/ListIndexes=deny');
  const tagged = await listed('eu-west-1');
  expect(tagged.source).toMatchObject({
    inventory: 'tagging',
    refused: [{ inventory: 'resource-explorer', reason: 'resource-explorer-2:ListIndexes is denied in eu-west-1.' }],
  });
  expect(tagged.byName('acme-eu-raw-uploads')).toBeUndefined();
  expect(tagged.byName('eu-branch-files')).toMatchObject({ type: 'Storage Gateway' });
  withFaults('resource-explorer-2=deny', 'tagging=deny');
  const known = await listed('eu-west-1');
  expect(known.source).toMatchObject({
    inventory: 'backup',
    partial: 'AWS Backup lists only resources that were backed up before.',
    refused: [
      { inventory: 'resource-explorer' },
      { inventory: 'tagging', reason: 'tag:GetResources is denied in eu-west-1.' },
    ],
  });
  expect(known.byName('eu-crm-db')).toMatchObject({ type: 'RDS' });
  expect(known.byName('eu-crm-db')?.tags).toBeUndefined();
  expect(known.byName('eu-payments-db')).toBeUndefined();
  withFaults('resource-explorer-2=deny', 'tagging=deny', 'backup/ListProtectedResources=deny');
  await expect(listed('eu-west-1')).rejects.toBeInstanceOf(AwsProblemError);
});

test.each([
  ['ec2/DescribeInstances=deny', ['instance'], 'eu-web-01-root', 'EBS'],
  ['rds/DescribeDBInstances=deny', ['cluster'], 'eu-analytics-instance-1', 'RDS'],
  ['rds/DescribeDBClusters=deny', ['cluster'], 'eu-analytics', undefined],
  ['cloudformation/ListStackResources=deny', ['stack'], 'eu-shop-baskets', 'DynamoDB'],
] as const)('%s leaves %j unknown', async (fault, unknownRelations, name, type) => {
  withFaults(fault);
  const { source, byName } = await listed('eu-west-1');
  expect(source.unknownRelations).toEqual(unknownRelations);
  expect(byName(name)?.type).toBe(type);
  expect(byName(name)?.containers).toEqual([]);
});

test.each([
  'resource-explorer-2/ListIndexes',
  'resource-explorer-2/ListViews',
  'resource-explorer-2/GetView',
  'resource-explorer-2/GetIndex',
  'resource-explorer-2/ListResources',
  'resource-explorer-2/ListSupportedResourceTypes',
  'ec2/DescribeInstances',
  'rds/DescribeDBClusters',
  'cloudformation/ListStackResources',
])('%s: an empty or malformed answer is not taken for an empty list', async (target) => {
  for (const kind of ['malformed', 'no-members', 'empty', 'array']) {
    withFaults(`${target}=${kind}`);
    const found = await listed('eu-west-1').catch((error: unknown) => error);
    if (found instanceof AwsProblemError) continue;
    const { source } = found as Awaited<ReturnType<typeof listed>>;
    const isSaid = source.refused.length > 0 || source.unknownRelations.length > 0;
    expect([target, kind, isSaid]).toEqual([target, kind, true]);
  }
});

test.each(['throttle', 'error-500'])('%s of the better inventory leaves what was known before', async (kind) => {
  withFaults(`resource-explorer-2/ListResources=${kind}`);
  await expect(listed('eu-west-1')).rejects.toBeInstanceOf(AwsProblemError);
});

test('where all types do not fit on a page, the pages of each type are read', async () => {
  const ask = aws.ask('eu-west-1');
  const tables = Array.from({ length: 1_200 }, (_, number) => ({
    Arn: `arn:aws:dynamodb:eu-west-1:123456789012:table/t${number}`,
  }));
  const asked: string[] = [];
  const filterOf = (input: unknown) => (input as { Filters: { FilterString: string } }).Filters.FilterString;
  const withTables = (calls: RequestCalls): RequestCalls => ({
    call: (service, operation, input) =>
      operation === 'ListResources'
        ? Promise.resolve({ Resources: tables.slice(0, 500), NextToken: 'more' } as never)
        : calls.call(service, operation, input),
    async *pages(service, operation, input) {
      if (operation !== 'ListResources') return yield* calls.pages(service, operation, input);
      const type = /resourcetype:(\S+)/.exec(filterOf(input))?.[1] ?? '';
      asked.push(type);
      if (type !== 'dynamodb:table') return yield { Resources: [] } as never;
      for (const start of [0, 500, 1_000]) yield { Resources: tables.slice(start, start + 500) } as never;
    },
  });
  const large: RequestContext = {
    ...ask,
    ...withTables(ask),
    callsWith: (options) => withTables(ask.callsWith(options)),
  };
  const rows = await rowsOf(inventory, large);
  expect(rows).toHaveLength(1 + 1_200);
  expect(asked).toContain('dynamodb:table');
  expect(asked.every((type) => !type.includes(','))).toBe(true);
});
