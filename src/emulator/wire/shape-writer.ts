// Values of an answer as JSON by its schema, as the SDK writes them: what to do for each member is looked up once for a
// shape and not for each value, and the text is put together in one go, without a document in between.
import type { NormalizedSchema } from '@smithy/core/schema';

/** Where the real service departs from its model; `Where` is what that depends on besides the value. */
export interface Manner<Where> {
  /** Absent members are sent as null. */
  nulls?: boolean;
  /** How a time is written, of epoch seconds. */
  time?: (seconds: number) => string;
  /** How an object is sent, by the names of its members; undefined for a shape whose objects are sent as they are. */
  bend?: (members: readonly string[]) => Bend<Where> | undefined;
}

/** Leaves the object that it is given as it is: what it changes, it changes in a copy. */
export type Bend<Where> = (object: JsonObject, where: Where) => JsonObject;
export type JsonObject = Readonly<Record<string, unknown>>;

interface Sheet<Where> {
  /** Of the text: joining them once costs less than to make each text longer piece by piece. */
  pieces: string[];
  where: Where;
}
type Write<Where> = (value: unknown, sheet: Sheet<Where>) => void;

interface Member<Where> {
  name: string;
  /** What stands before its value: as the first of its object, and after others. */
  first: string;
  next: string;
  write: Write<Where>;
}

/** How times are written in bodies: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
const epochSeconds: readonly unknown[] = [4, 7];

/** `bySdk` writes whatever is out of the ordinary. */
export function createShapeWriter<Where>(
  { nulls = false, time = String, bend }: Manner<Where>,
  bySdk: (schema: NormalizedSchema, value: unknown) => string,
) {
  const known = new Map<unknown, Write<Where>>();

  /** A shape may hold itself: its writer is looked up when there is something to write. */
  function structWriter(schema: NormalizedSchema): Write<Where> {
    const key = schema.getSchema();
    return (value, sheet) => {
      const write = known.get(key) ?? createStructWriter(schema);
      known.set(key, write);
      write(value, sheet);
    };
  }

  function createStructWriter(schema: NormalizedSchema): Write<Where> {
    const members = [...schema.structIterator()].map(([name, member]): Member<Where> => {
      const label = `${JSON.stringify(member.getMergedTraits().jsonName ?? name)}:`;
      return { name, first: `{${label}`, next: `,${label}`, write: writerOf(member) };
    });
    const bent = bend?.(members.map(({ name }) => name));
    return (value, sheet) => {
      if (!isOrdinary(value)) sheet.pieces.push(bySdk(schema, value));
      else writeMembers(bent ? bent(value, sheet.where) : value, members, sheet, nulls);
    };
  }

  function writerOf(schema: NormalizedSchema): Write<Where> {
    const otherwise: Write<Where> = (value, { pieces }) => void pieces.push(bySdk(schema, value));
    if (schema.isUnionSchema() || schema.isIdempotencyToken() || schema.getMergedTraits().sparse) return otherwise;
    if (schema.isStructSchema()) return structWriter(schema);
    if (schema.isListSchema()) return listWriter(writerOf(schema.getValueSchema()), otherwise);
    if (schema.isMapSchema()) return mapWriter(writerOf(schema.getValueSchema()), otherwise);
    if (schema.isTimestampSchema() && epochSeconds.includes(schema.getSchema())) {
      return (value, sheet) => {
        if (!isTime(value)) otherwise(value, sheet);
        else sheet.pieces.push(time(value.getTime() / 1000));
      };
    }
    const isText = schema.isStringSchema() && !schema.getMergedTraits().mediaType;
    return isText || schema.isNumericSchema() || schema.isBooleanSchema() ? scalarWriter(otherwise) : otherwise;
  }

  return (schema: NormalizedSchema, value: unknown, where: Where): string => {
    const pieces: string[] = [];
    structWriter(schema)(value, { pieces, where });
    return pieces.join('');
  };
}

function writeMembers<Where>(
  record: JsonObject,
  members: readonly Member<Where>[],
  sheet: Sheet<Where>,
  nulls: boolean,
): void {
  const { pieces } = sheet;
  const absent: Member<Where>[] = [];
  let isFirst = true;
  for (const member of members) {
    const value = record[member.name];
    if (value === undefined || value === null) {
      if (nulls) absent.push(member);
      continue;
    }
    pieces.push(isFirst ? member.first : member.next);
    isFirst = false;
    member.write(value, sheet);
  }
  // The nulls come after what is there.
  for (const { first, next } of absent) {
    pieces.push(isFirst ? first : next, 'null');
    isFirst = false;
  }
  pieces.push(isFirst ? '{}' : '}');
}

function listWriter<Where>(write: Write<Where>, otherwise: Write<Where>): Write<Where> {
  return (value, sheet) => {
    if (!Array.isArray(value)) return otherwise(value, sheet);
    // The pieces of a thousand items at once would be a heavy array: each item is put together by itself.
    const texts: string[] = [];
    for (const item of value) {
      if (item === undefined || item === null) continue;
      const ofItem: Sheet<Where> = { pieces: [], where: sheet.where };
      write(item, ofItem);
      texts.push(ofItem.pieces.join(''));
    }
    sheet.pieces.push('[', texts.join(), ']');
  };
}

function mapWriter<Where>(write: Write<Where>, otherwise: Write<Where>): Write<Where> {
  return (value, sheet) => {
    if (!isOrdinary(value)) return otherwise(value, sheet);
    const { pieces } = sheet;
    let before = '{';
    for (const [name, item] of Object.entries(value)) {
      if (item === undefined || item === null) continue;
      pieces.push(before, quoted(name), ':');
      write(item, sheet);
      before = ',';
    }
    pieces.push(before === '{' ? '{}' : '}');
  };
}

function scalarWriter<Where>(otherwise: Write<Where>): Write<Where> {
  return (value, sheet) => {
    if (typeof value === 'string') sheet.pieces.push(quoted(value));
    else if (typeof value === 'boolean' || Number.isFinite(value)) sheet.pieces.push(String(value));
    else otherwise(value, sheet);
  };
}

/** What JSON writes otherwise than it stands, or may: the rest of a text needs no second look. */
const unusual = /["\\\u0000-\u001f\ud800-\udfff]/;
const quoted = (text: string) => (unusual.test(text) ? JSON.stringify(text) : `"${text}"`);

/** The SDK writes also unknown members of what names its type. */
const isOrdinary = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('__type' in value);
const isTime = (value: unknown): value is Date => value instanceof Date && Number.isFinite(value.getTime());
