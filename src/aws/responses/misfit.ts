// The error of a response in which a member has another type than in its schema: a member that is left out would mean
// that AWS did not send it.
import type { NormalizedSchema } from '@smithy/core/schema';
import { fits, fitsOnWire, fitted, isObject } from './shape-fit.ts';

/** `why`: "BackupJobs is a text, not a list". */
export class MisfitError extends Error {
  readonly why: string;

  constructor(why: string) {
    super(why);
    this.name = 'MisfitError';
    this.why = why;
  }
}

type Assert = (schema: NormalizedSchema, response: unknown, path: readonly string[]) => void;

const assertBy =
  (isFitting: typeof fits): Assert =>
  (schema, response, path) => {
    let [holder, shape] = [response, schema];
    for (const [depth, name] of path.entries()) {
      const member = shape.isStructSchema() ? new Map(shape.structIterator()).get(name) : undefined;
      const value = isObject(holder) ? holder[name] : undefined;
      if (!member || value === undefined || value === null) return;
      const where = path.slice(0, depth + 1).join('.');
      if (!isFitting(member, value)) throw new MisfitError(`${where} is ${kindOf(value)}, not ${typeOf(member)}`);
      if (isOfNulls(value)) throw new MisfitError(`${where} has only null in it`);
      [holder, shape] = [value, member];
    }
  };

/** Throws if a member on the path has the wrong type. An absent member is not checked here. */
const assertFitting: Assert = assertBy(fits);

/** The same before the SDK has parsed the response. */
export const assertFittingOnWire: Assert = assertBy(fitsOnWire);

/**
 * `operation`: its schema, as the SDK's clients export it: [9, namespace, name, traits, input, output]. `path`: the
 * path to the required member.
 */
export async function fitToSchema(operation: unknown, response: unknown, path: readonly string[]): Promise<unknown> {
  if (!Array.isArray(operation) || !isObject(response)) return response;
  const { NormalizedSchema: schemas } = await import('@smithy/core/schema');
  const schema = schemas.of(operation[5]);
  assertFitting(schema, response, path);
  return fitted(schema, response);
}

/** A list of nulls does not mean an empty list. */
const isOfNulls = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((item) => item === null || item === undefined);

/** The type in words: 'a text'. */
export function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'an object';
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}

function typeOf(schema: NormalizedSchema): string {
  if (schema.isListSchema()) return 'a list';
  if (schema.isStructSchema() || schema.isMapSchema()) return 'an object';
  if (schema.isStringSchema()) return 'a text';
  if (schema.isBooleanSchema()) return 'a boolean';
  return schema.isNumericSchema() ? 'a number' : 'what it should be';
}
