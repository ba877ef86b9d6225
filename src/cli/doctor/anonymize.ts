// Replaces what names a person, a company or a place, each by a stand-in that is the same throughout one file.

export interface KnownName {
  /** What it is: 'profile', 'context'. */
  readonly kind: string;
  readonly name: string;
}

export interface TextFilterOptions {
  /** Replaced wherever they occur; absent with the names of a person's choice. */
  readonly names?: readonly KnownName[];
  /** Replaced in any case. */
  readonly secrets: readonly string[];
}

export type TextFilter = (text: string) => string;

/** Secrets go first: a name may be part of one. */
export function createTextFilter({ names, secrets }: TextFilterOptions): TextFilter {
  const withoutSecrets = secretFilter(secrets);
  if (names === undefined) return withoutSecrets;
  const standIn = createStandIns();
  const known = names
    .filter(({ name }) => name.length > 1 && name !== 'default')
    .toSorted((one, other) => other.name.length - one.name.length);
  return (text) => {
    let result = withoutSecrets(text);
    for (const { kind, name } of known) result = result.replace(wholeWord(name), () => standIn(kind, name));
    for (const [kind, pattern] of patterns) result = result.replace(pattern, (found) => standIn(kind, found));
    return result;
  };
}

const wholeWord = (name: string): RegExp =>
  new RegExp(`(?<![\\w-])${name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?![\\w-])`, 'g');

/** In this order: an ARN has an account and ids in it. */
const patterns: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['arn', /\barn:aws[\w-]*:[^\s"',;)]+/g],
  ['address', /\b[a-z][a-z0-9+.-]*:\/\/[^\s"',;)]+/gi],
  ['mail', /[\w.+-]+@[\w-]+\.[\w.-]+/g],
  ['path', /(?<![\w.~])(?:~|\.{1,2})?\/[\w.@%+~-]+(?:\/[\w.@%+~-]+)*/g],
  ['id', /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi],
  ['id', /\b[a-z]{1,6}-[0-9a-f]{8,17}\b/g],
  ['account', /\b\d{12}\b/g],
  ['ip', /\b\d{1,3}(?:\.\d{1,3}){3}\b/g],
  ['host', /\b(?:[a-z0-9-]+\.){2,}[a-z]{2,}\b/gi],
];

function createStandIns(): (kind: string, found: string) => string {
  const known = new Map<string, string>();
  const counts = new Map<string, number>();
  return (kind, found) => {
    const made = known.get(found);
    if (made !== undefined) return made;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const name = `(${kind} ${count})`;
    known.set(found, name);
    return name;
  };
}

const redacted = '(redacted)';
const keyId = /\bA[KS]IA[A-Z0-9]{8,}\b/g;
const userOfAddress = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@"']*@/gi;

function secretFilter(secrets: readonly string[]): TextFilter {
  const whole = secrets.filter((secret) => secret.length > 2).toSorted((one, other) => other.length - one.length);
  return (text) => {
    let result = text;
    for (const secret of whole) result = result.replaceAll(secret, redacted);
    return result.replace(userOfAddress, `$1${redacted}@`).replace(keyId, redacted);
  };
}

/** Members whose values are never passed on: commands may hold tokens, external ids are passwords of a kind. */
const secretMember = /command|external.?id|secret|token|password|credential|authorization/i;

/** A document with each text filtered, its keys as well; without `keepsTexts` only numbers and yes or no remain. */
export function filterDocument(value: unknown, filter: TextFilter, keepsTexts: boolean): unknown {
  if (typeof value === 'string') return keepsTexts ? filter(value) : '(text)';
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => filterDocument(item, filter, keepsTexts));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      filter(key),
      secretMember.test(key) ? redacted : filterDocument(item, filter, keepsTexts),
    ]),
  );
}

/** The texts of the members that are secrets, wherever they are. */
export function secretsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    secretMember.test(key) && !Array.isArray(value) ? textsIn(item) : secretsIn(item),
  );
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
