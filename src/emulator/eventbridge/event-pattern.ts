import { tableOf } from '../../lib/text/table.ts';
import { AwsError } from '../wire/aws-error.ts';
import { flawOf, matchesValue } from '../wire/pattern-match.ts';

export interface EventPattern {
  [name: string]: EventPattern | EventPattern[] | unknown[];
}

const invalid = (reason: string) =>
  new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`);

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
const longestPattern = 4_096;

export function readPattern(text: string): EventPattern {
  if (text.length > longestPattern) throw invalid('Event pattern is too long');
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch {
    throw invalid('Filter is not a valid JSON object');
  }
  if (!isObject(pattern)) throw invalid('Filter is not an object');
  check(pattern);
  return pattern as EventPattern;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function check(pattern: Record<string, unknown>): void {
  if (Object.keys(pattern).length === 0) throw invalid('Empty objects are not allowed');
  for (const [name, part] of Object.entries(pattern)) {
    if (isObject(part)) check(part);
    else if (!Array.isArray(part)) throw invalid(`"${name}" must be an object or an array`);
    else if (part.length === 0) throw invalid('Empty arrays are not allowed');
    else if (name === '$or') part.forEach(checkAlternative);
    else {
      const flaw = part.map(flawOf).find((found) => found !== undefined);
      if (flaw !== undefined) throw invalid(flaw);
    }
  }
}

function checkAlternative(part: unknown): void {
  if (!isObject(part)) throw invalid('"$or" must be an array of objects');
  check(part);
}

export function matchesEvent(pattern: EventPattern, event: unknown): boolean {
  // A list of structures matches if one of them matches.
  if (Array.isArray(event)) return event.some((item) => isObject(item) && matchesEvent(pattern, item));
  const members = tableOf(isObject(event) ? event : {});
  return Object.entries(pattern).every(([name, part]) => {
    if (name === '$or') return (part as EventPattern[]).some((alternative) => matchesEvent(alternative, event));
    const value = members[name];
    if (!Array.isArray(part)) return matchesEvent(part as EventPattern, value);
    const values = Array.isArray(value) && value.length > 0 ? value : [Array.isArray(value) ? undefined : value];
    return part.some((alternative) => values.some((candidate) => matchesValue(alternative, candidate)));
  });
}
