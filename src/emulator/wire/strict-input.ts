// Refuses input values whose types differ from the schema: the clients' own parsers accept most of them.
// https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from './aws-error.ts';

type Struct = Record<string, unknown>;

const wrongType = (value: unknown, wanted: string, path: string) =>
  new AwsError('SerializationException', `${kindOf(value)} can not be converted to ${wanted} at ${path || 'the body'}`);

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'START_ARRAY';
  if (typeof value === 'object') return value === null ? 'NULL' : 'START_OBJECT';
  return { string: 'STRING_VALUE', number: 'NUMBER_VALUE', boolean: 'BOOLEAN_VALUE' }[typeof value as 'string'] ?? '';
}

const isObject = (value: unknown): value is Struct =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

interface InputPosition {
  /** The path within the input, for the message. */
  path: string;
  /** Timestamps are already Date objects. */
  isDecoded: boolean;
}

const body: InputPosition = { path: '', isDecoded: false };
const inner = (position: InputPosition, path: string): InputPosition => ({ ...position, path });

/** Returns the value without null members, which count as absent. Members outside of the schema are kept. */
export const checkInput = (schema: NormalizedSchema, value: unknown): unknown => check(schema, value, body);

/** Checks an input of a binary protocol. */
export const checkDecoded = (schema: NormalizedSchema, value: unknown): unknown =>
  check(schema, value, { ...body, isDecoded: true });

function check(schema: NormalizedSchema, value: unknown, position: InputPosition): unknown {
  const { path } = position;
  if (schema.isStructSchema()) return checkStruct(schema, value, position);
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) throw wrongType(value, 'a list', path);
    return value.map((item, index) => check(schema.getValueSchema(), item, inner(position, `${path}[${index}]`)));
  }
  if (schema.isMapSchema()) {
    if (!isObject(value)) throw wrongType(value, 'a map', path);
    const entries = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
    return Object.fromEntries(
      entries.map(([key, item]) => [key, check(schema.getValueSchema(), item, inner(position, `${path}.${key}`))]),
    );
  }
  return checkScalar(schema, value, position);
}

function checkStruct(schema: NormalizedSchema, value: unknown, position: InputPosition): Struct {
  const { path } = position;
  if (!isObject(value)) throw wrongType(value, 'a structure', path);
  const checked: Struct = { ...value };
  for (const [name, member] of schema.structIterator()) {
    const traits = member.getMergedTraits();
    const key = traits.jsonName ?? name;
    if (!Object.hasOwn(checked, key)) continue;
    const part = checked[key];
    // A member of the path or the query is not read from the body.
    if (part === null || part === undefined || traits.httpLabel || traits.httpQuery) delete checked[key];
    else checked[key] = check(member, part, inner(position, path === '' ? key : `${path}.${key}`));
  }
  return checked;
}

/** Years 1 to 9999, in epoch seconds. */
const isEpoch = (seconds: number) => seconds >= -62_135_596_800 && seconds < 253_402_300_800;
export const isCalendarDate = (date: Date) => isEpoch(date.getTime() / 1000);

function isTimestamp(value: unknown): boolean {
  if (value instanceof Date) return isCalendarDate(value);
  if (typeof value === 'string') return isCalendarDate(new Date(value));
  return typeof value === 'number' && isEpoch(value);
}

function checkScalar(schema: NormalizedSchema, value: unknown, { path, isDecoded }: InputPosition): unknown {
  const fits = (is: boolean, wanted: string) => {
    if (is) return value;
    throw wrongType(value, wanted, path);
  };
  if (schema.isTimestampSchema())
    return fits(isTimestamp(value) && (!isDecoded || value instanceof Date), 'a timestamp');
  if (schema.isNumericSchema()) return fits(typeof value === 'number' && Number.isFinite(value), 'a number');
  if (schema.isBooleanSchema()) return fits(typeof value === 'boolean', 'a boolean');
  if (schema.isBlobSchema()) return fits(typeof value === 'string' || ArrayBuffer.isView(value), 'a blob');
  if (schema.isStringSchema()) return fits(typeof value === 'string', 'a string');
  return value;
}
