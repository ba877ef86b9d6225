// A row with all that names something replaced. A value that is not of the kind of its member is left out.

import { kindOf, type MemberKind } from './kinds.ts';
import { isWord, isZone, schedule, serviceHost } from './known-texts.ts';
import { type Replacements, regionPattern } from './replacements.ts';
import { anonymizeText } from './texts.ts';

type Members = Readonly<Record<string, unknown>>;

const texts: Readonly<Partial<Record<MemberKind, (text: string, replacements: Replacements) => string | undefined>>> = {
  word: (text) => (isWord(text) ? text : undefined),
  name: (text, { name }) => name(text),
  arn: (text, { arn }) => arn(text),
  account: (text, { account }) => account(text),
  region: (text) => (regionPattern.test(text) ? text : undefined),
  text: anonymizeText,
  schedule: (text) => (schedule.test(text) ? text : undefined),
  zone: (text) => (isZone(text) ? text : undefined),
  host: (text, { name }) => (serviceHost.test(text) ? text : name(text)),
};

/** Without its scope. */
export function anonymizeRow(resource: string, row: Members, replacements: Replacements): Members {
  const made: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) {
    if (name === 'scope') continue;
    const kind = kindOf(resource, name);
    const replaced = kind && replacedValue(value, { kind, resource, replacements });
    if (replaced !== undefined) made[name] = replaced;
  }
  return made;
}

interface Replacing {
  readonly kind: MemberKind;
  readonly resource: string;
  readonly replacements: Replacements;
}

function replacedValue(value: unknown, replacing: Replacing): unknown {
  const { kind, resource, replacements } = replacing;
  if (Array.isArray(value))
    return value.map((item) => replacedValue(item, replacing)).filter((item) => item !== undefined);
  if (typeof value === 'number' || typeof value === 'boolean')
    return kind === 'plain' || kind === 'word' ? value : undefined;
  if (typeof value === 'string') return texts[kind]?.(value, replacements);
  if (typeof value !== 'object' || value === null) return undefined;
  if (kind === 'members') return anonymizeRow(resource, value as Members, replacements);
  return kind === 'counts' ? countsOf(value as Members) : undefined;
}

const countsOf = (counts: Members): Members =>
  Object.fromEntries(Object.entries(counts).filter(([name, count]) => isWord(name) && typeof count === 'number'));

/** The value of each param as the member of that name. undefined: a param cannot be classified. */
export function anonymizeParams(
  resource: string,
  params: readonly (readonly [string, string])[],
  replacements: Replacements,
) {
  const made = params.map(([name, value]) => {
    const kind = kindOf(resource, name);
    return [name, kind && texts[kind]?.(value, replacements)] as const;
  });
  return made.some(([, value]) => value === undefined) ? undefined : made;
}
