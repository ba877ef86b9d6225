// The value of a key: as a person types it, as AWS takes it, and what is wrong with it.
import { isSameKey, jsonObject, type Metadata, metadataValue } from './metadata-keys.ts';
import type { FoldedKey, KeyFormat, RestoreKey, RestoreType } from './restore-type.ts';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const isListText = (format: KeyFormat): boolean => format === 'list' || format === 'paths';

const entriesOf = (text: string, format: KeyFormat): string[] =>
  text
    .split(format === 'list' ? /[\s,]+/ : /,\s*/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

/** As AWS takes it: a list becomes a JSON array. */
export const toSent = (text: string, format: KeyFormat = 'text'): string =>
  isListText(format) && !text.trimStart().startsWith('[') ? JSON.stringify(entriesOf(text, format)) : text;

/** As a person reads and types it. */
export function toTyped(value: string, format: KeyFormat = 'text'): string {
  if (!isListText(format) || !isJson(value)) return value;
  const list: unknown = JSON.parse(value);
  const isPlain = Array.isArray(list) && list.every((entry) => typeof entry === 'string' && !entry.includes(','));
  return isPlain ? list.join(', ') : value;
}

/** A member of a JSON object has a type; every value at the top is a text. */
export function toMember(text: string, format: KeyFormat = 'text'): unknown {
  if (format === 'number') return Number(text);
  if (format === 'boolean') return text === 'true';
  const sent = toSent(text, format);
  return format === 'text' ? sent : JSON.parse(sent);
}

const memberText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** The value of the key in a recovery point's metadata, as typed. */
export function valueInPoint(
  { key, inside, format }: Pick<RestoreKey, 'key' | 'inside' | 'format'>,
  metadata: Metadata,
): string | undefined {
  if (inside === undefined) {
    const value = metadataValue(metadata, key);
    return value === undefined ? undefined : toTyped(value, format);
  }
  const object = jsonObject(metadataValue(metadata, inside)) ?? {};
  const found = Object.entries(object).find(([name]) => isSameKey(name, key))?.[1];
  return found === undefined || found === null ? undefined : toTyped(memberText(found), format);
}

/** The problem of a value as typed, in a sentence that begins with `name`. */
export function valueProblem(
  name: string,
  text: string,
  key: Pick<RestoreKey, 'format' | 'values' | 'open'>,
): string | undefined {
  const { format = 'text', values, open } = key;
  if (text === '') return undefined;
  if (values && !open) return values.includes(text) ? undefined : `${name} takes ${values.join(', ')}.`;
  if (format === 'number') return /^\d+$/.test(text) ? undefined : `${name} takes a whole number.`;
  if (format === 'boolean') return /^(true|false)$/i.test(text) ? undefined : `${name} takes true or false.`;
  if (format === 'text') return undefined;
  const sent = toSent(text, format);
  if (!isJson(sent)) return `${name} takes JSON${isListText(format) ? ', or entries with commas between them' : ''}.`;
  return isListText(format) && !isTextList(sent) ? `${name} takes a list of strings.` : undefined;
}

function isTextList(json: string): boolean {
  const list: unknown = JSON.parse(json);
  return Array.isArray(list) && list.every((entry) => typeof entry === 'string');
}

/** Every key that a restore of the type takes, with the JSON objects that hold members. */
export function takenKeys({ keys, folded, inTime }: RestoreType): readonly FoldedKey[] {
  const own = keys.filter(({ unsent, inside }) => !unsent && inside === undefined);
  const holders = [...new Set(keys.flatMap(({ inside }) => inside ?? []))];
  const times = inTime ? [inTime.time ?? [], Object.keys(inTime.latest ?? {})].flat() : [];
  return [
    ...own,
    ...folded,
    ...holders.map((key) => ({ key, format: 'json' as const })),
    ...times.map((key) => ({ key })),
  ];
}

export const isInformation = (type: RestoreType, key: string): boolean =>
  type.information.some((name) => isSameKey(name, key));
