// Inputs and answers of the query protocol by a client's schemas: text becomes what it means, and lists get `member`s.
import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from './aws-error.ts';
import type { FormTree } from './form.ts';
import type { XmlNode, XmlValue } from './xml.ts';

const malformed = (text: string) => new AwsError('MalformedInput', `${text} cannot be read.`);

export function readFormBy(schema: NormalizedSchema, tree: FormTree): unknown {
  if (schema.isStructSchema()) {
    if (typeof tree !== 'object' || Array.isArray(tree)) return {};
    const read: Record<string, unknown> = {};
    for (const [name, member] of schema.structIterator()) {
      const part = tree[name];
      if (part !== undefined) read[name] = readFormBy(member, part);
    }
    return read;
  }
  if (schema.isListSchema()) {
    const items = Array.isArray(tree) ? tree : tree === '' ? [] : [tree];
    return items.map((item) => readFormBy(schema.getValueSchema(), item));
  }
  const text = String(tree);
  if (schema.isNumericSchema()) {
    if (text === '' || !Number.isFinite(Number(text))) throw malformed(text);
    return Number(text);
  }
  if (schema.isBooleanSchema()) return text === 'true';
  if (!schema.isTimestampSchema()) return text;
  const date = new Date(/^[\d.]+$/.test(text) ? Number(text) * 1000 : text);
  if (Number.isNaN(date.getTime())) throw malformed(text);
  return date;
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
