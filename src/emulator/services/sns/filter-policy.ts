import { matchesEvent } from '../eventbridge/event-pattern.ts';
import { flawOf, matchesValue } from '../pattern-match.ts';
import type { MessageAttributes } from '../sqs/queues.ts';
import { invalidParameter } from './sns-errors.ts';

export type FilterPolicy = Record<string, unknown>;

export function readFilterPolicy(text: string): FilterPolicy {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw invalidParameter('FilterPolicy: failed to parse JSON.');
  }
  if (typeof policy !== 'object' || policy === null || Array.isArray(policy)) {
    throw invalidParameter('FilterPolicy: Filter is not an object');
  }
  for (const [name, part] of Object.entries(policy)) {
    const flaw = Array.isArray(part) ? part.map(flawOf).find(Boolean) : undefined;
    if (flaw !== undefined) throw invalidParameter(`FilterPolicy: ${flaw}`);
    if (typeof part !== 'object' || part === null) {
      throw invalidParameter(`FilterPolicy: "${name}" must be an object or an array`);
    }
  }
  return policy as FilterPolicy;
}

export const matchesAttributes = (policy: FilterPolicy, attributes: MessageAttributes) =>
  Object.entries(policy).every(([name, alternatives]) =>
    valuesOf(attributes, name).some((value) =>
      (alternatives as unknown[]).some((alternative) => matchesValue(alternative, value)),
    ),
  );

function valuesOf(attributes: MessageAttributes, name: string): unknown[] {
  const { DataType, StringValue } = attributes[name] ?? {};
  if (StringValue === undefined) return [undefined];
  if (DataType === 'Number') return [Number(StringValue)];
  if (DataType !== 'String.Array') return [StringValue];
  const list = readJson(StringValue);
  return Array.isArray(list) ? list : [undefined];
}

/** A body that is no JSON matches no policy. */
export function matchesBody(policy: FilterPolicy, body: string): boolean {
  const document = readJson(body);
  return document !== undefined && matchesEvent(policy as never, document);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
