// Reads from the store the facts about a few AWS resources of an account-Region whose other facts are known.
import type { ScopeFacts } from '../../../domain/attention/facts.ts';
import {
  factsAbout,
  haveParts,
  type ResourceFacts,
  type ResourceList,
  resourceLists,
  withFactsAbout,
} from '../../../domain/attention/facts-about.ts';
import { placeOfArn } from '../../../domain/attention/points/remote-resource.ts';
import type { InventoryRow } from '../../../domain/coverage/inventory.ts';
import { resources } from '../../../resources/index.ts';
import type { ResourceId } from '../../../resources/resource-id.ts';
import type { StoreReader } from '../../../store/read/store-reader.ts';
import type { FactPlace } from '../facts/fact-places.ts';
import { listedSince, type ResponseReader } from '../facts/response-reader.ts';
import { withTagTimes } from '../facts/tag-times.ts';

export interface ChangedFactsOptions {
  readonly reader: Pick<StoreReader, 'openRowsAbout' | 'replaced'>;
  readonly responses: Pick<ResponseReader, 'answered'>;
}

/**
 * The facts with the present rows about these resources. undefined: all facts must be read, because the rows of other
 * resources or account-Regions decide which of these rows count.
 */
export type ReadChangedFacts = (
  place: FactPlace,
  known: ScopeFacts,
  arns: ReadonlySet<string>,
) => ScopeFacts | undefined;

interface ChangedResources {
  readonly place: FactPlace;
  readonly known: ScopeFacts;
  readonly arns: readonly string[];
}

const idOf = {
  backupJobs: 'backup-jobs',
  copyJobs: 'copy-jobs',
  restoreJobs: 'restore-jobs',
  points: 'recovery-points',
  resources: 'protected-resources',
  inventory: 'inventory',
} as const satisfies Record<ResourceList, ResourceId>;

export function createChangedFacts({ reader, responses }: ChangedFactsOptions): ReadChangedFacts {
  /** undefined: the list has its first response now, or two identities see it. */
  function readList(list: ResourceList, { place, known, arns }: ChangedResources) {
    const id = idOf[list];
    const [source, another] = responses.answered(id, resources[id].acrossAccounts ? place.across : place.own);
    if (!source || another || !known[list]) return source || known[list] ? undefined : 'unread';
    const { stored: scope, scope: rowScope, at } = source;
    const { isGone } = resources[id];
    const found = reader.openRowsAbout({ resource: id, scope, rowScope, since: listedSince(id, at) }, arns);
    const rows = found.flatMap(({ row, isThin }) => (isThin || isGone?.(row, at) ? [] : [row]));
    if (list !== 'inventory') return { rows, at };
    return { rows: withTagTimes(rows as unknown as InventoryRow[], { reader, scope, at, arns }), at };
  }

  return (place, known, arns) => {
    // What other account-Regions know of a resource that lives elsewhere may change as well.
    if (![...arns].every((arn) => placeOfArn(arn) === place.key)) return undefined;
    const changed = { place, known, arns: [...arns] };
    const about: Record<string, unknown> = {};
    for (const list of resourceLists) {
      // Absent if coverage is not evaluated.
      if (list === 'inventory' && !known.inventory) continue;
      const response = readList(list, changed);
      if (response === undefined) return undefined;
      if (response !== 'unread') about[list] = response;
    }
    const found = about as ResourceFacts;
    // A parent that is gone now had parts.
    if (haveParts(found) || haveParts(factsAbout(arns, known))) return undefined;
    return withFactsAbout(arns, found, known);
  };
}
