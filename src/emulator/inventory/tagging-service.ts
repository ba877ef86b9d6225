// Resource Groups Tagging API.
// https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/Welcome.html
import { createJsonRpcService, type RequestHandler } from '../protocols/json-rpc-service.ts';
import type { EmulatedService } from '../protocols/service.ts';
import { AwsError } from '../wire/aws-error.ts';
import { flag, listOf, mapOf, number, struct, text } from '../wire/own-schema.ts';
import { decodeToken, encodeToken } from '../wire/paging.ts';
import { entriesIn, type InventoryEntry } from './inventory-entries.ts';
import { tagResources } from './tag-resources.ts';

interface GetResourcesRequest {
  ResourceTypeFilters?: string[];
  TagFilters?: { Key?: string; Values?: string[] }[];
  ResourceARNList?: string[];
  ResourcesPerPage?: number;
  PaginationToken?: string;
}

const largestPage = 100;
const tokenLivesMs = 15 * 60_000;
const invalid = (message: string) => new AwsError('InvalidParameterException', message);

const getResources: RequestHandler = (input: GetResourcesRequest, { estate, region, now }) => {
  checkInput(input);
  const { ResourceTypeFilters: types = [], TagFilters = [], ResourceARNList: arns } = input;
  const found = entriesIn(estate, region).filter(
    (entry) =>
      !entry.isNeverTagged &&
      (types.length === 0 || types.some((type) => isOfType(entry, type))) &&
      TagFilters.every((filter) => hasTag(entry, filter)) &&
      (arns === undefined || arns.includes(entry.arn)),
  );
  const after = input.PaginationToken ? readToken(input.PaginationToken, now) : '';
  const rest = found.filter(({ arn }) => arn > after);
  const page = arns === undefined ? rest.slice(0, input.ResourcesPerPage ?? 50) : rest;
  const last = page.at(-1);
  return {
    ResourceTagMappingList: page.map(({ arn, tags }) => ({ ResourceARN: arn, Tags: toTagList(tags) })),
    // The end of the list is an empty token.
    PaginationToken: last !== undefined && page.length < rest.length ? encodeToken(`${now} ${last.arn}`) : '',
  };
};

const toTagList = (tags: Record<string, string>) => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** 'ec2' stands for all types of the service. */
const isOfType = ({ taggingType }: InventoryEntry, type: string) =>
  taggingType === type || taggingType.startsWith(`${type}:`);

const hasTag = ({ tags }: InventoryEntry, { Key = '', Values = [] }: { Key?: string; Values?: string[] }) =>
  Object.hasOwn(tags, Key) && (Values.length === 0 || Values.includes(tags[Key] ?? ''));

function readToken(token: string, now: number): string {
  const [at = '', arn = ''] = decodeToken(token).split(' ');
  if (now - Number(at) <= tokenLivesMs) return arn;
  throw new AwsError('PaginationTokenExpiredException', 'A PaginationToken is valid for a maximum of 15 minutes.');
}

function checkInput({ ResourcesPerPage: size, ...input }: GetResourcesRequest): void {
  const { ResourceARNList: arns, ResourceTypeFilters = [], TagFilters = [] } = input;
  if (size !== undefined && (size < 1 || size > largestPage)) {
    throw invalid(`ResourcesPerPage must be from 1 to ${largestPage}.`);
  }
  if (ResourceTypeFilters.length > 100) throw invalid('At most 100 resource type filters can be given.');
  if (TagFilters.length > 50) throw invalid('At most 50 tag filters can be given.');
  if (TagFilters.some(({ Values = [] }) => Values.length > 20)) throw invalid('A tag filter can have 20 values.');
  const others = ResourceTypeFilters.length + TagFilters.length;
  if (arns !== undefined && (others > 0 || size !== undefined || input.PaginationToken)) {
    throw invalid('ResourceARNList cannot be combined with filters or paging.');
  }
  if (arns !== undefined && (arns.length === 0 || arns.length > 100))
    throw invalid('ResourceARNList has 1 to 100 ARNs.');
}

export const createTaggingService = (): EmulatedService =>
  createJsonRpcService({
    name: 'tag',
    input: struct({
      ResourceTypeFilters: listOf(text),
      TagFilters: listOf(struct({ Key: text, Values: listOf(text) })),
      ResourceARNList: listOf(text),
      ResourcesPerPage: number,
      TagsPerPage: number,
      IncludeComplianceDetails: flag,
      ExcludeCompliantResources: flag,
      PaginationToken: text,
      Tags: mapOf(text),
    }),
    target: 'ResourceGroupsTaggingAPI_20170126',
    version: '1.1',
    handlers: { GetResources: getResources, TagResources: tagResources },
  });
