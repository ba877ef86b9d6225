// The awsQuery protocol: a form with the operation and its input; the response is XML. EC2 has other response elements.
import { tableOf } from '../../lib/text/table.ts';
import { type AwsError, missingParameter, notImplemented } from '../wire/aws-error.ts';
import { type FormTree, readForm } from '../wire/form.ts';
import { type OwnSchema, schemaOf, struct } from '../wire/own-schema.ts';
import { readFormBy } from '../wire/query-schema.ts';
import { toXml, type XmlNode } from '../wire/xml.ts';
import type { RequestHandler } from './json-rpc-service.ts';
import type { EmulatedService, WireResponse } from './service.ts';

export interface QueryServiceOptions {
  name: string;
  xmlns: string;
  handlers: Record<string, RequestHandler>;
  /** The types of all parameters of the operations. */
  input?: OwnSchema;
  /** Converts the form to a handler's input, if `input` is not sufficient. */
  toInput?: (operation: string, form: Record<string, FormTree>) => object;
  /** Converts a handler's output to XML. */
  toResult?: (operation: string, output: object) => XmlNode;
  /** The error code in this protocol, if it differs from the error's name. */
  codeOf?: (error: AwsError) => string;
  isEc2?: boolean;
}

const headers = { 'content-type': 'text/xml' };
const RequestId = 'vaultop';

export function createQueryService(options: QueryServiceOptions): EmulatedService {
  const { name, xmlns, toResult = (_, output) => output as XmlNode } = options;
  const handlers = tableOf(options.handlers);
  const schema = schemaOf(options.input ?? struct({}));
  const toInput = options.toInput ?? ((_, form) => readFormBy(schema, form) as object);
  const write = (operation: string, output: object): WireResponse => {
    const result = toResult(operation, output);
    const inner = options.isEc2
      ? { requestId: RequestId, ...result }
      : { [`${operation}Result`]: result, ResponseMetadata: { RequestId } };
    const body = `<${operation}Response xmlns="${xmlns}">${toXml(inner)}</${operation}Response>`;
    return { status: 200, headers, body };
  };
  return {
    name,
    find(request) {
      const { Action = '', Version: _, ...form } = readForm(new URLSearchParams(request.body || request.query));
      const operation = String(Action);
      if (operation === '') throw missingParameter('The request names no Action.');
      return {
        name: operation,
        respond(call) {
          const handler = handlers[operation];
          if (handler === undefined) throw notImplemented(name, operation);
          const output = handler(toInput(operation, form) as never, call, request);
          if (typeof output !== 'function') return write(operation, output);
          const later = async (signal: AbortSignal) => write(operation, await output(signal));
          return { status: 200, headers, body: '', later };
        },
      };
    },
    writeError(error) {
      const { message, status } = error;
      const details = { Code: options.codeOf?.(error) ?? error.name, Message: message };
      const Type = status < 500 ? 'Sender' : 'Receiver';
      const body = options.isEc2
        ? toXml({ Response: { Errors: { Error: details }, RequestID: RequestId } })
        : `<ErrorResponse xmlns="${xmlns}">${toXml({ Error: { Type, ...details }, RequestId })}</ErrorResponse>`;
      return { status, headers, body };
    },
  };
}

export const isForm = (request: { header(name: string): string | undefined }) =>
  request.header('x-amz-target') === undefined;
