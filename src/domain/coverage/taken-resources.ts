// The resources of an inventory that selections take, with the reason for each.
import { livesElsewhere } from '../attention/points/remote-resource.ts';
import type { SelectionTerms } from '../plans/selection.ts';
import { isRestoreTestResource } from '../resource-type.ts';
import type { Scope } from '../scope.ts';
import { selectionReasonWords } from './coverage-sentence.ts';
import type { InventoryResource, InventoryRow, InventorySource } from './inventory.ts';
import { type OptIn, type SelectionReason, selectionVerdict } from './selection-verdict.ts';

export interface TakenResource {
  readonly resource: InventoryResource;
  readonly reason: SelectionReason;
}

export interface TakenResources {
  readonly taken: readonly TakenResource[];
  /** Resources of which it is not known whether they are taken. */
  readonly unknown: readonly TakenResource[];
  /** The number of resources in the inventory. */
  readonly of: number;
  readonly source: InventorySource;
}

export interface TakenFrom {
  /** The account-Region of the plan. */
  readonly scope: Scope;
  readonly inventory: readonly InventoryRow[];
  /** Absent: not known. */
  readonly settings?: OptIn | undefined;
}

/** undefined: the inventory of the account-Region has not been read. A resource is taken once, for its surest reason. */
export function takenResources(selections: readonly SelectionTerms[], from: TakenFrom): TakenResources | undefined {
  const { scope, inventory, settings } = from;
  const here = inventory.filter((row) => isSamePlace(row.scope, scope));
  const source = here.find((row) => row.kind === 'source');
  if (!source) return undefined;
  const resources = here.filter(
    (row): row is InventoryResource =>
      row.kind === 'resource' && !livesElsewhere(row.arn, scope) && !isRestoreTestResource(row.arn, row.name),
  );
  const taken: TakenResource[] = [];
  const unknown: TakenResource[] = [];
  for (const resource of resources) {
    const verdicts = selections.map((selection) => selectionVerdict(selection, resource, settings));
    const sure = verdicts.find((verdict) => verdict.taken === 'yes');
    const open = verdicts.find((verdict) => verdict.taken === 'unknown');
    if (sure) taken.push({ resource, reason: sure.reason });
    else if (open) unknown.push({ resource, reason: open.reason });
  }
  return { taken, unknown, of: resources.length, source };
}

const isSamePlace = (one: Scope, other: Scope): boolean =>
  one.accountId === other.accountId && one.region === other.region;

export interface ReasonCount {
  /** 'by ARN', 'tag env=prod'. */
  readonly reason: string;
  readonly resources: readonly InventoryResource[];
}

/** The most frequent reason first. */
export const byReason = (all: readonly TakenResource[]): ReasonCount[] =>
  [...Map.groupBy(all, ({ reason }) => selectionReasonWords(reason))]
    .map(([reason, members]) => ({ reason, resources: members.map(({ resource }) => resource) }))
    .toSorted((one, other) => other.resources.length - one.resources.length);
