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
      const [prefix, operationName = ''] = (request.header('x-amz-target') ?? '').split('.');
      const operation = operations.get(operationName);
      if (prefix !== target || operation === undefined) throw unknownOperation(`${prefix}.${operationName}`);
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
