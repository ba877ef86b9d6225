// Adds to rows of the inventory the time at which their tags changed, which no inventory of AWS returns.
import type { InventoryResource, InventoryRow } from '../../../domain/coverage/inventory.ts';
import { dayMs } from '../../../lib/duration.ts';
import { isSame } from '../../../lib/same.ts';
import type { StoreReader } from '../../../store/read/store-reader.ts';
import type { StoredScope } from '../../../store/row-shape.ts';

/** A plan that selects the resource since has run by then: the longest usual period is a month. */
const longestWaitMs = 35 * dayMs;

export interface TagTimesOptions {
  readonly reader: Pick<StoreReader, 'replaced'>;
  readonly scope: StoredScope;
  /** Epoch ms of the response. */
  readonly at: number;
  /** ARNs; absent: of all resources. */
  readonly arns?: readonly string[];
}

export function withTagTimes(
  rows: readonly InventoryRow[],
  { reader, scope, at, arns }: TagTimesOptions,
): readonly InventoryRow[] {
  const query = { resource: 'inventory', scope, since: at - longestWaitMs };
  const replaced = reader.replaced({ ...query, ...(arns ? { keys: arns } : {}) });
  if (replaced.length === 0) return rows;
  const versions = new Map<string, Version[]>();
  for (const { row, validTo = 0 } of replaced) {
    const { arn, tags } = row as Partial<InventoryResource>;
    if (arn === undefined) continue;
    const known = versions.get(arn);
    if (known) known.push({ tags, until: validTo });
    else versions.set(arn, [{ tags, until: validTo }]);
  }
  return rows.map((row) => {
    const earlier = row.kind === 'resource' ? versions.get(row.arn) : undefined;
    const last = earlier?.findLast(({ tags }) => !isSame(tags, (row as InventoryResource).tags));
    return last ? { ...row, tagsChangedAt: last.until } : row;
  });
}

/** `until`: epoch ms. */
interface Version {
  readonly tags: InventoryResource['tags'];
  readonly until: number;
}
