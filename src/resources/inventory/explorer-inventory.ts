// Resource Explorer's inventory: it includes untagged resources, if the account-Region has an index and a view of it.
// Nothing is searched without a view: a first search in a Region may create an index there.
// https://docs.aws.amazon.com/resource-explorer/latest/userguide/getting-started-terms-and-concepts.html
import type { ExplorerIndex, ExplorerResource, ListResourcesOutput } from '../../aws/declared/resource-explorer.ts';
import type { TagMap } from '../../domain/coverage/tag-match.ts';
import type { Scope } from '../../domain/scope.ts';
import { wordsOf } from '../reading.ts';
import type { RequestCalls, RequestContext } from '../resource.ts';
import { findView, type SearchedView } from './explorer-view.ts';
import { tagsOf } from './found-resources.ts';
import { type Inventoried, isLasting, UnusableInventory } from './inventoried.ts';
import { explorerTypes, typesMissingBeside } from './inventory-types.ts';
import { listTaggedResources } from './tagging-inventory.ts';

const service = 'resource-explorer-2';

/** A request for 1,000 gets no token to the next page. */
const pageSize = 500;
/**
 * Resource Explorer does not exist in these Regions.
 * https://docs.aws.amazon.com/general/latest/gr/resourceexplorer2.html
 */
const isWithoutExplorer = (region: string): boolean => region.startsWith('eusc-');

export async function listByExplorer(request: RequestContext): Promise<Inventoried> {
  const { region } = request.scope;
  if (isWithoutExplorer(region)) throw new UnusableInventory(`AWS does not offer Resource Explorer in ${region}.`);
  const indexes = await listIndexes(request);
  const own = indexes.find((index) => index.Region === region);
  // The aggregator has copies of the other indexes, and nothing of a Region without one.
  if (own === undefined) throw new UnusableInventory(await withoutIndex(request));
  const aggregator = indexes.find(({ Type }) => Type === 'AGGREGATOR');
  const places = [...new Set([aggregator?.Region ?? region, region])];
  let failure: unknown;
  for (const place of places) {
    const from = place === region ? request.scope : { ...request.scope, region: place };
    try {
      return await listFrom(request, from);
    } catch (error) {
      if (!isLasting(error)) throw error;
      failure ??= error;
    }
  }
  throw failure;
}

/**
 * The index that AWS owns has tagged resources, and untagged ones only if they are newer than it. A search may make AWS
 * create an index for the account, so that it is not searched.
 */
async function withoutIndex(request: RequestContext): Promise<string> {
  const { region } = request.scope;
  const none = `Resource Explorer has no index in ${region}.`;
  try {
    await request.call(service, 'GetServiceIndex', {});
    return `Resource Explorer has only an index that AWS created in ${region}: it is incomplete, and a search may create another index.`;
  } catch (error) {
    if (isLasting(error)) return none;
    throw error;
  }
}

async function listIndexes(request: RequestContext): Promise<ExplorerIndex[]> {
  const all: ExplorerIndex[] = [];
  for await (const page of request.pages(service, 'ListIndexes', {})) all.push(...(page.Indexes ?? []));
  return all;
}

async function listFrom(request: RequestContext, from: Scope): Promise<Inventoried> {
  const states = await Promise.all(
    [...new Set([from.region, request.scope.region])].map((region) => stateIn(request, region)),
  );
  const calls = request.callsWith({ scope: from });
  const view = await findView(calls, from.region);
  const types = await supportedTypes(calls);
  const resources = new Map<string, TagMap | undefined>();
  await collectTypes(request, { calls, view, types, resources });
  const tagged = view.hasTags ? undefined : await tagsBeside(request);
  if (tagged) for (const arn of resources.keys()) resources.set(arn, tagged.get(arn) ?? {});
  const partial = [...states.flatMap((state) => state ?? []), ...(view.partial ? [view.partial] : [])].join(' ');
  return {
    resources,
    source: { viewArn: view.arn, missingTypes: typesMissingBeside(types), ...(partial ? { partial } : {}) },
  };
}

/** The reason why an index is incomplete; undefined: it is complete. */
async function stateIn(request: RequestContext, region: string): Promise<string | undefined> {
  const calls = request.callsWith({ scope: { ...request.scope, region } });
  const { State } = await calls.call(service, 'GetIndex', {});
  switch (State) {
    case 'ACTIVE':
      return undefined;
    case 'CREATING':
      return `The index in ${region} is still being created.`;
    case 'UPDATING':
      return `The index in ${region} is being updated: resources may be missing.`;
    case 'DELETING':
    case 'DELETED':
      return `The index in ${region} is being deleted: resources are missing.`;
    default:
      return `The index in ${region} is ${wordsOf(State) ?? 'in a state that is not known'}.`;
  }
}

/** Those of AWS Backup's types that Resource Explorer supports there. */
async function supportedTypes(calls: RequestCalls): Promise<string[]> {
  const listed = new Set<string>();
  for await (const page of calls.pages(service, 'ListSupportedResourceTypes', {})) {
    for (const { ResourceType } of page.ResourceTypes ?? []) if (ResourceType) listed.add(ResourceType);
  }
  return explorerTypes.filter((type) => listed.has(type));
}

interface Collected {
  /** To the index that is searched. */
  readonly calls: RequestCalls;
  readonly view: SearchedView;
  readonly types: readonly string[];
  readonly resources: Map<string, TagMap | undefined>;
}

/**
 * One page of all types, and where that is not all of them, the pages of each type: whether a list goes on past its first
 * 1,000 resources is not documented.
 */
async function collectTypes(request: RequestContext, { calls, view, types, resources }: Collected): Promise<void> {
  const { accountId, region } = request.scope;
  const account = accountId === '' ? '' : `accountid:${accountId} `;
  const inputFor = (wanted: string) => ({
    ViewArn: view.arn,
    Filters: { FilterString: `${account}region:${region} resourcetype:${wanted}` },
    MaxResults: pageSize,
  });
  const take = ({ Resources = [] }: ListResourcesOutput) => {
    for (const resource of Resources) {
      const arn = wordsOf(resource.Arn);
      if (arn !== undefined) resources.set(arn, view.hasTags ? tagsIn(resource) : undefined);
    }
  };
  if (types.length === 0) return;
  const all = await calls.call(service, 'ListResources', inputFor(types.join()));
  take(all);
  if (!all.NextToken) return;
  for (const type of types) {
    for await (const page of calls.pages(service, 'ListResources', inputFor(type))) take(page);
  }
}

/** A resource without tags has no property of that name. */
function tagsIn({ Properties = [] }: ExplorerResource): TagMap | undefined {
  const property = Properties.find(({ Name }) => Name === 'tags');
  if (property === undefined) return {};
  return Array.isArray(property.Data) ? tagsOf(property.Data) : undefined;
}

/** The view has no tags; without permission to read them elsewhere they are unknown. */
async function tagsBeside(request: RequestContext): Promise<ReadonlyMap<string, TagMap> | undefined> {
  try {
    return await listTaggedResources(request);
  } catch (error) {
    if (isLasting(error)) return undefined;
    throw error;
  }
}
