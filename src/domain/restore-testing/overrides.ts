// Overrides of a restore testing selection as values of a form, by key, and back. In the metadata each value is text:
// lists and objects are JSON.
import { isBag, parseBag } from '../../lib/bag.ts';
import { kindsOfType, type OverridableKey, overridableKeys } from './overridable-keys.ts';

export type Overrides = Readonly<Record<string, string>>;

const keysOf = (kind: string): readonly OverridableKey[] => overridableKeys[kind] ?? [];

const isKey = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function memberOf(bag: Readonly<Record<string, unknown>> | undefined, key: string): unknown {
  return Object.entries(bag ?? {}).find(([name]) => isKey(name, key))?.[1];
}

function rawValue({ key, inside }: OverridableKey, overrides: Overrides): unknown {
  if (inside === undefined) return memberOf(overrides, key);
  const outer = memberOf(overrides, inside);
  return typeof outer === 'string' ? memberOf(parseBag(outer), key) : undefined;
}

/** The text that a person edits: the entries of a list with spaces between. */
function asText(spec: OverridableKey, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string')
    return listText(value) ?? (typeof value === 'object' ? JSON.stringify(value) : String(value));
  return spec.kind === 'list' ? (listText(parsed(value)) ?? value) : value;
}

const listText = (value: unknown): string | undefined =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'string') ? value.join(' ') : undefined;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The values of the kind's keys, '' for those that are not overridden. */
export const overrideValues = (kind: string, overrides: Overrides): Record<string, string> =>
  Object.fromEntries(keysOf(kind).map((spec) => [spec.key, asText(spec, rawValue(spec, overrides))]));

/** The kind whose keys the overrides have; the first one where they have none. */
export function kindOfOverrides(type: string, overrides: Overrides): string {
  const known = (kind: string) => Object.values(overrideValues(kind, overrides)).filter((text) => text !== '').length;
  const [first = type, ...others] = kindsOfType(type);
  return others.reduce((best, kind) => (known(kind) > known(best) ? kind : best), first);
}

/** As text within the metadata, or as a member of a JSON object within it. */
function toValue({ kind, inside }: OverridableKey, text: string): unknown {
  if (kind === 'list') return text.split(/[\s,]+/).filter((entry) => entry !== '');
  if (kind === 'json' || (inside !== undefined && kind !== 'text')) return parsed(text) ?? text;
  return text;
}

const toText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** `before` with the values of the kind's keys; keys that the kind does not have stay as they are. */
export function withOverrides(kind: string, values: Overrides, before: Overrides = {}): Record<string, string> {
  const after = new Map(Object.entries(before));
  const nameOf = (key: string) => [...after.keys()].find((name) => isKey(name, key)) ?? key;
  for (const spec of keysOf(kind)) {
    const text = values[spec.key]?.trim() ?? '';
    if (text === asText(spec, rawValue(spec, Object.fromEntries(after)))) continue;
    const name = nameOf(spec.inside ?? spec.key);
    const value = text === '' ? undefined : toValue(spec, text);
    const whole = spec.inside === undefined ? value : withMember(after.get(name), spec.key, value);
    if (whole === undefined) after.delete(name);
    else after.set(name, toText(whole));
  }
  return Object.fromEntries(after);
}

/** The JSON object with the member, or without it where `value` is undefined. */
function withMember(outer: string | undefined, key: string, value: unknown): object | undefined {
  const bag = outer === undefined ? {} : parsed(outer);
  const others = Object.entries(isBag(bag) ? bag : {}).filter(([name]) => !isKey(name, key));
  const members = value === undefined ? others : [...others, [key, value] as const];
  return members.length === 0 ? undefined : Object.fromEntries(members);
}
