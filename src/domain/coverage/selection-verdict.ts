// Decides whether a selection selects a resource: (Resources or ListOfTags) and Conditions, without NotResources,
// considering opt-ins. The result is three-valued: it is unknown if AWS does not return or document a fact.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html
import { type SelectionTerms, tagWords } from '../plans/selection.ts';
import type { RegionSettings } from '../region-settings.ts';
import { isOptedOut, isRestoreTestResource } from '../resource-type.ts';
import { formOfPattern, matchArnPattern, type PatternForm } from './arn-pattern.ts';
import { hasListedTag, meetsCondition, type TagMap } from './tag-match.ts';
import { allOf, anyOf, type Truth } from './truth.ts';
import { typesOfArn } from './types-of-arn.ts';

export interface SelectionSubject {
  readonly arn: string;
  /** Absent: not known. */
  readonly type?: string | undefined;
  /** Absent: not known. */
  readonly tags?: TagMap | undefined;
  /** Epoch ms: a selection by tags did not see these tags before. Absent: not known. */
  readonly tagsChangedAt?: number | undefined;
}

export type OptIn = Pick<RegionSettings, 'optIn'>;

/**
 * `named` to `tag`: the reason for selecting; `unmatched` to `restore-test`: the reason for not selecting; the others:
 * the reason for an unknown result.
 */
export type SelectionReasonKind =
  | ('named' | 'pattern' | 'everything' | 'tag')
  | ('unmatched' | 'excluded' | 'condition' | 'opted-out' | 'restore-test')
  | (
      | 'tags-unknown'
      | 'undocumented-pattern'
      | 'undocumented-tag'
      | 'type-unknown'
      | 'opt-in-unknown'
      | 'empty-selection'
    );

export interface SelectionReason {
  readonly kind: SelectionReasonKind;
  /** The pattern, the tag as 'env=prod', or the resource type. */
  readonly detail?: string;
}

export interface SelectionVerdict {
  readonly taken: Truth;
  readonly reason: SelectionReason;
}

/** One way to name a resource. */
export interface SelectionWay extends SelectionVerdict {
  readonly form: PatternForm | 'tag';
}

/** `settings`: of the account-Region in which the resource must live; absent: not known. */
export function selectionVerdict(
  selection: SelectionTerms,
  subject: SelectionSubject,
  settings: OptIn | undefined,
): SelectionVerdict {
  if (isRestoreTestResource(subject.arn)) return { taken: 'no', reason: { kind: 'restore-test' } };
  const ways = waysTo(selection, subject).map((way) => optedIn(way, subject, settings));
  return combine(ways, narrowings(selection, subject));
}

/** The same without opt-ins. */
export const selectionMatch = (selection: SelectionTerms, subject: SelectionSubject): SelectionVerdict =>
  combine(waysTo(selection, subject), narrowings(selection, subject));

/** The ways that may name the resource, the most certain first. */
export function waysTo(
  { resources, tags }: Pick<SelectionTerms, 'resources' | 'tags'>,
  subject: SelectionSubject,
): SelectionWay[] {
  const byPattern = resources.map((pattern) => wayByPattern(pattern, subject.arn));
  const byTag = tags.map((tag): SelectionWay => {
    const taken = hasListedTag(tag, subject.tags);
    const isUndocumented = taken === 'unknown' && subject.tags !== undefined;
    const kind = taken === 'yes' ? 'tag' : isUndocumented ? 'undocumented-tag' : 'tags-unknown';
    return { taken, form: 'tag', reason: { kind, detail: tagWords(tag) } };
  });
  const ways = [...byPattern, ...byTag].filter(({ taken }) => taken !== 'no');
  if (resources.length > 0 || tags.length > 0) return ways;
  // AWS refuses to create an empty selection; the effect of an existing one is not documented.
  return [{ taken: 'unknown', form: 'everything', reason: { kind: 'empty-selection' } }];
}

function wayByPattern(pattern: string, arn: string): SelectionWay {
  const taken = matchArnPattern(pattern, arn);
  const form = formOfPattern(pattern);
  if (taken !== 'yes') return { taken, form, reason: { kind: 'undocumented-pattern', detail: pattern } };
  if (form === 'arn') return { taken, form, reason: { kind: 'named' } };
  return { taken, form, reason: form === 'everything' ? { kind: form } : { kind: 'pattern', detail: pattern } };
}

/** A resource that is named by ARN or by type overrides an opt-out, unless other types have such ARNs too. */
function optedIn(way: SelectionWay, subject: SelectionSubject, settings: OptIn | undefined): SelectionWay {
  const types = subject.type === undefined ? typesOfArn(subject.arn) : [subject.type];
  const each = types.map((type) => isOptedIn(way, { type, arn: subject.arn }, settings));
  const taken = types.length === 0 || new Set(each).size > 1 ? 'unknown' : (each[0] ?? 'unknown');
  if (taken === 'yes') return way;
  const detail = types.join(' or ');
  if (taken === 'no') return { ...way, taken, reason: { kind: 'opted-out', detail } };
  const isSameOfAll = types.length > 0 && new Set(each).size === 1;
  const kind = isSameOfAll ? 'opt-in-unknown' : 'type-unknown';
  return { ...way, taken, reason: { kind, ...(detail === '' ? {} : { detail }) } };
}

function isOptedIn(
  { form }: SelectionWay,
  subject: { readonly type: string; readonly arn: string },
  settings: OptIn | undefined,
): Truth {
  const off = { optIn: { [subject.type]: false } };
  const namesType = form === 'arn' || form === 'type';
  if (!isOptedOut(subject, namesType, off)) return 'yes';
  const isOn = settings?.optIn[subject.type];
  if (isOn === undefined) return 'unknown';
  if (isOn) return 'yes';
  return form === 'part' ? 'unknown' : 'no';
}

/** The reasons that exclude a named resource; empty: there are none. */
function narrowings({ notResources, conditions }: SelectionTerms, { arn, tags }: SelectionSubject): SelectionVerdict[] {
  const out = notResources.map((pattern): SelectionVerdict => {
    const match = matchArnPattern(pattern, arn);
    const taken = match === 'yes' ? 'no' : match === 'no' ? 'yes' : match;
    return { taken, reason: { kind: taken === 'unknown' ? 'undocumented-pattern' : 'excluded', detail: pattern } };
  });
  const met = conditions.map((condition): SelectionVerdict => {
    const taken = meetsCondition(condition, tags);
    const kind = taken === 'no' ? 'condition' : tags ? 'undocumented-tag' : 'tags-unknown';
    return { taken, reason: { kind, detail: tagWords(condition) } };
  });
  return [...out, ...met].filter(({ taken }) => taken !== 'yes');
}

function combine(ways: readonly SelectionWay[], narrowed: readonly SelectionVerdict[]): SelectionVerdict {
  const named = anyOf(ways.map(({ taken }) => taken));
  const taken = allOf([named, ...narrowed.map((one) => one.taken)]);
  // Of several reasons the first one that decides; "not named" comes before all others.
  const deciding = [...(ways.length === 0 ? [] : [...narrowed, ...ways])].find((one) => one.taken === taken);
  return { taken, reason: deciding?.reason ?? { kind: 'unmatched' } };
}
