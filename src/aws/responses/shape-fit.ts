// Checks values against the types of their schema. TypeScript trusts the SDK's types; the SDK returns whatever an
// endpoint sends, or refuses a whole page because of one member.
import type { NormalizedSchema } from '@smithy/core/schema';

type Document = Record<string, unknown>;

export const isObject = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** For JSON values before the SDK has parsed them: times may still be invalid. */
export function fitsOnWire(schema: NormalizedSchema, value: unknown): boolean {
  if (schema.isTimestampSchema()) return typeof value === 'number' || typeof value === 'string';
  // 'NaN' and 'Infinity' are written as text.
  if (schema.isNumericSchema()) return typeof value === 'number' || isNumberWord(value);
  if (schema.isBlobSchema()) return typeof value === 'string';
  return fits(schema, value);
}

const isNumberWord = (value: unknown): boolean => value === 'NaN' || value === 'Infinity' || value === '-Infinity';

/** For values that the SDK has parsed. */
export function fits(schema: NormalizedSchema, value: unknown): boolean {
  if (schema.isStructSchema() || schema.isMapSchema()) return isObject(value);
  if (schema.isListSchema()) return Array.isArray(value);
  if (schema.isTimestampSchema()) return value instanceof Date && !Number.isNaN(value.getTime());
  if (schema.isStringSchema()) return typeof value === 'string' || value instanceof String;
  if (schema.isBooleanSchema()) return typeof value === 'boolean';
  if (schema.isNumericSchema()) return typeof value === 'number' || typeof value === 'bigint';
  return true;
}

/**
 * A null is not an item. `isPart`: for a part of a long list that contains nothing but nulls, the nulls stay, because
 * they do not mean an empty list.
 */
export function withoutNulls(items: readonly unknown[], isPart: boolean): readonly unknown[] {
  const there = items.filter((item) => item !== null && item !== undefined);
  return isPart && there.length === 0 ? items : there;
}

/**
 * Modifies a parsed response in place: a member of the wrong type is removed, and nulls are removed from lists. A list
 * item that should be an object and is none stays: the check of the response reports it.
 */
export function fitted(schema: NormalizedSchema, value: unknown, depth = 1): unknown {
  if (!fits(schema, value)) return undefined;
  if (schema.isListSchema()) {
    const items = schema.getValueSchema();
    // The lists of a response are direct members.
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

/** Members without a schema stay. */
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
