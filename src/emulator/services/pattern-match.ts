// One alternative of an event pattern or filter policy against one value.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
import { matchesWildcard } from '../../lib/wildcard.ts';

type Test = (argument: unknown, value: unknown) => boolean;

const isText = (value: unknown): value is string => typeof value === 'string';
/** `{"prefix": {"equals-ignore-case": "x"}}` compares without regard to case. */
function affix(compare: (value: string, part: string) => boolean): Test {
  return (argument, value) => {
    if (!isText(value)) return false;
    if (isText(argument)) return compare(value, argument);
    const loose = (argument as { 'equals-ignore-case'?: unknown })['equals-ignore-case'];
    return isText(loose) && compare(value.toLowerCase(), loose.toLowerCase());
  };
}

const comparisons: Record<string, (a: number, b: number) => boolean> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '=': (a, b) => a === b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

function isInRange(argument: unknown, value: unknown): boolean {
  if (!Array.isArray(argument) || typeof value !== 'number') return false;
  for (let at = 0; at < argument.length; at += 2) {
    if (!comparisons[String(argument[at])]?.(value, Number(argument[at + 1]))) return false;
  }
  return true;
}

const isLikeText: Test = (argument, value) => isText(argument) && isText(value) && matchesWildcard(argument, value);

const isSameText: Test = (argument, value) =>
  isText(argument) && isText(value) && argument.toLowerCase() === value.toLowerCase();

const tests: Record<string, Test> = {
  prefix: affix((value, part) => value.startsWith(part)),
  suffix: affix((value, part) => value.endsWith(part)),
  wildcard: anyOf(isLikeText),
  'equals-ignore-case': anyOf(isSameText),
  numeric: isInRange,
  exists: (argument, value) => (value !== undefined) === argument,
  'anything-but': (argument, value) =>
    value !== undefined && ![argument].flat().some((alternative) => matchesValue(alternative, value)),
};

/** Inside `anything-but` these take lists too. */
function anyOf(test: Test): Test {
  return (argument, value) => [argument].flat().some((one) => test(one, value));
}

export function matchesValue(alternative: unknown, value: unknown): boolean {
  if (typeof alternative !== 'object' || alternative === null) return alternative === value;
  return Object.entries(alternative).every(([name, argument]) => tests[name]?.(argument, value) ?? false);
}

/** Says what is wrong with an alternative, if something is. */
export function flawOf(alternative: unknown): string | undefined {
  if (Array.isArray(alternative)) return 'A match type cannot be an array';
  if (typeof alternative !== 'object' || alternative === null) return undefined;
  const names = Object.keys(alternative);
  if (names.length !== 1) return 'Only one key allowed in match expression';
  return names.every((name) => Object.hasOwn(tests, name)) ? undefined : `Unrecognized match type ${names[0]}`;
}
