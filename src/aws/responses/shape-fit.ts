// Whether values are of the type that their schema says. TypeScript believes the SDK's types; the SDK hands on whatever an
// endpoint sends, or refuses a whole page for one member.
import type { NormalizedSchema } from '@smithy/core/schema';

type Document = Record<string, unknown>;

export const isObject = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** As JSON has it, before the SDK has read it: times may still turn out to be none. */
export function fitsOnWire(schema: NormalizedSchema, value: unknown): boolean {
  if (schema.isTimestampSchema()) return typeof value === 'number' || typeof value === 'string';
  // 'NaN' and 'Infinity' are written as text.
  if (schema.isNumericSchema()) return typeof value === 'number' || isNumberWord(value);
  if (schema.isBlobSchema()) return typeof value === 'string';
  return fits(schema, value);
}

const isNumberWord = (value: unknown): boolean => value === 'NaN' || value === 'Infinity' || value === '-Infinity';

/** As the SDK gives it. */
export function fits(schema: NormalizedSchema, value: unknown): boolean {
  if (schema.isStructSchema() || schema.isMapSchema()) return isObject(value);
  if (schema.isListSchema()) return Array.isArray(value);
  if (schema.isTimestampSchema()) return value instanceof Date && !Number.isNaN(value.getTime());
  if (schema.isStringSchema()) return typeof value === 'string' || value instanceof String;
  if (schema.isBooleanSchema()) return typeof value === 'boolean';
  if (schema.isNumericSchema()) return typeof value === 'number' || typeof value === 'bigint';
  return true;
}

/** A null is no item. `isPart`, of a long list: where there is nothing else they stay, for no list is made of them. */
export function withoutNulls(items: readonly unknown[], isPart: boolean): readonly unknown[] {
  const there = items.filter((item) => item !== null && item !== undefined);
  return isPart && there.length === 0 ? items : there;
}

/**
 * An answer as the SDK read it, changed in place: a member of another type than its schema's is absent, and so is what is
 * null in a list. An item of a list that should be an object and is none stays: whoever checks the answer finds it.
 */
export function fitted(schema: NormalizedSchema, value: unknown, depth = 1): unknown {
  if (!fits(schema, value)) return undefined;
  if (schema.isListSchema()) {
    const items = schema.getValueSchema();
    // The lists that an answer is asked for are its members.
    const there = withoutNulls(value as unknown[], false);
    if (depth === 2 && there.length === 0 && (value as unknown[]).length > 0) return undefined;
    if (items.isStructSchema()) return there.map((item) => fitted(items, item, depth + 1) ?? item);
    return there.map((item) => fitted(items, item, depth + 1)).filter((item) => item !== undefined);
  }
  if (schema.isMapSchema()) return fittedMembers(value as Document, depth, () => schema.getValueSchema());
  if (!schema.isStructSchema()) return value;
  const members = new Map(schema.structIterator());
  return fittedMembers(value as Document, depth, (name) => members.get(name));
}

/** What no schema tells of stays. */
function fittedMembers(
  value: Document,
  depth: number,
  schemaOf: (name: string) => NormalizedSchema | undefined,
): Document {
  for (const [name, member] of Object.entries(value)) {
    const schema = schemaOf(name);
    if (schema && member !== undefined) value[name] = fitted(schema, member, depth + 1);
  }
  return value;
}
