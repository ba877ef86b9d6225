// The operations of a service, read from the schemas that its client exports, so that every route is correct.
import { NormalizedSchema } from '@smithy/core/schema';

export type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];

export interface Operation {
  name: string;
  method: string;
  /** `{Name}` is a label. */
  segments: string[];
  /** Query literals that belong to the route, such as `?delete`. */
  literals: string[];
  status: number;
  input: NormalizedSchema;
  output: NormalizedSchema;
}

const operationTag = 9;

export function readOperations(clientExports: object): Operation[] {
  return Object.entries(clientExports)
    .filter(([key, value]) => key.endsWith('$') && Array.isArray(value) && value[0] === operationTag)
    .map(([, value]) => toOperation(value));
}

function toOperation(schema: unknown[]): Operation {
  const [, , name, traits, input, output] = schema;
  const [method = 'POST', uri = '/', status = 200] =
    (traits as { http?: [string, string, number] } | undefined)?.http ?? [];
  const [path = '/', query = ''] = uri.split('?');
  return {
    name: String(name),
    method,
    segments: path.split('/').filter((segment) => segment !== ''),
    literals: query.split('&').filter((literal) => literal !== ''),
    status,
    input: NormalizedSchema.of(input as SchemaRef),
    output: NormalizedSchema.of(output as SchemaRef),
  };
}
