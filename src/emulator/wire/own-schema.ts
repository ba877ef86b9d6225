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
  Object.values(members).map((member) => [member, 0]),
];

interface OperationShapes {
  input: OwnSchema;
  output: OwnSchema;
}

/** Of a REST protocol: a POST to the path. */
export const operation = (name: string, path: string, { input, output }: OperationShapes): OwnSchema => [
  9,
  'vaultop',
  name,
  { http: ['POST', path, 200] },
  input,
  output,
];

export const schemaOf = (schema: OwnSchema): NormalizedSchema => NormalizedSchema.of(schema as SchemaRef);
