import { tableOf } from '../../lib/text/table.ts';
import { type AwsError, notImplemented, unknownOperation } from '../wire/aws-error.ts';
import { createJsonWriter } from '../wire/json.ts';
import { type Operation, readOperations } from '../wire/operations.ts';
import { createRouter, readRestInput } from '../wire/rest-json.ts';
import { toTrailForm } from '../wire/trail-form.ts';
import type { EmulatedService, FoundOperation, Handler, WireResponse } from './service.ts';

const headers = { 'content-type': 'application/json' };

export function createRestJsonService(
  name: string,
  client: object,
  implemented: Record<string, Handler>,
): EmulatedService {
  const handlers = tableOf(implemented);
  const operations = readOperations(client);
  const route = createRouter(operations);
  const asModelled = createJsonWriter<undefined>({});
  const write = ({ output }: Operation, value: object) => asModelled(output, value, undefined);
  return {
    name,
    operations: operations.map((operation) => ({ name: operation.name, implemented: operation.name in handlers })),
    find(request) {
      const found = route(request.method, request.path, request.query);
      if (found === undefined) throw unknownOperation(`${request.method} ${request.path}`);
      const { operation } = found;
      const operationFound: FoundOperation = {
        name: operation.name,
        respond(call) {
          const handler = handlers[operation.name];
          if (handler === undefined) throw notImplemented(name, operation.name);
          const input = readRestInput(found, request.query, request.body);
          if (operation.method !== 'GET') {
            operationFound.request = toTrailForm(operation.input, input) as Record<string, unknown>;
          }
          const output = handler(input as never, call);
          if (operation.method !== 'GET' && operation.output.isStructSchema()) {
            operationFound.response = toTrailForm(operation.output, output) as Record<string, unknown>;
          }
          const body = operation.output.isStructSchema() ? (call.write ?? write)(operation, output) : '';
          return { status: operation.status, headers, body };
        },
      };
      return operationFound;
    },
    writeError,
  };
}

function writeError({ name, message, status, members }: AwsError): WireResponse {
  return {
    status,
    headers: { ...headers, 'x-amzn-errortype': name },
    body: JSON.stringify({ __type: name, ...members, Message: message }),
  };
}
