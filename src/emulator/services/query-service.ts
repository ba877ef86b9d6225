// awsQuery: the operation and its input in a form, the answer in XML. EC2 wraps its answers otherwise.
import { tableOf } from '../../lib/text/table.ts';
import { type AwsError, missingParameter, notImplemented } from '../wire/aws-error.ts';
import { type FormTree, readForm } from '../wire/form.ts';
import { type OwnSchema, schemaOf, struct } from '../wire/own-schema.ts';
import { readFormBy } from '../wire/query-schema.ts';
import { toXml, type XmlNode } from '../wire/xml.ts';
import type { RequestHandler } from './json-rpc-service.ts';
import type { Service, WireAnswer } from './service.ts';

export interface QueryOptions {
  name: string;
  xmlns: string;
  handlers: Record<string, RequestHandler>;
  /** The types of all that its operations take. */
  input?: OwnSchema;
  /** Makes a handler's input of what the form says, where `input` alone does not say it. */
  toInput?: (operation: string, form: Record<string, FormTree>) => object;
  /** Makes the XML of what a handler answers. */
  toResult?: (operation: string, output: object) => XmlNode;
  /** The code an error goes by in this protocol, where it is not its name. */
  codeOf?: (error: AwsError) => string;
  isEc2?: boolean;
}

const headers = { 'content-type': 'text/xml' };
const RequestId = 'vaultop';

export function createQueryService(options: QueryOptions): Service {
  const { name, xmlns, toResult = (_, output) => output as XmlNode } = options;
  const handlers = tableOf(options.handlers);
  const schema = schemaOf(options.input ?? struct({}));
  const toInput = options.toInput ?? ((_, form) => readFormBy(schema, form) as object);
  const write = (operation: string, output: object): WireAnswer => {
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
        answer(call) {
          const handler = handlers[operation];
          if (handler === undefined) throw notImplemented(name, operation);
          const output = handler(toInput(operation, form) as never, call, request);
          if (typeof output !== 'function') return write(operation, output);
          const later = async (gone: AbortSignal) => write(operation, await output(gone));
          return { status: 200, headers, body: '', later };
        },
      };
    },
    writeError(error) {
      const { message, status } = error;
      const told = { Code: options.codeOf?.(error) ?? error.name, Message: message };
      const Type = status < 500 ? 'Sender' : 'Receiver';
      const body = options.isEc2
        ? toXml({ Response: { Errors: { Error: told }, RequestID: RequestId } })
        : `<ErrorResponse xmlns="${xmlns}">${toXml({ Error: { Type, ...told }, RequestId })}</ErrorResponse>`;
      return { status, headers, body };
    },
  };
}

export const isForm = (request: { header(name: string): string | undefined }) =>
  request.header('x-amz-target') === undefined;
