// Resource Groups Tagging API: every resource of an account-Region that has or had tags.
// https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
import { AwsJson1_1Protocol } from '@aws-sdk/core/protocols';
import { declareClient, declareCommands } from './declare-service.ts';
import { listOf, mapOf, number, operation, structure, text } from './schema.ts';

const service = {
  serviceId: 'Resource Groups Tagging API',
  host: 'tagging',
  signingName: 'tagging',
  version: '2017-01-26',
  protocol: AwsJson1_1Protocol,
  target: 'ResourceGroupsTaggingAPI_20170126',
};

export interface GetResourcesInput {
  readonly ResourceTypeFilters?: readonly string[];
  readonly TagFilters?: readonly { readonly Key: string; readonly Values?: readonly string[] }[];
  /** Cannot be combined with filters and paging; unknown ARNs are left out. */
  readonly ResourceARNList?: readonly string[];
  readonly ResourcesPerPage?: number;
  readonly PaginationToken?: string;
}

export interface TagMapping {
  readonly ResourceARN?: string;
  readonly Tags?: readonly AwsTag[];
}

export interface AwsTag {
  readonly Key?: string;
  readonly Value?: string;
}

export interface GetResourcesOutput {
  readonly ResourceTagMappingList?: readonly TagMapping[];
  /** Absent or empty at the end of the list. */
  readonly PaginationToken?: string;
}

const tag = structure({ Key: text, Value: text });

export const GetResources$ = operation('GetResources', {
  input: structure({
    ResourceTypeFilters: listOf(text),
    TagFilters: listOf(structure({ Key: text, Values: listOf(text) })),
    ResourceARNList: listOf(text),
    ResourcesPerPage: number,
    PaginationToken: text,
  }),
  output: structure({
    ResourceTagMappingList: listOf(structure({ ResourceARN: text, Tags: listOf(tag) })),
    PaginationToken: text,
  }),
});

export interface TagResourcesInput {
  readonly ResourceARNList: readonly string[];
  readonly Tags: Readonly<Record<string, string>>;
}

export interface TagResourcesOutput {
  /** By ARN. AWS responds with status 200 even if no resource could be tagged. */
  readonly FailedResourcesMap?: Readonly<Record<string, TagFailure>>;
}

export interface TagFailure {
  readonly StatusCode?: number;
  readonly ErrorCode?: string;
  readonly ErrorMessage?: string;
}

export const TagResources$ = operation('TagResources', {
  input: structure({ ResourceARNList: listOf(text), Tags: mapOf(text) }),
  output: structure({
    FailedResourcesMap: mapOf(structure({ StatusCode: number, ErrorCode: text, ErrorMessage: text })),
  }),
});

const command = declareCommands(service);
export const TaggingClient = declareClient(service);
export const GetResourcesCommand = command<GetResourcesInput, GetResourcesOutput>(GetResources$);
export const TagResourcesCommand = command<TagResourcesInput, TagResourcesOutput>(TagResources$);
