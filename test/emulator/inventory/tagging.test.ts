import { expect, test } from 'vitest';
import { GetResourcesCommand } from '../../../src/aws/declared/tagging.ts';
import { emulatorAt, noon } from '../clients.ts';
import { emulatorOnClock } from '../plan-clock.ts';
import { declaredClients } from './declared-clients.ts';

test('resources with tags are listed page by page, and the last token is empty', async () => {
  const { tagging } = declaredClients(await emulatorAt(), 'eu-west-1');
  const all = await tagging.send(new GetResourcesCommand({ ResourcesPerPage: 100 }));
  expect(all.PaginationToken).toBe('');
  const arns = all.ResourceTagMappingList?.map(({ ResourceARN }) => ResourceARN);
  expect(arns).toContain('arn:aws:s3:::acme-eu-logs');
  const paged = [];
  for (let PaginationToken: string | undefined; PaginationToken !== ''; ) {
    const next = PaginationToken === undefined ? {} : { PaginationToken };
    const page = await tagging.send(new GetResourcesCommand({ ResourcesPerPage: 7, ...next }));
    expect(page.ResourceTagMappingList?.length).toBeLessThanOrEqual(7);
    paged.push(...(page.ResourceTagMappingList ?? []));
    ({ PaginationToken = '' } = page);
  }
  expect(paged.map(({ ResourceARN }) => ResourceARN)).toEqual(arns);
});

test('types, tags and ARNs narrow the list', async () => {
  const { tagging } = declaredClients(await emulatorAt(), 'eu-west-1');
  const named = async (input: ConstructorParameters<typeof GetResourcesCommand>[0]) => {
    const { ResourceTagMappingList = [] } = await tagging.send(new GetResourcesCommand(input));
    return ResourceTagMappingList.map(({ Tags = [] }) => Tags.find(({ Key }) => Key === 'Name')?.Value);
  };
  const TagFilters = [{ Key: 'backup', Values: ['daily'] }];
  expect(await named({ ResourceTypeFilters: ['ec2:volume'], TagFilters })).toEqual(['eu-kafka-data']);
  expect(await named({ ResourceTypeFilters: ['ec2'], TagFilters })).toHaveLength(3);
  expect(await named({ TagFilters: [{ Key: 'Backup' }] })).toEqual([]);
  const ResourceARNList = ['arn:aws:s3:::acme-eu-logs', 'arn:aws:s3:::not-there'];
  expect(await named({ ResourceARNList })).toEqual(['acme-eu-logs']);
});

test.each([
  [{ ResourcesPerPage: 101 }],
  [{ ResourceARNList: ['arn:aws:s3:::a'], TagFilters: [{ Key: 'a' }] }],
  [{ TagFilters: Array.from({ length: 51 }, (_, number) => ({ Key: `k${number}` })) }],
])('%j is refused', async (input) => {
  const { tagging } = declaredClients(await emulatorAt());
  await expect(tagging.send(new GetResourcesCommand(input))).rejects.toMatchObject({
    name: 'InvalidParameterException',
    $metadata: { httpStatusCode: 400 },
  });
});

test('a token lives for 15 minutes', async () => {
  const { emulator, clock } = await emulatorOnClock(noon);
  const { tagging } = declaredClients(emulator, 'eu-west-1');
  const { PaginationToken = '' } = await tagging.send(new GetResourcesCommand({ ResourcesPerPage: 1 }));
  clock.advance(15 * 60_000);
  await tagging.send(new GetResourcesCommand({ ResourcesPerPage: 1, PaginationToken }));
  clock.advance(1_000);
  await expect(tagging.send(new GetResourcesCommand({ ResourcesPerPage: 1, PaginationToken }))).rejects.toMatchObject({
    name: 'PaginationTokenExpiredException',
  });
});
