// The operations of Resource Explorer that the emulator has, in the form of a client's exports.
// https://docs.aws.amazon.com/resource-explorer/latest/apireference/Welcome.html
import { document, flag, listOf, mapOf, number, type OwnSchema, operation, struct, text } from '../wire/own-schema.ts';

const post = (name: string, input: OwnSchema, output: OwnSchema) => operation(name, `/${name}`, { input, output });

const paged = { MaxResults: number, NextToken: text };
const index = struct({ Arn: text, Region: text, Type: text });
const state = { Arn: text, State: text, CreatedAt: text };
const resource = struct({
  Arn: text,
  OwningAccountId: text,
  Region: text,
  Service: text,
  ResourceType: text,
  LastReportedAt: text,
  Properties: listOf(struct({ Name: text, LastReportedAt: text, Data: document })),
});
const view = struct({
  ViewArn: text,
  Owner: text,
  Scope: text,
  IncludedProperties: listOf(struct({ Name: text })),
  Filters: struct({ FilterString: text }),
});

export const explorerOperations: Readonly<Record<string, OwnSchema>> = {
  CreateIndex$: post('CreateIndex', struct({ ClientToken: text, Tags: mapOf(text) }), struct(state)),
  GetDefaultView$: post('GetDefaultView', struct({}), struct({ ViewArn: text })),
  GetIndex$: post(
    'GetIndex',
    struct({}),
    struct({ ...state, Type: text, LastUpdatedAt: text, ReplicatingFrom: listOf(text), ReplicatingTo: listOf(text) }),
  ),
  GetServiceIndex$: post('GetServiceIndex', struct({}), struct({ Arn: text, Type: text })),
  GetView$: post('GetView', struct({ ViewArn: text }), struct({ View: view, Tags: mapOf(text) })),
  ListIndexes$: post(
    'ListIndexes',
    struct({ ...paged, Type: text, Regions: listOf(text) }),
    struct({ Indexes: listOf(index), NextToken: text }),
  ),
  ListResources$: post(
    'ListResources',
    struct({ ...paged, ViewArn: text, Filters: struct({ FilterString: text }) }),
    struct({ Resources: listOf(resource), NextToken: text, ViewArn: text }),
  ),
  ListSupportedResourceTypes$: post(
    'ListSupportedResourceTypes',
    struct(paged),
    struct({ ResourceTypes: listOf(struct({ Service: text, ResourceType: text })), NextToken: text }),
  ),
  ListViews$: post('ListViews', struct(paged), struct({ Views: listOf(text), NextToken: text })),
  Search$: post(
    'Search',
    struct({ ...paged, QueryString: text, ViewArn: text }),
    struct({
      Resources: listOf(resource),
      NextToken: text,
      ViewArn: text,
      Count: struct({ TotalResources: number, Complete: flag }),
    }),
  ),
};
