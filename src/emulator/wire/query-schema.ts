// Converts inputs and outputs of the query protocol by a client's schemas: parses text values, and wraps list items in
// `member`.
import type { NormalizedSchema } from '@smithy/core/schema';
import { tableOf } from '../../lib/text/table.ts';
import { AwsError } from './aws-error.ts';
import type { FormTree } from './form.ts';
import { isCalendarDate } from './strict-input.ts';
import type { XmlNode, XmlValue } from './xml.ts';

const malformed = (text: string) => new AwsError('MalformedInput', `${text} cannot be read.`);

export function readFormBy(schema: NormalizedSchema, tree: FormTree): unknown {
  if (schema.isStructSchema()) {
    if (tree === '') return {};
    if (typeof tree !== 'object' || Array.isArray(tree)) throw malformed(excerpt(tree));
    const read: Record<string, unknown> = {};
    const parts = tableOf(tree);
    for (const [name, member] of schema.structIterator()) {
      const part = parts[name];
      if (part !== undefined) read[name] = readFormBy(member, part);
    }
    return read;
  }
  if (schema.isListSchema()) {
    const items = Array.isArray(tree) ? tree : tree === '' ? [] : [tree];
    return items.map((item) => readFormBy(schema.getValueSchema(), item));
  }
  if (schema.isMapSchema()) return readMap(schema, tree);
  if (typeof tree !== 'string') throw malformed(excerpt(tree));
  const text = tree;
  if (schema.isNumericSchema()) {
    if (text === '' || !Number.isFinite(Number(text))) throw malformed(text);
    return Number(text);
  }
  if (schema.isBooleanSchema()) return text === 'true';
  if (!schema.isTimestampSchema()) return text;
  const date = new Date(/^[\d.]+$/.test(text) ? Number(text) * 1000 : text);
  if (!isCalendarDate(date)) throw malformed(text);
  return date;
}

const excerpt = (tree: FormTree) => JSON.stringify(tree).slice(0, 100);

/** A map is a list of entries with a name or key and a value. */
function readMap(schema: NormalizedSchema, tree: FormTree): Record<string, unknown> {
  const entries = Array.isArray(tree) ? tree : tree === '' ? [] : [tree];
  return Object.fromEntries(
    entries.map((entry) => {
      if (typeof entry !== 'object' || Array.isArray(entry)) throw malformed(excerpt(entry));
      const parts = tableOf(entry);
      const name = parts.key ?? parts.Name ?? parts.Key;
      const value = parts.value ?? parts.Value ?? '';
      if (typeof name !== 'string') throw malformed(excerpt(entry));
      return [name, readFormBy(schema.getValueSchema(), value)];
    }),
  );
}

export function writeNodeBy(schema: NormalizedSchema, value: unknown): XmlValue {
  if (value === undefined || value === null) return undefined;
  if (schema.isStructSchema()) {
    const node: XmlNode = {};
    for (const [name, member] of schema.structIterator()) {
      node[name] = writeNodeBy(member, (value as Record<string, unknown>)[name]);
    }
    return node;
  }
  if (schema.isListSchema()) {
    return { member: (value as unknown[]).map((item) => writeNodeBy(schema.getValueSchema(), item)) };
  }
  return value instanceof Date ? value.toISOString() : (value as string | number | boolean);
}
