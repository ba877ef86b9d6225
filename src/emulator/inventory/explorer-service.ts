// AWS Resource Explorer.
import { createRestJsonService } from '../protocols/rest-json-service.ts';
import type { Call, EmulatedService, Handler } from '../protocols/service.ts';
import { AwsError } from '../wire/aws-error.ts';
import { decodeToken, encodeToken } from '../wire/paging.ts';
import {
  createIndex,
  type EstateIndex,
  type EstateView,
  type IndexedResource,
  indexedResources,
  indexesOf,
  indexIn,
  serviceIndexArn,
  stateOf,
  viewsIn,
} from './explorer-indexes.ts';
import { compileQuery, invalidQuery } from './explorer-query.ts';
import { explorerOperations } from './explorer-schemas.ts';

interface PageInput {
  MaxResults?: number;
  NextToken?: string;
}

interface QueryInput extends PageInput {
  ViewArn?: string;
  QueryString?: string;
  Filters?: { FilterString?: string };
}

/** Types that both Resource Explorer and AWS Backup have, and others. */
const supportedTypes = [
  'cloudformation:stack',
  'dynamodb:table',
  'ec2:instance',
  'ec2:security-group',
  'ec2:volume',
  'eks:cluster',
  'elasticfilesystem:file-system',
  'fsx:file-system',
  'lambda:function',
  'rds:cluster',
  'rds:db',
  'redshift:cluster',
  's3:bucket',
  'storagegateway:gateway',
];

/** AWS sends it without a message. https://github.com/hashicorp/terraform-provider-aws/issues/36721 */
const unauthorized = () => new AwsError('UnauthorizedException', '', { status: 401 });
const notFound = (message: string) => new AwsError('ResourceNotFoundException', message, { status: 404 });
const longAgo = Date.UTC(2025, 2, 3, 9);
const iso = (at: number) => new Date(at).toISOString();

function pageOf<T>(all: readonly T[], { MaxResults, NextToken }: PageInput, usual: number) {
  const size = MaxResults ?? usual;
  if (size < 1 || size > largestPage) throw invalidQuery(`MaxResults must be from 1 to ${largestPage}.`);
  const start = NextToken ? Number(decodeToken(NextToken)) : 0;
  const items = all.slice(start, start + size);
  const end = start + items.length;
  return { items, nextToken: end < all.length ? encodeToken(String(end)) : undefined };
}

const largestPage = 1_000;
const usualPage = 100;
/** The first results of a search; the others cannot be reached. */
const mostFound = 1_000;

const toIndex = ({ arn, region, type }: EstateIndex) => ({ Arn: arn, Region: region, Type: type });

function listIndexes({ Type, Regions = [], ...page }: PageInput & { Type?: string; Regions?: string[] }, call: Call) {
  const found = indexesOf(call.estate).filter(
    ({ type, region }) => (Type ?? type) === type && (Regions.length === 0 || Regions.includes(region)),
  );
  const { items, nextToken } = pageOf(found, page, usualPage);
  return { Indexes: items.map(toIndex), NextToken: nextToken };
}

function getIndex(_input: object, { estate, region, now }: Call) {
  const index = indexIn(estate, region);
  if (index === undefined) throw notFound('Index not found.');
  const others = indexesOf(estate).filter((other) => other !== index && other.region !== region);
  const isAggregator = index.type === 'AGGREGATOR';
  const aggregators = others.filter(({ type }) => type === 'AGGREGATOR');
  return {
    Arn: index.arn,
    Type: index.type,
    State: stateOf(estate, index, now),
    CreatedAt: iso(index.createdAt ?? longAgo),
    ReplicatingFrom: isAggregator ? others.map(({ region: from }) => from) : [],
    ReplicatingTo: aggregators.map(({ region: to }) => to),
  };
}

function makeIndex(_input: object, { estate, region, now }: Call) {
  if (indexIn(estate, region))
    throw new AwsError('ConflictException', 'An index exists in this Region.', { status: 409 });
  const { arn } = createIndex(estate, region, now);
  return { Arn: arn, State: 'CREATING', CreatedAt: iso(now) };
}

function getView({ ViewArn = '' }: { ViewArn?: string }, call: Call) {
  const { arn, owner, scope, includesTags, filter } = findView(ViewArn, call);
  const IncludedProperties = includesTags ? [{ Name: 'tags' }] : [];
  return { View: { ViewArn: arn, Owner: owner, Scope: scope, IncludedProperties, Filters: { FilterString: filter } } };
}

/** A view can be used only in its own account and Region. */
function findView(arn: string, { estate, account, region }: Call): EstateView {
  const [, , , viewRegion, owner] = arn.split(':');
  if (viewRegion !== region || owner !== account) throw unauthorized();
  const view = viewsIn(estate, region).find((candidate) => candidate.arn === arn);
  if (view === undefined) throw notFound('View not found.');
  return view;
}

/** A first search in a Region without an index creates one, with a default view. */
function viewOf({ ViewArn }: QueryInput, call: Call): EstateView {
  if (ViewArn !== undefined) return findView(ViewArn, call);
  const { estate, region, now } = call;
  if (indexIn(estate, region) === undefined) createIndex(estate, region, now);
  const [view] = viewsIn(estate, region);
  if (view === undefined) throw unauthorized();
  return view;
}

function found(isWanted: (resource: IndexedResource) => boolean, view: EstateView, call: Call): IndexedResource[] {
  const isInView = compileQuery(view.filter, { takesText: true, hasTags: true });
  return indexedResources(view, call.estate, call.now).filter(
    (resource) => resource.explorerType !== undefined && isInView(resource) && isWanted(resource),
  );
}

const toResource = (
  { arn, account, region, explorerType = '', tags }: IndexedResource,
  view: EstateView,
  now: number,
) => ({
  Arn: arn,
  OwningAccountId: account,
  Region: region,
  Service: explorerType.split(':')[0],
  ResourceType: explorerType,
  LastReportedAt: iso(now - 600_000),
  Properties:
    view.includesTags && Object.keys(tags).length > 0
      ? [
          {
            Name: 'tags',
            LastReportedAt: iso(now - 600_000),
            Data: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
          },
        ]
      : [],
});

function search(input: QueryInput, call: Call) {
  const { QueryString = '' } = input;
  if (QueryString.length > 1_280) throw invalidQuery('QueryString has at most 1280 characters.');
  const view = viewOf(input, call);
  const all = found(compileQuery(QueryString, { takesText: true, hasTags: view.includesTags }), view, call);
  const { items, nextToken } = pageOf(all.slice(0, mostFound), input, usualPage);
  return {
    Resources: items.map((item) => toResource(item, view, call.now)),
    NextToken: nextToken,
    ViewArn: view.arn,
    Count: { TotalResources: Math.min(all.length, mostFound), Complete: all.length <= mostFound },
  };
}

/**
 * A request for 1,000 results gets no token, however many there are.
 * https://docs.aws.amazon.com/resource-explorer/latest/apireference/API_ListResources.html
 */
function listResources(input: QueryInput, call: Call) {
  const { FilterString = '' } = input.Filters ?? {};
  if (FilterString.length > 2_048) throw invalidQuery('FilterString has at most 2048 characters.');
  const view = viewOf(input, call);
  const isWanted = compileQuery(FilterString, { takesText: false, hasTags: view.includesTags });
  const { items, nextToken } = pageOf(found(isWanted, view, call), input, usualPage);
  return {
    Resources: items.map((item) => toResource(item, view, call.now)),
    NextToken: input.MaxResults === largestPage ? undefined : nextToken,
    ViewArn: view.arn,
  };
}

function listSupportedResourceTypes(input: PageInput) {
  const { items, nextToken } = pageOf(supportedTypes, input, usualPage);
  const ResourceTypes = items.map((type) => ({ Service: type.split(':')[0], ResourceType: type }));
  return { ResourceTypes, NextToken: nextToken };
}

const handlers: Record<string, Handler> = {
  CreateIndex: makeIndex,
  GetDefaultView: (_input, { estate, region }) => ({ ViewArn: viewsIn(estate, region)[0]?.arn }),
  GetIndex: getIndex,
  GetServiceIndex: (_input, { estate, region }) => ({ Arn: serviceIndexArn(estate, region), Type: 'LOCAL' }),
  GetView: getView,
  ListIndexes: listIndexes,
  ListResources: listResources,
  ListSupportedResourceTypes: listSupportedResourceTypes,
  ListViews: (input: PageInput, { estate, region }) => {
    const { items, nextToken } = pageOf(viewsIn(estate, region), input, usualPage);
    return { Views: items.map(({ arn }) => arn), NextToken: nextToken };
  },
  Search: search,
};

export const createExplorerService = (): EmulatedService =>
  createRestJsonService('resource-explorer-2', explorerOperations, handlers);
