// Reads and writes JSON as AWS's JSON protocols do: dates are epoch seconds.
import { JsonCodec } from '@smithy/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import { errorMessage } from '../../lib/error-message.ts';
import { AwsError } from './aws-error.ts';
import type { SchemaRef } from './operations.ts';
import { createShapeWriter, type ShapeWriterOptions } from './shape-writer.ts';
import { checkInput } from './strict-input.ts';

const createCodec = () =>
  new JsonCodec({ jsonName: true, httpBindings: true, timestampFormat: { useTrait: true, default: 7 } });

export function parseJson(body: string): Record<string, unknown> {
  if (body === '') return {};
  try {
    const document: unknown = JSON.parse(body);
    if (typeof document === 'object' && document !== null && !Array.isArray(document))
      return document as Record<string, unknown>;
  } catch {
    // The error below covers invalid JSON as well.
  }
  throw new AwsError('SerializationException', 'The request body is not a JSON object.');
}

export function readJson(schema: NormalizedSchema, document: Record<string, unknown>): Record<string, unknown> {
  const checked = schema.isStructSchema() ? checkInput(schema, document) : {};
  try {
    return createCodec()
      .createDeserializer()
      .readObject(schema, checked as never);
  } catch (error) {
    throw new AwsError('SerializationException', errorMessage(error));
  }
}

export function writeJson(schema: NormalizedSchema, value: unknown): string {
  const serializer = createCodec().createSerializer();
  serializer.write(schema, value);
  return String(serializer.flush());
}

/**
 * The text that the SDK writes for a value inside of an output. Values other than structures are written in a wrapper,
 * because the SDK writes some differently on the top level.
 */
function textBySdk(schema: NormalizedSchema, value: unknown): string {
  if (schema.isStructSchema()) return writeJson(schema, value);
  const around = [3, 'vaultop', 'Around', 0, ['it'], [[schema.getSchema(), schema.getMergedTraits()]]];
  return writeJson(NormalizedSchema.of(around as unknown as SchemaRef), { it: value }).slice('{"it":'.length, -1);
}

/** A faster `writeJson` with the same output: each writer examines a shape once. */
export const createJsonWriter = <Context>(options: ShapeWriterOptions<Context>) =>
  createShapeWriter(options, textBySdk);
