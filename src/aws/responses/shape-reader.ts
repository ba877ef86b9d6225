// Parses values of a response by schema, with the results of the SDK: the work for each member is looked up once for a
// shape and not for each value, and objects are modified in place.
import type { NormalizedSchema } from '@smithy/core/schema';

/** Takes a JSON value, and may modify it in place. */
export type Read = (value: unknown) => unknown;

/** Formats of times in bodies: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
const epochSeconds: readonly unknown[] = [4, 7];

/** `bySdk` parses all unusual values. */
export function createShapeReader(bySdk: (schema: NormalizedSchema, value: unknown) => unknown) {
  const known = new Map<unknown, Read>();

  function readerOf(schema: NormalizedSchema): Read {
    const key = schema.getSchema();
    const read = known.get(key) ?? structReader(schema) ?? ((value) => bySdk(schema, value));
    known.set(key, read);
    return read;
  }

  function structReader(schema: NormalizedSchema): Read | undefined {
    if (!schema.isStructSchema() || schema.isUnionSchema()) return undefined;
    const members = new Map<string, Read | Plain>();
    for (const [name, member] of schema.structIterator()) {
      if ((member.getMergedTraits().jsonName ?? name) !== name) return undefined;
      members.set(name, memberReader(member));
    }
    return (value) => (isOrdinary(value) ? readMembers(value, members) : bySdk(schema, value));
  }

  function memberReader(member: NormalizedSchema): Read | Plain {
    const otherwise = (value: unknown) => bySdk(member, value);
    if (member.isStructSchema()) return (value) => readerOf(member)(value);
    if (member.isBooleanSchema()) return 'boolean';
    if (member.isStringSchema() && !member.getMergedTraits().mediaType) return 'string';
    if (member.isTimestampSchema() && epochSeconds.includes(member.getSchema())) {
      return (value) => (isNumber(value) ? new Date(Math.round(value * 1000)) : otherwise(value));
    }
    if (member.isNumericSchema()) return (value) => (isNumber(value) ? value : otherwise(value));
    return otherwise;
  }

  return readerOf;
}

type Document = Record<string, unknown>;

/** Values of these types stay unchanged. */
type Plain = 'string' | 'boolean';

/** A member that is null, unknown or of another type becomes undefined: deleting it would make the object slow. */
function readMembers(record: Document, members: ReadonlyMap<string, Read | Plain>): Document {
  for (const name in record) {
    const read = members.get(name);
    if (typeof record[name] === read) continue;
    record[name] = typeof read !== 'function' || record[name] === null ? undefined : read(record[name]);
  }
  return record;
}

const isNumber = (value: unknown): value is number => Number.isFinite(value);
/** The SDK keeps unknown members of objects that name their type. */
const isOrdinary = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('__type' in value);
