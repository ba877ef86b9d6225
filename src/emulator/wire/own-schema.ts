// Input schemas of services whose client is not installed, in the format of the clients' schemas:
// https://smithy.io/2.0/spec/model.html
import { NormalizedSchema } from '@smithy/core/schema';
import type { SchemaRef } from './operations.ts';

export type OwnSchema = unknown;

export const text: OwnSchema = 0;
export const number: OwnSchema = 1;
export const flag: OwnSchema = 2;
/** Any JSON. */
export const document: OwnSchema = 15;
export const listOf = (item: OwnSchema): OwnSchema => [1, 'vaultop', 'List', 0, item];
export const mapOf = (value: OwnSchema): OwnSchema => [2, 'vaultop', 'Map', 0, text, value];
export const struct = (members: Record<string, OwnSchema>): OwnSchema => [
  3,
  'vaultop',
  'Struct',
  0,
  Object.keys(members),
  Object.values(members).map((member) => (isBound(member) ? [member.schema, member.traits] : [member, 0])),
];

/** A member outside of the body: `httpLabel` in the path, `httpQuery` in the query. */
export const bound = (traits: Bound['traits'], schema: OwnSchema): Bound => ({ schema, traits });

interface Bound {
  schema: OwnSchema;
  traits: { httpLabel: 1 } | { httpQuery: string };
}

const isBound = (member: OwnSchema): member is Bound =>
  typeof member === 'object' && member !== null && 'traits' in member;

interface OperationShapes {
  input: OwnSchema;
  output: OwnSchema;
}

interface Route {
  method: string;
  path: string;
  /** Of the response to a request that was carried out. */
  status: number;
}

/** Of a REST protocol; a path alone stands for a POST to it. */
export const operation = (name: string, route: string | Route, { input, output }: OperationShapes): OwnSchema => [
  9,
  'vaultop',
  name,
  { http: typeof route === 'string' ? ['POST', route, 200] : [route.method, route.path, route.status] },
  input,
  output,
];

export const schemaOf = (schema: OwnSchema): NormalizedSchema => NormalizedSchema.of(schema as SchemaRef);
