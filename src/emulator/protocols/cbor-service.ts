// Smithy's rpc-v2-cbor protocol: the path names service and operation; request and response bodies are CBOR.
import { CborCodec, cbor } from '@smithy/core/cbor';
import type { NormalizedSchema } from '@smithy/core/schema';
import { errorMessage } from '../../lib/error-message.ts';
import { tableOf } from '../../lib/text/table.ts';
import { AwsError, notImplemented, unknownOperation } from '../wire/aws-error.ts';
import { readOperations } from '../wire/operations.ts';
import { checkDecoded } from '../wire/strict-input.ts';
import type { RequestHandler } from './json-rpc-service.ts';
import type { EmulatedService, WireRequest, WireResponse } from './service.ts';

export interface CborOptions {
  name: string;
  client: object;
  handlers: Record<string, RequestHandler>;
}

const protocol = 'rpc-v2-cbor';
const headers = { 'content-type': 'application/cbor', 'smithy-protocol': protocol };
export const isCbor = (request: WireRequest) => request.header('smithy-protocol') === protocol;

const toResponse = (status: number, bytes: Uint8Array): WireResponse => ({
  status,
  headers,
  body: Buffer.from(bytes).toString('latin1'),
  encoding: 'latin1',
});

export function createCborService({ name, client, ...options }: CborOptions): EmulatedService {
  const handlers = tableOf(options.handlers);
  const operations = new Map(readOperations(client).map((operation) => [operation.name, operation]));
  return {
    name,
    find({ path, body }) {
      const operation = operations.get(/\/operation\/([^/]+)\/?$/.exec(path)?.[1] ?? '');
      if (operation === undefined) throw unknownOperation(path);
      return {
        name: operation.name,
        respond(call) {
          const handler = handlers[operation.name];
          if (handler === undefined) throw notImplemented(name, operation.name);
          const output = handler(readCbor(operation.input, body) as never, call, { path, body } as WireRequest);
          return toResponse(200, writeCbor(operation.output, output));
        },
      };
    },
    writeError: ({ name: type, message, status, members }) =>
      toResponse(status, cbor.serialize({ ...members, __type: type, message })),
  };
}

function readCbor(schema: NormalizedSchema, body: string): object {
  let input: unknown = {};
  try {
    if (body !== '') input = new CborCodec().createDeserializer().read(schema, Buffer.from(body, 'latin1'));
  } catch (error) {
    throw new AwsError('SerializationException', errorMessage(error));
  }
  return checkDecoded(schema, input) as object;
}

function writeCbor(schema: NormalizedSchema, output: object): Uint8Array {
  const serializer = new CborCodec().createSerializer();
  serializer.write(schema, output);
  return serializer.flush() as Uint8Array;
}
