// The rest-json protocol: routes, and inputs from path, query and body.
import { FromStringShapeDeserializer } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from './aws-error.ts';
import { parseJson, readJson } from './json.ts';
import type { Operation } from './operations.ts';
import { isCalendarDate } from './strict-input.ts';

export interface OperationRoute {
  operation: Operation;
  labels: Record<string, string>;
}

export type Router = (method: string, path: string, query: URLSearchParams) => OperationRoute | undefined;

const isLabel = (segment: string) => segment.startsWith('{');
const literalCount = ({ segments, literals }: Operation) =>
  segments.filter((segment) => !isLabel(segment)).length + literals.length;

export function createRouter(operations: Operation[]): Router {
  const key = (method: string, length: number) => `${method} ${length}`;
  const byShape = Map.groupBy(operations, ({ method, segments }) => key(method, segments.length));
  for (const group of byShape.values()) group.sort((a, b) => literalCount(b) - literalCount(a));

  return (method, path, query) => {
    // Labels can contain whole ARNs: the path is split at unencoded slashes and decoded afterwards.
    const raw = path.split('/').slice(1);
    if (raw.at(-1) === '') raw.pop();
    for (const operation of byShape.get(key(method, raw.length)) ?? []) {
      if (!operation.literals.every((literal) => query.has(literal.split('=')[0] ?? ''))) continue;
      const labels = matchSegments(operation.segments, raw);
      if (labels !== undefined) return { operation, labels };
    }
    return undefined;
  };
}

function matchSegments(pattern: string[], raw: string[]): Record<string, string> | undefined {
  const labels: Record<string, string> = {};
  for (const [index, segment] of pattern.entries()) {
    const actual = raw[index] ?? '';
    if (isLabel(segment)) {
      if (actual === '') return undefined;
      labels[segment.slice(1, -1)] = decodeLabel(actual);
    } else if (segment !== actual) return undefined;
  }
  return labels;
}

function decodeLabel(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AwsError('SerializationException', 'The path is not percent-encoded UTF-8.');
  }
}

/** Dates in a query are ISO text, unlike the epoch seconds of a body. */
const strings = new FromStringShapeDeserializer({
  httpBindings: true,
  timestampFormat: { useTrait: true, default: 5 },
});

export function readRestInput({ operation, labels }: OperationRoute, query: URLSearchParams, body: string): object {
  const bound: Record<string, unknown> = {};
  for (const [name, member] of operation.input.structIterator()) {
    const traits = member.getMergedTraits();
    if (traits.httpLabel) bound[name] = readText(member, labels[name] ?? '', `The path parameter ${name}`);
    else if (traits.httpQuery) bound[name] = readQuery(member, query.getAll(traits.httpQuery), traits.httpQuery);
  }
  const fromBody = body === '' ? {} : readJson(operation.input, parseJson(body));
  return { ...fromBody, ...bound };
}

function readText(member: NormalizedSchema, text: string, subject: string) {
  let value: unknown;
  try {
    value = strings.read(member, text);
  } catch {
    value = undefined;
  }
  const isRead = member.isNumericSchema()
    ? Number.isFinite(value)
    : !member.isTimestampSchema() || (value instanceof Date && isCalendarDate(value));
  if (isRead && value !== undefined) return value;
  throw new AwsError('SerializationException', `${subject} cannot be read: ${text}.`);
}

function readQuery(member: NormalizedSchema, texts: string[], name: string) {
  const [text] = texts;
  if (text === undefined) return undefined;
  if (member.isListSchema())
    return texts.map((item) => readText(member.getValueSchema(), item, `The query parameter ${name}`));
  return readText(member, text, `The query parameter ${name}`);
}
