// The resources of an inventory that selections take, with the reason for each.
import { livesElsewhere } from '../attention/points/remote-resource.ts';
import type { SelectionTerms, TagCondition } from '../plans/selection.ts';
import { isRestoreTestResource } from '../resource-type.ts';
import type { Scope } from '../scope.ts';
import { selectionReasonWords } from './coverage-sentence.ts';
import type { InventoryResource, InventoryRow, InventorySource } from './inventory.ts';
import { type OptIn, type SelectionReason, selectionVerdict } from './selection-verdict.ts';
import type { TagMap } from './tag-match.ts';

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
  const { settings } = from;
  const { source, resources } = candidatesIn(from);
  if (!source) return undefined;
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

interface Candidates {
  readonly source?: InventorySource | undefined;
  readonly resources: readonly InventoryResource[];
}

function candidatesIn({ scope, inventory }: TakenFrom): Candidates {
  const here = inventory.filter((row) => isSamePlace(row.scope, scope));
  const resources = here.filter(
    (row): row is InventoryResource =>
      row.kind === 'resource' && !livesElsewhere(row.arn, scope) && !isRestoreTestResource(row.arn, row.name),
  );
  return { source: here.find((row) => row.kind === 'source'), resources };
}

/** What another value of one tag changes. */
export interface TagSwing {
  readonly tag: TagCondition;
  /** Resources that the selection takes, and would not take without the tag. */
  readonly dropped: readonly InventoryResource[];
  /** Resources that the selection does not take, and would take with the tag. */
  readonly added: readonly InventoryResource[];
}

/** A tag that has this value or does not, unlike a pattern. */
export const isOfOneValue = ({ type }: TagCondition): boolean => type.toUpperCase() === 'STRINGEQUALS';

/** `changing`: those of one value count; resources whose tags are not known are in neither list. */
export function tagSwings(
  selection: SelectionTerms,
  from: TakenFrom,
  changing: readonly TagCondition[] = [...selection.tags, ...selection.conditions],
): TagSwing[] {
  const { resources } = candidatesIn(from);
  const isTaken = (resource: InventoryResource, tags: TagMap) =>
    selectionVerdict(selection, { ...resource, tags }, from.settings).taken === 'yes';
  const known = resources.flatMap((resource) =>
    resource.tags ? [{ resource, tags: resource.tags, now: isTaken(resource, resource.tags) }] : [],
  );
  return changing
    .filter(({ type }) => type.toUpperCase() === 'STRINGEQUALS')
    .map((tag) => {
      const key = tag.key.replace('aws:ResourceTag/', '');
      const has = (tags: TagMap) => Object.hasOwn(tags, key) && tags[key] === tag.value;
      const without = ({ [key]: _, ...others }: TagMap): TagMap => others;
      const dropped = known.filter(({ resource, tags, now }) => now && has(tags) && !isTaken(resource, without(tags)));
      const added = known.filter(
        ({ resource, tags, now }) => !(now || has(tags)) && isTaken(resource, { ...tags, [key]: tag.value }),
      );
      return { tag, dropped: dropped.map(({ resource }) => resource), added: added.map(({ resource }) => resource) };
    });
}

/** What another selection in its place takes besides, or no longer takes, for certain. */
export interface TakenChange {
  readonly added: readonly InventoryResource[];
  readonly dropped: readonly InventoryResource[];
  /** Whether they are taken is not known, before or after. */
  readonly unknown: readonly InventoryResource[];
}

export function takenChange(before: TakenResources, after: TakenResources): TakenChange {
  const arnsOf = (all: readonly TakenResource[]) => new Set(all.map(({ resource }) => resource.arn));
  const [had, has] = [arnsOf(before.taken), arnsOf(after.taken)];
  const open = new Map([...before.unknown, ...after.unknown].map(({ resource }) => [resource.arn, resource]));
  const isSure = ({ resource }: TakenResource) => !open.has(resource.arn);
  return {
    added: after.taken.filter((one) => isSure(one) && !had.has(one.resource.arn)).map(({ resource }) => resource),
    dropped: before.taken.filter((one) => isSure(one) && !has.has(one.resource.arn)).map(({ resource }) => resource),
    unknown: [...open.values()],
  };
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
