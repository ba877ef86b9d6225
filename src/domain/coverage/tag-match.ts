// Whether the tags of a resource meet a condition of a selection. Keys, values and operators are case sensitive.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ConditionParameter.html
import { tableOf } from '../../lib/text/table.ts';
import { matchesPattern } from '../pattern.ts';
import type { TagCondition } from '../plans/selection.ts';
import { type Truth, truthOf } from './truth.ts';

export type TagMap = Readonly<Record<string, string>>;

const prefix = 'aws:ResourceTag/';

type Meets = (actual: string | undefined, expected: string) => boolean;

const equals: Meets = (actual, expected) => actual === expected;
const isLike: Meets = (actual, expected) => actual !== undefined && matchesValue(expected, actual);

/** A resource without the tag meets the two negated operators. */
const operators = tableOf<Meets>({
  StringEquals: equals,
  StringNotEquals: (actual, expected) => !equals(actual, expected),
  StringLike: isLike,
  StringNotLike: (actual, expected) => !isLike(actual, expected),
});

/**
 * For Conditions. Unknown: the tags are not known, or AWS does not document the operator, or the key without its
 * prefix.
 */
export function meetsCondition({ type, key, value }: TagCondition, tags: TagMap | undefined): Truth {
  const meets = operators[type];
  if (!tags || !meets || !key.startsWith(prefix)) return 'unknown';
  return truthOf(meets(tagOf(tags, key.slice(prefix.length)), value));
}

/**
 * For ListOfTags, whose keys have no prefix. AWS accepts a key with the prefix, and does not document its effect; no
 * resource has a tag with such a key, because `aws:` is reserved.
 */
export function hasListedTag({ type, key, value }: TagCondition, tags: TagMap | undefined): Truth {
  if (type.toUpperCase() !== 'STRINGEQUALS') return 'unknown';
  if (!tags) return 'unknown';
  if (!key.startsWith(prefix)) return truthOf(tagOf(tags, key) === value);
  return tagOf(tags, key.slice(prefix.length)) === value ? 'unknown' : 'no';
}

const tagOf = (tags: TagMap, key: string): string | undefined => (Object.hasOwn(tags, key) ? tags[key] : undefined);

/** `*` matches any characters except white space. */
function matchesValue(pattern: string, value: string): boolean {
  if (!matchesPattern(pattern, value)) return false;
  if (!/\s/.test(value)) return true;
  let reached = new Set([0]);
  for (const [index, part] of pattern.split('*').entries()) {
    const starts = index === 0 ? reached : withoutSpaces(reached, value);
    reached = new Set([...starts].flatMap((at) => (value.startsWith(part, at) ? [at + part.length] : [])));
  }
  return reached.has(value.length);
}

/** The positions that a `*` reaches from these. */
function withoutSpaces(starts: ReadonlySet<number>, value: string): Set<number> {
  const reached = new Set<number>();
  for (const start of starts) {
    for (let at = start; !reached.has(at); at += 1) {
      reached.add(at);
      if (at >= value.length || /\s/.test(value[at] ?? '')) break;
    }
  }
  return reached;
}
