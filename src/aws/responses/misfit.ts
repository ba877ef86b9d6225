// An answer in which a member is of another type than its schema's: said as what it is, since a member that is left out
// reads as one that AWS did not send.
import type { NormalizedSchema } from '@smithy/core/schema';
import { fits as fitsAsRead, fitted, isObject } from './shape-fit.ts';

/** `why`: "BackupJobs is a text, not a list". */
export class MisfitError extends Error {
  readonly why: string;

  constructor(why: string) {
    super(why);
    this.name = 'MisfitError';
    this.why = why;
  }
}

type Fits = (schema: NormalizedSchema, value: unknown) => boolean;

/** Throws where a member on the way to the last of `path` is of another type. One that is absent is not looked at here. */
export function assertFitting(schema: NormalizedSchema, answer: unknown, path: readonly string[], fits: Fits): void {
  let [holder, shape] = [answer, schema];
  for (const [depth, name] of path.entries()) {
    const member = shape.isStructSchema() ? new Map(shape.structIterator()).get(name) : undefined;
    const value = isObject(holder) ? holder[name] : undefined;
    if (!member || value === undefined || value === null) return;
    const where = path.slice(0, depth + 1).join('.');
    if (!fits(member, value)) throw new MisfitError(`${where} is ${kindOf(value)}, not ${typeOf(member)}`);
    if (isOfNulls(value)) throw new MisfitError(`${where} has nothing but null in it`);
    [holder, shape] = [value, member];
  }
}

/**
 * `operation`: its schema, as the SDK's clients export it: [9, namespace, name, traits, input, output]. `path`: to what
 * every good answer has.
 */
export async function fitToSchema(operation: unknown, answer: unknown, path: readonly string[]): Promise<unknown> {
  if (!Array.isArray(operation) || !isObject(answer)) return answer;
  const { NormalizedSchema: schemas } = await import('@smithy/core/schema');
  const schema = schemas.of(operation[5]);
  assertFitting(schema, answer, path, fitsAsRead);
  return fitted(schema, answer);
}

/** Whoever sends nothing but nulls does not mean that there is nothing. */
const isOfNulls = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((item) => item === null || item === undefined);

/** 'a text'. */
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
