// Schemas of operations, in the form that @smithy/core reads and the SDK's own clients export.
// https://smithy.io/2.0/spec/model.html

export type Schema = unknown;

/** A schema, optionally with traits for its protocol, such as the name of an XML element. */
export type MemberSchema = Schema | Tagged;

interface Tagged {
  readonly schema: Schema;
  readonly traits: Readonly<Record<string, unknown>>;
}

const namespace = 'vaultop.declared';

export const text: Schema = 0;
export const number: Schema = 1;
export const flag: Schema = 2;
/** Seconds in JSON, ISO text in XML. */
export const time: Schema = 4;
/** ISO text in JSON as well. */
export const isoTime: Schema = 5;
/** Any JSON. */
export const document: Schema = 15;

/** For query protocols: the element of the member has another name. */
export const named = (xmlName: string, schema: Schema): Tagged => ({ schema, traits: { xmlName } });

/** `itemName`: the element of an item, if it is not `member`. */
export const listOf = (item: Schema, itemName?: string): Schema => [
  1,
  namespace,
  'List',
  0,
  itemName === undefined ? item : [item, { xmlName: itemName }],
];

export const mapOf = (value: Schema): Schema => [2, namespace, 'Map', 0, text, value];

export const structure = (members: Readonly<Record<string, MemberSchema>>): Schema => [
  3,
  namespace,
  'Structure',
  0,
  Object.keys(members),
  Object.values(members).map((member) => (isTagged(member) ? [member.schema, member.traits] : [member, 0])),
];

/** For REST protocols: the member stands in the path of the request. */
export const inPath = (schema: Schema): Tagged => ({ schema, traits: { httpLabel: 1 } });

/** For REST protocols: the member stands in the query of the request. */
export const inQuery = (name: string, schema: Schema): Tagged => ({ schema, traits: { httpQuery: name } });

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** For REST protocols. `status`: of the response to a request that was carried out. */
interface Route {
  readonly method: Method;
  readonly path: string;
  readonly status: number;
}

interface OperationShape {
  readonly input: Schema;
  readonly output: Schema;
  /** For REST protocols; a path alone stands for a POST to it. */
  readonly route?: string | Route;
}

export const operation = (name: string, { input, output, route }: OperationShape): Schema => [
  9,
  namespace,
  name,
  route === undefined ? 0 : { http: httpOf(route) },
  input,
  output,
];

const httpOf = (route: string | Route) =>
  typeof route === 'string' ? ['POST', route, 200] : [route.method, route.path, route.status];

const isTagged = (member: MemberSchema): member is Tagged =>
  typeof member === 'object' && member !== null && !Array.isArray(member) && 'traits' in member;
