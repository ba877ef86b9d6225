import { isBag } from '../../lib/bag.ts';
import { tableOf } from '../../lib/text/table.ts';
import { matchesEvent } from '../eventbridge/event-pattern.ts';
import type { MessageAttributes } from '../sqs/queues.ts';
import { flawOf, matchesValue } from '../wire/pattern-match.ts';
import { invalidParameter } from './sns-errors.ts';

export type FilterPolicy = Readonly<Record<string, unknown>>;

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
  check(policy as FilterPolicy, 1);
  return policy as FilterPolicy;
}

/** The largest number of levels. */
const deepest = 5;

function check(policy: FilterPolicy, depth: number): void {
  if (depth > deepest) throw invalidParameter('FilterPolicy: Filter policy is nested too deep');
  for (const [name, part] of Object.entries(policy)) {
    if (isBag(part)) check(part, depth + 1);
    else if (!Array.isArray(part)) throw invalidParameter(`FilterPolicy: "${name}" must be an object or an array`);
    else if (name === '$or') checkAlternatives(part, depth);
    else {
      const flaw = part.map(flawOf).find(Boolean);
      if (flaw !== undefined) throw invalidParameter(`FilterPolicy: ${flaw}`);
    }
  }
}

function checkAlternatives(alternatives: unknown[], depth: number): void {
  const isWhole =
    alternatives.length >= 2 &&
    alternatives.every((alternative) => isBag(alternative) && Object.keys(alternative).length > 0);
  if (!isWhole) throw invalidParameter('FilterPolicy: "$or" must be an array of at least two objects');
  for (const alternative of alternatives) check(alternative as FilterPolicy, depth + 1);
}

/** Attributes have no levels: a structure in the policy matches nothing. */
export const matchesAttributes = (policy: FilterPolicy, attributes: MessageAttributes): boolean =>
  Object.entries(policy).every(([name, alternatives]) => {
    if (!Array.isArray(alternatives)) return false;
    if (name === '$or')
      return alternatives.some((alternative) => matchesAttributes(alternative as FilterPolicy, attributes));
    return valuesOf(attributes, name).some((value) =>
      alternatives.some((alternative) => matchesValue(alternative, value)),
    );
  });

function valuesOf(attributes: MessageAttributes, name: string): unknown[] {
  const { DataType, StringValue } = tableOf(attributes)[name] ?? {};
  if (StringValue === undefined) return [undefined];
  if (DataType === 'Number') return [Number(StringValue)];
  if (DataType !== 'String.Array') return [StringValue];
  const list = readJson(StringValue);
  return Array.isArray(list) ? list : [undefined];
}

/** A body that is not JSON matches no policy. */
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
