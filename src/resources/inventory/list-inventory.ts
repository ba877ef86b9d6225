// Every resource that AWS Backup could protect, from the best inventory that the credentials may read.

import { AwsProblemError, type ProblemKind } from '../../aws/errors/errors.ts';
import type {
  InventoryName,
  InventoryResource,
  InventoryRow,
  InventorySource,
} from '../../domain/coverage/inventory.ts';
import type { TagMap } from '../../domain/coverage/tag-match.ts';
import { pageSize, wordsOf } from '../reading.ts';
import type { Ask } from '../resource.ts';
import { isIn, toInventoryResource } from './found-resources.ts';
import { listTaggedResources } from './tagging-inventory.ts';

/** What one inventory lists. */
export interface Inventoried {
  readonly resources: ReadonlyMap<string, TagMap | undefined>;
  readonly source: Pick<InventorySource, 'viewArn' | 'missingTypes' | 'partial'>;
}

/** Why an inventory cannot be used, as a sentence. */
export class UnusableInventory extends Error {}

const listers: readonly (readonly [name: InventoryName, list: (ask: Ask) => Promise<Inventoried>])[] = [
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
      yield [{ kind: 'source', scope, inventory, unknownRelations: [], refused, ...source }];
      yield toRows(resources, ask);
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

/** Nothing but a person changes these, or the way there is closed: the next inventory may be open. */
const lasting: readonly ProblemKind[] = [
  'denied',
  'not-offered',
  'not-found',
  'invalid',
  'region-off',
  'unreachable',
  'timeout',
];

/** undefined: the same inventory may answer soon, and what it said before stands. */
function reasonOf(error: unknown): string | undefined {
  if (error instanceof UnusableInventory) return error.message;
  const problem = error instanceof AwsProblemError ? error.problem : undefined;
  return problem && lasting.includes(problem.kind) ? problem.message : undefined;
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
