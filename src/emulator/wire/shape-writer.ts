// Writes values as JSON by their schema, with the same text as the SDK. The work for each member is prepared once for a
// shape, not for each value, and the text is built without an intermediate document.
import type { NormalizedSchema } from '@smithy/core/schema';

/** Differences between the real service and its model; `Context` is the data that they depend on besides the value. */
export interface ShapeWriterOptions<Context> {
  /** Absent members are sent as null. */
  nulls?: boolean;
  /** Formats a time, given in epoch seconds. */
  time?: (seconds: number) => string;
  /** Returns the transform for objects with these members; undefined if such objects are sent unchanged. */
  transform?: (members: readonly string[]) => ObjectTransform<Context> | undefined;
}

/** Returns a changed copy; the given object stays unchanged. */
export type ObjectTransform<Context> = (object: JsonObject, context: Context) => JsonObject;
export type JsonObject = Readonly<Record<string, unknown>>;

interface WriterOutput<Context> {
  /** Parts of the text: joining them once costs less than appending to a string. */
  pieces: string[];
  context: Context;
}
type Write<Context> = (value: unknown, output: WriterOutput<Context>) => void;

interface Member<Context> {
  name: string;
  /** The text before the value: as the first member of the object, and as a later one. */
  first: string;
  next: string;
  write: Write<Context>;
}

/** The members of an object, in the order of its model. */
interface ShapeMembers<Context> {
  members: readonly Member<Context>[];
  /** Absent members are sent as null. */
  nulls: boolean;
}

/** The timestamp formats of bodies: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
const epochSeconds: readonly unknown[] = [4, 7];

/** `bySdk` writes all unusual values. */
export function createShapeWriter<Context>(
  { nulls = false, time = String, transform }: ShapeWriterOptions<Context>,
  bySdk: (schema: NormalizedSchema, value: unknown) => string,
) {
  const known = new Map<unknown, Write<Context>>();

  /** A shape can contain itself: its writer is looked up when a value is written. */
  function structWriter(schema: NormalizedSchema): Write<Context> {
    const key = schema.getSchema();
    return (value, output) => {
      const write = known.get(key) ?? createStructWriter(schema);
      known.set(key, write);
      write(value, output);
    };
  }

  function createStructWriter(schema: NormalizedSchema): Write<Context> {
    const members = [...schema.structIterator()].map(([name, member]): Member<Context> => {
      const label = `${JSON.stringify(member.getMergedTraits().jsonName ?? name)}:`;
      return { name, first: `{${label}`, next: `,${label}`, write: writerOf(member) };
    });
    const shape: ShapeMembers<Context> = { members, nulls };
    const transformed = transform?.(members.map(({ name }) => name));
    return (value, output) => {
      if (!isOrdinary(value)) output.pieces.push(bySdk(schema, value));
      else writeMembers(transformed ? transformed(value, output.context) : value, shape, output);
    };
  }

  function writerOf(schema: NormalizedSchema): Write<Context> {
    const otherwise: Write<Context> = (value, { pieces }) => void pieces.push(bySdk(schema, value));
    if (schema.isUnionSchema() || schema.isIdempotencyToken() || schema.getMergedTraits().sparse) return otherwise;
    if (schema.isStructSchema()) return structWriter(schema);
    if (schema.isListSchema()) return listWriter(writerOf(schema.getValueSchema()), otherwise);
    if (schema.isMapSchema()) return mapWriter(writerOf(schema.getValueSchema()), otherwise);
    if (schema.isTimestampSchema() && epochSeconds.includes(schema.getSchema())) {
      return (value, output) => {
        if (!isTime(value)) otherwise(value, output);
        else output.pieces.push(time(value.getTime() / 1000));
      };
    }
    const isText = schema.isStringSchema() && !schema.getMergedTraits().mediaType;
    return isText || schema.isNumericSchema() || schema.isBooleanSchema() ? scalarWriter(otherwise) : otherwise;
  }

  return (schema: NormalizedSchema, value: unknown, context: Context): string => {
    const pieces: string[] = [];
    structWriter(schema)(value, { pieces, context });
    return pieces.join('');
  };
}

function writeMembers<Context>(
  record: JsonObject,
  { members, nulls }: ShapeMembers<Context>,
  output: WriterOutput<Context>,
): void {
  const { pieces } = output;
  const absent: Member<Context>[] = [];
  let isFirst = true;
  for (const member of members) {
    const value = record[member.name];
    if (value === undefined || value === null) {
      if (nulls) absent.push(member);
      continue;
    }
    pieces.push(isFirst ? member.first : member.next);
    isFirst = false;
    member.write(value, output);
  }
  // Nulls follow the other members.
  for (const { first, next } of absent) {
    pieces.push(isFirst ? first : next, 'null');
    isFirst = false;
  }
  pieces.push(isFirst ? '{}' : '}');
}

function listWriter<Context>(write: Write<Context>, otherwise: Write<Context>): Write<Context> {
  return (value, output) => {
    if (!Array.isArray(value)) return otherwise(value, output);
    // Each item is joined separately: the parts of a thousand items would make a large array.
    const texts: string[] = [];
    for (const item of value) {
      if (item === undefined || item === null) continue;
      const ofItem: WriterOutput<Context> = { pieces: [], context: output.context };
      write(item, ofItem);
      texts.push(ofItem.pieces.join(''));
    }
    output.pieces.push('[', texts.join(), ']');
  };
}

function mapWriter<Context>(write: Write<Context>, otherwise: Write<Context>): Write<Context> {
  return (value, output) => {
    if (!isOrdinary(value)) return otherwise(value, output);
    const { pieces } = output;
    let before = '{';
    for (const [name, item] of Object.entries(value)) {
      if (item === undefined || item === null) continue;
      pieces.push(before, quoted(name), ':');
      write(item, output);
      before = ',';
    }
    pieces.push(before === '{' ? '{}' : '}');
  };
}

function scalarWriter<Context>(otherwise: Write<Context>): Write<Context> {
  return (value, output) => {
    if (typeof value === 'string') output.pieces.push(quoted(value));
    else if (typeof value === 'boolean' || Number.isFinite(value)) output.pieces.push(String(value));
    else otherwise(value, output);
  };
}

/** Characters that JSON escapes, or may escape: any other text is written unchanged. */
const unusual = /["\\\u0000-\u001f\ud800-\udfff]/;
const quoted = (text: string) => (unusual.test(text) ? JSON.stringify(text) : `"${text}"`);

/** The SDK also writes unknown members of objects with `__type`. */
const isOrdinary = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('__type' in value);
const isTime = (value: unknown): value is Date => value instanceof Date && Number.isFinite(value.getTime());
