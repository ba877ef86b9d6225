// The awsJson protocol: one path, with the operation in a header.
import { tableOf } from '../../lib/text/table.ts';
import { type AwsError, notImplemented, unknownOperation } from '../wire/aws-error.ts';
import { parseJson, readJson, writeJson } from '../wire/json.ts';
import { readOperations } from '../wire/operations.ts';
import { type OwnSchema, schemaOf, struct } from '../wire/own-schema.ts';
import { checkInput } from '../wire/strict-input.ts';
import { toTrailForm } from '../wire/trail-form.ts';
import type { Call, EmulatedService, FoundOperation, WireRequest, WireResponse } from './service.ts';

/** An output, or a function that waits for it until the caller disconnects. */
export type HandlerResult = object | ((signal: AbortSignal) => Promise<object>);
export type RequestHandler = (input: never, call: Call, request: WireRequest) => HandlerResult;

export interface JsonRpcOptions {
  name: string;
  /** The client module whose schemas read and write the bodies. Without it, handlers receive and return plain JSON. */
  client?: object;
  /** Without a client: the types of all parameters of the operations. */
  input?: OwnSchema;
  /** The prefix of the operation in `X-Amz-Target`. */
  target: string;
  version: '1.0' | '1.1';
  handlers: Record<string, RequestHandler>;
}

interface Codec {
  name: string;
  read(document: Record<string, unknown>): object;
  /** The input as CloudTrail records it; absent: not recorded. */
  toTrail?(input: object): unknown;
  write(output: object): string;
}

export function createJsonRpcService({
  name,
  client,
  input,
  target,
  version,
  ...options
}: JsonRpcOptions): EmulatedService {
  const handlers = tableOf(options.handlers);
  const codecOf = client === undefined ? plainCodecs(input) : schemaCodecs(client);
  const headers = { 'content-type': `application/x-amz-json-${version}` };
  return {
    name,
    find(request) {
      // botocore adds a package name before the target.
      const requested = request.header('x-amz-target') ?? '';
      const dot = requested.lastIndexOf('.');
      const codec = codecOf(requested.slice(dot + 1));
      if (!requested.slice(0, dot).endsWith(target) || codec === undefined) throw unknownOperation(requested);
      const found: FoundOperation = {
        name: codec.name,
        respond(call): WireResponse {
          const handler = handlers[codec.name];
          if (handler === undefined) throw notImplemented(name, codec.name);
          const parameters = codec.read(parseJson(request.body));
          if (codec.toTrail) found.request = codec.toTrail(parameters) as Record<string, unknown>;
          const output = handler(parameters as never, call, request);
          const write = (result: object) => ({ status: 200, headers, body: codec.write(result) });
          if (typeof output !== 'function') return write(output);
          const later = async (signal: AbortSignal) => write(await output(signal));
          return { status: 200, headers, body: '', later };
        },
      };
      return found;
    },
    writeError: ({ name: type, message, status, members }: AwsError) => ({
      status,
      headers,
      body: JSON.stringify({ ...members, __type: type, message }),
    }),
  };
}

function plainCodecs(input: OwnSchema = struct({})): (name: string) => Codec {
  const schema = schemaOf(input);
  return (name) => ({
    name,
    read: (document) => checkInput(schema, document) as object,
    write: JSON.stringify,
    ...(isReading(name) ? {} : { toTrail: (parameters) => toTrailForm(schema, parameters) }),
  });
}

const isReading = (name: string): boolean => /^(List|Describe|Get|Lookup)/.test(name);

function schemaCodecs(client: object): (name: string) => Codec | undefined {
  const operations = new Map(readOperations(client).map((operation) => [operation.name, operation]));
  return (name) => {
    const operation = operations.get(name);
    return (
      operation && {
        name,
        read: (document) => readJson(operation.input, document),
        // Some outputs have no members.
        write: (output) => (operation.output.isStructSchema() ? writeJson(operation.output, output) : '{}'),
      }
    );
  };
}
