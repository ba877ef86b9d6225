// What the form of "tag for a plan" makes of its values: the tags of each resource, old and new, and the plans that
// take or lose a resource by them.
import type { CoverageRow } from '../../../domain/coverage/coverage-row.ts';
import { selectionReasonWords } from '../../../domain/coverage/coverage-sentence.ts';
import type { OptIn, SelectionSubject } from '../../../domain/coverage/selection-verdict.ts';
import {
  changedTags,
  isReservedKey,
  planChanges,
  replacedTags,
  type TagChange,
  type TagEffect,
  verdictWith,
  type WantedTags,
  wantedTags,
} from '../../../domain/coverage/tag-change.ts';
import type { TagMap } from '../../../domain/coverage/tag-match.ts';
import type { Plan } from '../../../domain/plans/plan.ts';
import { type Selection, tagWords } from '../../../domain/plans/selection.ts';
import type { Scope } from '../../../domain/scope.ts';
import { type ActionContext, type AnyContext, textOf } from '../../action.ts';
import { knownSettings } from '../../plans/taken-sections.ts';
import { parseTags } from '../tag-text.ts';

/** Tags that AWS returned for the resources when the form was opened, by ARN; absent: AWS did not return them. */
export interface TagFacts {
  readonly tags?: Readonly<Record<string, TagMap>>;
}

/** A resource with the tags that it has and those that are set. */
export interface TaggedResource {
  readonly name: string;
  readonly subject: SelectionSubject;
  /** Absent: no tag makes the resource assignment take the resource. */
  readonly wanted?: WantedTags;
  /** The tags to set, without those that the resource has. */
  readonly tags: TagMap;
  /** Present values that are lost. */
  readonly replaced: TagMap;
}

export interface TagPlan {
  readonly selection: Selection;
  readonly resources: readonly TaggedResource[];
}

const isHere = (one: { readonly scope: Scope }, { scope }: AnyContext): boolean =>
  one.scope.region === scope.region && one.scope.accountId === scope.accountId;

/** Resource assignments of the account-Region whose plan is not deleted. */
export function selectionsHere(context: AnyContext): readonly Selection[] {
  const plans: readonly Plan[] = context.known('plans', context.scope);
  const deleted = new Set(plans.flatMap(({ id, deletedAt }) => (deletedAt === undefined ? [] : [id])));
  const all: readonly Selection[] = context.known('selections', context.scope);
  return all.filter((selection) => isHere(selection, context) && !deleted.has(selection.planId));
}

/** Those whose tags a person can set. */
export const selectionsByTag = (context: AnyContext): readonly Selection[] =>
  selectionsHere(context).filter(({ tags, conditions }) =>
    [...tags, ...conditions].some(({ key }) => !isReservedKey(key.replace('aws:ResourceTag/', ''))),
  );

/** 'nightly/by-tag'; the id where two have the same name. */
export function assignmentName(selection: Selection, all: readonly Selection[]): string {
  const nameOf = ({ planName, planId, name }: Selection) => `${planName ?? planId}/${name}`;
  const isUnique = all.filter((other) => nameOf(other) === nameOf(selection)).length === 1;
  return isUnique ? nameOf(selection) : selection.id;
}

export function chosenSelection(context: AnyContext): Selection | undefined {
  const text = textOf(context.values, 'assignment');
  const all = selectionsByTag(context);
  return all.find((selection) => selection.id === text || assignmentName(selection, all) === text);
}

type Rows = Pick<ActionContext<CoverageRow>, 'row' | 'rows'>;

export const resourcesIn = ({ row, rows = [row] }: Rows): readonly Extract<CoverageRow, { kind: 'resource' }>[] =>
  rows.filter((one) => one.kind === 'resource');

/** undefined: no resource assignment is chosen yet. */
export function tagPlanOf(context: AnyContext): TagPlan | undefined {
  const selection = chosenSelection(context);
  if (!selection) return undefined;
  const typed = parseTags(textOf(context.values, 'tags'));
  const settings = knownSettings(context);
  const { tags: read } = (context.facts ?? {}) as TagFacts;
  const resources = resourcesIn(context).map(({ arn, name, type, tags: listed }): TaggedResource => {
    const before = read ? (read[arn] ?? {}) : listed;
    const subject = { arn, type: type === '' ? undefined : type, tags: before };
    const isEnough = verdictWith(selection, subject, { tags: typed, settings }).taken === 'yes';
    const withTyped = before ? { ...subject, tags: { ...before, ...typed } } : subject;
    const wanted = isEnough ? { tags: {}, open: [] } : wantedTags(selection, withTyped);
    const tags = changedTags({ ...wanted?.tags, ...typed }, before);
    return { name, subject, ...(wanted ? { wanted } : {}), tags, replaced: replacedTags(tags, before) };
  });
  return { selection, resources };
}

/** The reason why the tags do not lead to the plan, as a sentence. */
export function tagProblem({ selection, resources }: TagPlan, settings: OptIn | undefined): string | undefined {
  for (const { name, subject, wanted, tags } of resources) {
    if (!wanted) return `No tag makes ${selection.name} select ${name}: the list :selections shows what it selects.`;
    const [open] = wanted.open;
    if (open) return `${name}: several values match ${tagWords(open)}: enter the one to set in Tags.`;
    const { taken, reason } = verdictWith(selection, subject, { tags, settings });
    if (taken === 'no') return `${selection.name} would not select ${name}: ${selectionReasonWords(reason)}.`;
  }
  return undefined;
}

/** What the tags change in the plan that is chosen and in all others, with the resources of each. */
export interface NamedEffect extends TagEffect {
  readonly names: readonly string[];
}

export function changesOf({ resources }: TagPlan, context: AnyContext): NamedEffect[] {
  const settings = knownSettings(context);
  const selections = selectionsHere(context);
  const found = resources.flatMap(({ name, subject, tags }) => {
    const change: TagChange = { tags, settings };
    return planChanges(selections, subject, change).map((one) => ({ ...one, name }));
  });
  const key = ({ planId, selectionName, before, after }: TagEffect) =>
    JSON.stringify([planId, selectionName, before, after]);
  return [...Map.groupBy(found, key).values()].flatMap((all) => {
    const [first] = all;
    return first ? [{ ...first, names: all.map(({ name }) => name) }] : [];
  });
}
