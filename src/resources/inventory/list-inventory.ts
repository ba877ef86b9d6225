// Every resource that AWS Backup could protect, from the best inventory that the credentials may read.
import type { InventoryName, InventoryResource, InventoryRow } from '../../domain/coverage/inventory.ts';
import { pageSize, wordsOf } from '../reading.ts';
import type { Ask } from '../resource.ts';
import { listByExplorer } from './explorer-inventory.ts';
import { isIn, toInventoryResource } from './found-resources.ts';
import { type Inventoried, reasonOf } from './inventoried.ts';
import { findRelations } from './relations.ts';
import { listTaggedResources } from './tagging-inventory.ts';

const listers: readonly (readonly [name: InventoryName, list: (ask: Ask) => Promise<Inventoried>])[] = [
  ['resource-explorer', listByExplorer],
  ['tagging', listByTags],
  ['backup', listByBackups],
];

export async function* listInventory(ask: Ask): AsyncGenerator<InventoryRow[]> {
  const refused: { inventory: InventoryName; reason: string }[] = [];
  const [last] = listers.at(-1) ?? [];
  for (const [inventory, list] of listers) {
    try {
      const { resources, source } = await list(ask);
      const { scope } = ask;
      const { rows, unknownRelations } = await findRelations(ask, toRows(resources, ask));
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

function toRows(resources: Inventoried['resources'], { scope }: Ask): InventoryResource[] {
  return [...resources].flatMap(([arn, tags]) => {
    const row = isIn(scope, arn) ? toInventoryResource(arn, tags, scope) : undefined;
    return row === undefined ? [] : [row];
  });
}

async function listByTags(ask: Ask): Promise<Inventoried> {
  const resources = await listTaggedResources(ask);
  return { resources, source: { missingTypes: [], partial: 'It lists only resources that have or had tags.' } };
}

async function listByBackups(ask: Ask): Promise<Inventoried> {
  const resources = new Map<string, undefined>();
  for await (const page of ask.pages('backup', 'ListProtectedResources', { MaxResults: pageSize })) {
    for (const { ResourceArn } of page.Results ?? []) {
      const arn = wordsOf(ResourceArn);
      if (arn !== undefined) resources.set(arn, undefined);
    }
  }
  return { resources, source: { missingTypes: [], partial: 'It lists only resources that were backed up before.' } };
}
