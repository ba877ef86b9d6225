// awsJson: one path, and the operation in a header.
import { type AwsError, notImplemented, unknownOperation } from '../wire/aws-error.ts';
import { parseJson, readJson, writeJson } from '../wire/json.ts';
import { readOperations } from '../wire/operations.ts';
import type { Handler, Service } from './service.ts';

export interface JsonRpcOptions {
  name: string;
  client: object;
  /** What stands before the operation in `X-Amz-Target`. */
  target: string;
  version: '1.0' | '1.1';
  handlers: Record<string, Handler>;
}

export function createJsonRpcService({ name, client, target, version, handlers }: JsonRpcOptions): Service {
  const operations = new Map(readOperations(client).map((operation) => [operation.name, operation]));
  const headers = { 'content-type': `application/x-amz-json-${version}` };
  return {
    name,
    find(request) {
      // botocore puts a package name before the target.
      const asked = request.header('x-amz-target') ?? '';
      const dot = asked.lastIndexOf('.');
      const operation = operations.get(asked.slice(dot + 1));
      if (!asked.slice(0, dot).endsWith(target) || operation === undefined) throw unknownOperation(asked);
      return {
        name: operation.name,
        answer(call) {
          const handler = handlers[operation.name];
          if (handler === undefined) throw notImplemented(name, operation.name);
          const output = handler(readJson(operation.input, parseJson(request.body)) as never, call);
          return { status: 200, headers, body: writeJson(operation.output, output) };
        },
      };
    },
    writeError: ({ name: type, message, status, members }: AwsError) => ({
      status,
      headers,
      body: JSON.stringify({ ...members, __type: type, message }),
    }),
  };
}
