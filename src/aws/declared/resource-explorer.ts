// AWS Resource Explorer: an inventory that includes untagged resources, if the account has indexes.
// https://docs.aws.amazon.com/resource-explorer/latest/apireference/Welcome.html
import { AwsRestJsonProtocol } from '@aws-sdk/core/protocols';
import { declareClient, declareCommands } from './declare-service.ts';
import { document, flag, isoTime, listOf, number, operation, structure, text } from './schema.ts';

const service = {
  serviceId: 'Resource Explorer 2',
  host: 'resource-explorer-2',
  signingName: 'resource-explorer-2',
  version: '2022-07-28',
  protocol: AwsRestJsonProtocol,
};

interface ListInput {
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

export interface ListIndexesInput extends ListInput {
  /** 'LOCAL' or 'AGGREGATOR'. */
  readonly Type?: string;
  readonly Regions?: readonly string[];
}

export interface ExplorerIndex {
  readonly Arn?: string;
  readonly Region?: string;
  readonly Type?: string;
}

export interface ListIndexesOutput {
  readonly Indexes?: readonly ExplorerIndex[];
  readonly NextToken?: string;
}

const index = structure({ Arn: text, Region: text, Type: text });

export const ListIndexes$ = operation('ListIndexes', {
  input: structure({ Type: text, Regions: listOf(text), MaxResults: number, NextToken: text }),
  output: structure({ Indexes: listOf(index), NextToken: text }),
  route: '/ListIndexes',
});

export interface GetIndexOutput {
  readonly Arn?: string;
  readonly Type?: string;
  /** CREATING, ACTIVE, DELETING, DELETED or UPDATING. */
  readonly State?: string;
  readonly ReplicatingFrom?: readonly string[];
  readonly ReplicatingTo?: readonly string[];
  readonly CreatedAt?: Date;
  readonly LastUpdatedAt?: Date;
}

export const GetIndex$ = operation('GetIndex', {
  input: structure({}),
  output: structure({
    Arn: text,
    Type: text,
    State: text,
    ReplicatingFrom: listOf(text),
    ReplicatingTo: listOf(text),
    CreatedAt: isoTime,
    LastUpdatedAt: isoTime,
  }),
  route: '/GetIndex',
});

export interface GetServiceIndexOutput {
  readonly Arn?: string;
  readonly Type?: string;
}

/** The index that AWS owns. https://docs.aws.amazon.com/resource-explorer/latest/apireference/API_GetServiceIndex.html */
export const GetServiceIndex$ = operation('GetServiceIndex', {
  input: structure({}),
  output: structure({ Arn: text, Type: text }),
  route: '/GetServiceIndex',
});

export interface ListViewsOutput {
  /** ARNs of views. */
  readonly Views?: readonly string[];
  readonly NextToken?: string;
}

export const ListViews$ = operation('ListViews', {
  input: structure({ MaxResults: number, NextToken: text }),
  output: structure({ Views: listOf(text), NextToken: text }),
  route: '/ListViews',
});

export interface ExplorerView {
  readonly ViewArn?: string;
  readonly Owner?: string;
  /** ARN of the account, the organization or the organizational unit. */
  readonly Scope?: string;
  readonly IncludedProperties?: readonly { readonly Name?: string }[];
  readonly Filters?: { readonly FilterString?: string };
}

export interface GetViewOutput {
  readonly View?: ExplorerView;
}

const view = structure({
  ViewArn: text,
  Owner: text,
  Scope: text,
  IncludedProperties: listOf(structure({ Name: text })),
  Filters: structure({ FilterString: text }),
});

export const GetView$ = operation('GetView', {
  input: structure({ ViewArn: text }),
  output: structure({ View: view }),
  route: '/GetView',
});

export interface GetDefaultViewOutput {
  readonly ViewArn?: string;
}

export const GetDefaultView$ = operation('GetDefaultView', {
  input: structure({}),
  output: structure({ ViewArn: text }),
  route: '/GetDefaultView',
});

export interface ExplorerResource {
  readonly Arn?: string;
  readonly OwningAccountId?: string;
  /** 'global' for a resource without a Region. */
  readonly Region?: string;
  readonly Service?: string;
  readonly ResourceType?: string;
  readonly LastReportedAt?: Date;
  /** Contains tags only if the view includes them. */
  readonly Properties?: readonly { readonly Name?: string; readonly Data?: unknown }[];
}

const resource = structure({
  Arn: text,
  OwningAccountId: text,
  Region: text,
  Service: text,
  ResourceType: text,
  LastReportedAt: isoTime,
  Properties: listOf(structure({ Name: text, Data: document })),
});

export interface ListResourcesInput extends ListInput {
  readonly Filters?: { readonly FilterString: string };
  readonly ViewArn?: string;
}

export interface ListResourcesOutput {
  readonly Resources?: readonly ExplorerResource[];
  readonly NextToken?: string;
  readonly ViewArn?: string;
}

export const ListResources$ = operation('ListResources', {
  input: structure({ Filters: structure({ FilterString: text }), ViewArn: text, MaxResults: number, NextToken: text }),
  output: structure({ Resources: listOf(resource), NextToken: text, ViewArn: text }),
  route: '/ListResources',
});

export interface SearchInput extends ListInput {
  readonly QueryString: string;
  readonly ViewArn?: string;
}

export interface SearchOutput extends ListResourcesOutput {
  readonly Count?: { readonly TotalResources?: number; readonly Complete?: boolean };
}

export const Search$ = operation('Search', {
  input: structure({ QueryString: text, ViewArn: text, MaxResults: number, NextToken: text }),
  output: structure({
    Resources: listOf(resource),
    NextToken: text,
    ViewArn: text,
    Count: structure({ TotalResources: number, Complete: flag }),
  }),
  route: '/Search',
});

export interface ListSupportedResourceTypesOutput {
  readonly ResourceTypes?: readonly { readonly Service?: string; readonly ResourceType?: string }[];
  readonly NextToken?: string;
}

export const ListSupportedResourceTypes$ = operation('ListSupportedResourceTypes', {
  input: structure({ MaxResults: number, NextToken: text }),
  output: structure({ ResourceTypes: listOf(structure({ Service: text, ResourceType: text })), NextToken: text }),
  route: '/ListSupportedResourceTypes',
});

const command = declareCommands(service);
export const ResourceExplorerClient = declareClient(service);
export const ListIndexesCommand = command<ListIndexesInput, ListIndexesOutput>(ListIndexes$);
export const GetIndexCommand = command<object, GetIndexOutput>(GetIndex$);
export const GetServiceIndexCommand = command<object, GetServiceIndexOutput>(GetServiceIndex$);
export const ListViewsCommand = command<ListInput, ListViewsOutput>(ListViews$);
export const GetViewCommand = command<{ readonly ViewArn: string }, GetViewOutput>(GetView$);
export const GetDefaultViewCommand = command<object, GetDefaultViewOutput>(GetDefaultView$);
export const ListResourcesCommand = command<ListResourcesInput, ListResourcesOutput>(ListResources$);
export const SearchCommand = command<SearchInput, SearchOutput>(Search$);
export const ListSupportedResourceTypesCommand = command<ListInput, ListSupportedResourceTypesOutput>(
  ListSupportedResourceTypes$,
);
