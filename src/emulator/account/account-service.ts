import type { ListRegionsRequest, ListRegionsResponse, RegionOptStatus } from '@aws-sdk/client-account';
import * as Account from '@aws-sdk/client-account';
import { createRestJsonService } from '../protocols/rest-json-service.ts';
import type { EmulatedService, Handlers } from '../protocols/service.ts';
import { createPager } from '../wire/paging.ts';

/** Regions that are enabled in every account. */
const byDefault = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
];
/** Regions that an account must opt in to; the emulated accounts have not. */
const optIn = ['af-south-1', 'ap-east-1', 'eu-south-1', 'il-central-1', 'me-south-1'];

export const isRegionDisabled = (region: string) => optIn.includes(region);

export const regions = [
  ...byDefault.map((RegionName) => ({ RegionName, RegionOptStatus: 'ENABLED_BY_DEFAULT' as RegionOptStatus })),
  ...optIn.map((RegionName) => ({ RegionName, RegionOptStatus: 'DISABLED' as RegionOptStatus })),
].sort((a, b) => (a.RegionName < b.RegionName ? -1 : 1));

const pageOf = createPager(50);

function listRegions(input: ListRegionsRequest): ListRegionsResponse {
  const wanted = input.RegionOptStatusContains;
  const shown = regions.filter(({ RegionOptStatus }) => !wanted?.length || wanted.includes(RegionOptStatus));
  const { items, nextToken } = pageOf(shown, input, ({ RegionName }) => RegionName);
  return { Regions: items, NextToken: nextToken };
}

const handlers: Handlers<typeof Account> = { ListRegions: listRegions };

export const createAccountService = (): EmulatedService => createRestJsonService('account', Account, handlers);
