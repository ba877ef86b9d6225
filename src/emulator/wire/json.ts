// JSON in and out as AWS's JSON protocols have it: dates are epoch seconds.
import { JsonCodec } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from './aws-error.ts';
import type { Operation } from './operations.ts';

const createCodec = () =>
  new JsonCodec({ jsonName: true, httpBindings: true, timestampFormat: { useTrait: true, default: 7 } });

export function parseJson(body: string): Record<string, unknown> {
  if (body === '') return {};
  try {
    const document: unknown = JSON.parse(body);
    if (typeof document === 'object' && document !== null) return document as Record<string, unknown>;
  } catch {
    // Told below: a document that is no object is refused in the same words.
  }
  throw new AwsError('SerializationException', 'The request body is not a JSON object.');
}

export function readJson(schema: NormalizedSchema, document: Record<string, unknown>): Record<string, unknown> {
  try {
    return createCodec()
      .createDeserializer()
      .readObject(schema, document as never);
  } catch (error) {
    throw new AwsError('SerializationException', error instanceof Error ? error.message : String(error));
  }
}

export function writeJson(schema: NormalizedSchema, value: unknown): string {
  const serializer = createCodec().createSerializer();
  serializer.write(schema, value);
  return String(serializer.flush());
}

/** What `writeJson` writes, before it becomes text: whoever changes something about it need not read it again. */
export function toDocument(schema: NormalizedSchema, value: unknown): Record<string, unknown> {
  const serializer = createCodec().createSerializer();
  serializer.write(schema, value);
  const { buffer } = serializer as unknown as { buffer?: unknown };
  return (typeof buffer === 'object' && buffer !== null ? buffer : JSON.parse(String(serializer.flush()))) as Record<
    string,
    unknown
  >;
}

export const writeOutput = ({ output }: Operation, value: object): string => writeJson(output, value);
