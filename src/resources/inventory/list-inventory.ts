// Every resource that AWS Backup could protect, from the best inventory that the credentials may read.
import type { InventoryName, InventoryResource, InventoryRow } from '../../domain/coverage/inventory.ts';
import { pageSize, wordsOf } from '../reading.ts';
import type { RequestContext } from '../resource.ts';
import { listByExplorer } from './explorer-inventory.ts';
import { isIn, toInventoryResource } from './found-resources.ts';
import { type Inventoried, reasonOf } from './inventoried.ts';
import { findRelations } from './relations.ts';
import { listTaggedResources } from './tagging-inventory.ts';

const listers: readonly (readonly [name: InventoryName, list: (request: RequestContext) => Promise<Inventoried>])[] = [
  ['resource-explorer', listByExplorer],
  ['tagging', listByTags],
  ['backup', listByBackups],
];

export async function* listInventory(request: RequestContext): AsyncGenerator<InventoryRow[]> {
  const refused: { inventory: InventoryName; reason: string }[] = [];
  const [last] = listers.at(-1) ?? [];
  for (const [inventory, list] of listers) {
    try {
      const { resources, source } = await list(request);
      const { scope } = request;
      const { rows, unknownRelations } = await findRelations(request, toRows(resources, request));
      yield [{ kind: 'source', scope, inventory, unknownRelations, refused, ...source }];
      yield rows;
      return;
    } catch (error) {
      const reason = inventory === last ? undefined : reasonOf(error);
      if (reason === undefined) throw error;
      refused.push({ inventory, reason });
    }
  }
}

function toRows(resources: Inventoried['resources'], { scope }: RequestContext): InventoryResource[] {
  return [...resources].flatMap(([arn, tags]) => {
    const row = isIn(scope, arn) ? toInventoryResource(arn, tags, scope) : undefined;
    return row === undefined ? [] : [row];
  });
}

async function listByTags(request: RequestContext): Promise<Inventoried> {
  const resources = await listTaggedResources(request);
  return {
    resources,
    source: {
      missingTypes: [],
      partial: 'The Resource Groups Tagging API lists only resources that have or had tags.',
    },
  };
}

async function listByBackups(request: RequestContext): Promise<Inventoried> {
  const resources = new Map<string, undefined>();
  for await (const page of request.pages('backup', 'ListProtectedResources', { MaxResults: pageSize })) {
    for (const { ResourceArn } of page.Results ?? []) {
      const arn = wordsOf(ResourceArn);
      if (arn !== undefined) resources.set(arn, undefined);
    }
  }
  return {
    resources,
    source: { missingTypes: [], partial: 'AWS Backup lists only resources that were backed up before.' },
  };
}
