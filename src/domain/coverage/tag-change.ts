// The tags that make a resource assignment take a resource, and which backup plans take or lose the resource by them:
// every resource assignment of the account-Region may select by the same tags.
import type { Selection, SelectionTerms, TagCondition } from '../plans/selection.ts';
import { isRestoreTestResource } from '../resource-type.ts';
import { matchArnPattern } from './arn-pattern.ts';
import {
  type OptIn,
  type SelectionReason,
  type SelectionSubject,
  type SelectionVerdict,
  selectionVerdict,
  waysTo,
} from './selection-verdict.ts';
import { hasListedTag, meetsCondition, type TagMap } from './tag-match.ts';
import { anyOf, type Truth } from './truth.ts';

const prefix = 'aws:ResourceTag/';

/** AWS assigns such tags itself: no request can set them. */
export const isReservedKey = (key: string): boolean => /^aws:/i.test(key);

export interface WantedTags {
  /** New values by key, without those that the resource has; empty: no tag is missing. */
  readonly tags: TagMap;
  /** Conditions that several values meet: somebody must choose one. */
  readonly open: readonly TagCondition[];
}

/** undefined: no tag makes the resource assignment take the resource. */
export function wantedTags(selection: SelectionTerms, subject: SelectionSubject): WantedTags | undefined {
  const { resources, notResources, conditions } = selection;
  const isExcluded = notResources.some((pattern) => matchArnPattern(pattern, subject.arn) === 'yes');
  if (isExcluded || isRestoreTestResource(subject.arn)) return undefined;
  const named = resources.length > 0 && waysTo({ resources, tags: [] }, subject).some(({ taken }) => taken === 'yes');
  const ways = named ? [{}] : listedTags(selection, subject).map(({ key, value }) => ({ [key]: value }));
  const wanted = ways.flatMap((tags) => withConditions(conditions, tags, subject) ?? []);
  return wanted.find(({ open }) => open.length === 0) ?? wanted[0];
}

/** Of ListOfTags one is enough: the one that the resource has, else first those that replace no value. */
function listedTags({ tags }: SelectionTerms, subject: SelectionSubject): readonly TagCondition[] {
  const usable = tags.filter(({ type, key }) => type.toUpperCase() === 'STRINGEQUALS' && !isReservedKey(key));
  const present = tags.filter((tag) => hasListedTag(tag, subject.tags) === 'yes');
  const added = usable.filter(({ key }) => !Object.hasOwn(subject.tags ?? {}, key));
  return [...present, ...added, ...usable.filter((tag) => !added.includes(tag) && !present.includes(tag))];
}

/** undefined: no tag of a person meets one of the conditions as well. */
function withConditions(
  conditions: readonly TagCondition[],
  tags: TagMap,
  subject: SelectionSubject,
): WantedTags | undefined {
  const open: TagCondition[] = [];
  let wanted = tags;
  for (const condition of conditions) {
    const { type, key, value } = condition;
    const met = meetsCondition(condition, { ...subject.tags, ...wanted });
    const isUnknown = subject.tags === undefined && type.startsWith('StringNot');
    if (met === 'yes' || isUnknown) continue;
    const name = key.slice(prefix.length);
    if (met === 'unknown' || isReservedKey(name)) return undefined;
    const isOne = type === 'StringEquals' || (type === 'StringLike' && !value.includes('*'));
    if (!isOne) open.push(condition);
    else if (Object.hasOwn(wanted, name)) return undefined;
    else wanted = { ...wanted, [name]: value };
  }
  return { tags: changedTags(wanted, subject.tags), open };
}

/** Without the tags that the resource has already. */
export const changedTags = (tags: TagMap, before: TagMap | undefined): TagMap =>
  Object.fromEntries(
    Object.entries(tags).filter(([key, value]) => !before || !Object.hasOwn(before, key) || before[key] !== value),
  );

/** The tags of a resource whose present values would be lost. */
export const replacedTags = (tags: TagMap, before: TagMap | undefined): TagMap =>
  Object.fromEntries(Object.entries(before ?? {}).filter(([key, value]) => (tags[key] ?? value) !== value));

/** A backup plan that takes the resource after a change of its tags and did not before, or the other way round. */
export interface TagEffect {
  readonly planId: string;
  readonly planName: string;
  /** The resource assignment that decides. */
  readonly selectionName: string;
  readonly before: Truth;
  readonly after: Truth;
  /** Of `after`. */
  readonly reason: SelectionReason;
}

export interface TagChange {
  /** Those that are set; the others stay. */
  readonly tags: TagMap;
  /** Of the account-Region; absent: not known. */
  readonly settings?: OptIn | undefined;
}

/** What the tags change, by plan; empty: every plan takes what it took. */
export function planChanges(
  selections: readonly Selection[],
  subject: SelectionSubject,
  { tags, settings }: TagChange,
): TagEffect[] {
  const tagged = withTags(subject, tags);
  return [...Map.groupBy(selections, ({ planId }) => planId)].flatMap(([planId, own]) => {
    const verdicts = own.map((selection) => ({
      selection,
      before: selectionVerdict(selection, subject, settings),
      after: selectionVerdict(selection, tagged, settings),
    }));
    const before = anyOf(verdicts.map((one) => one.before.taken));
    const after = anyOf(verdicts.map((one) => one.after.taken));
    const changed = verdicts.filter((one) => one.before.taken !== one.after.taken);
    const deciding = changed.find((one) => one.after.taken === after) ?? changed[0];
    if (before === after || !deciding) return [];
    const { name, planName = planId } = deciding.selection;
    return [{ planId, planName, selectionName: name, before, after, reason: deciding.after.reason }];
  });
}

/** Whether the resource assignment takes the resource with these tags. */
export const verdictWith = (
  selection: SelectionTerms,
  subject: SelectionSubject,
  { tags, settings }: TagChange,
): SelectionVerdict => selectionVerdict(selection, withTags(subject, tags), settings);

/** While the other tags are not known, only the new ones are; a condition on another key stays open. */
function withTags(subject: SelectionSubject, tags: TagMap): SelectionSubject {
  if (Object.keys(tags).length === 0) return subject;
  return subject.tags ? { ...subject, tags: { ...subject.tags, ...tags } } : subject;
}
