// Matches one alternative of an event pattern or filter policy with one value.
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
import { BlockList, isIP } from 'node:net';
import { isBag } from '../../lib/bag.ts';
import { tableOf } from '../../lib/text/table.ts';
import { matchesWildcard } from '../../lib/text/wildcard.ts';

interface Operator {
  matches(argument: unknown, value: unknown): boolean;
  /** Whether AWS accepts the argument. */
  accepts(argument: unknown): boolean;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isScalar = (value: unknown) => isText(value) || typeof value === 'number';
const isFilledList = (value: unknown): value is unknown[] => Array.isArray(value) && value.length > 0;
const looseOf = (argument: unknown) => (isBag(argument) ? argument['equals-ignore-case'] : undefined);

/** `{"prefix": {"equals-ignore-case": "x"}}` ignores case. */
const affix = (compare: (value: string, part: string) => boolean): Operator => ({
  accepts: (argument) =>
    isText(argument) || (isText(looseOf(argument)) && Object.keys(argument as object).length === 1),
  matches(argument, value) {
    if (!isText(value)) return false;
    if (isText(argument)) return compare(value, argument);
    const loose = looseOf(argument);
    return isText(loose) && compare(value.toLowerCase(), loose.toLowerCase());
  },
});

const comparisons = tableOf<(a: number, b: number) => boolean>({
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '=': (a, b) => a === b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
});

const pairsOf = (argument: unknown[]) =>
  argument.flatMap((sign, index) => (index % 2 === 0 ? [[sign, argument[index + 1]] as const] : []));

const largestNumber = 5e9;
const numeric: Operator = {
  accepts: (argument) =>
    isFilledList(argument) &&
    (argument.length === 2 || argument.length === 4) &&
    pairsOf(argument).every(
      ([sign, limit]) =>
        isText(sign) &&
        comparisons[sign] !== undefined &&
        typeof limit === 'number' &&
        Math.abs(limit) <= largestNumber,
    ),
  matches: (argument, value) =>
    Array.isArray(argument) &&
    typeof value === 'number' &&
    pairsOf(argument).every(([sign, limit]) => comparisons[String(sign)]?.(value, Number(limit))),
};

/** Parses an address with a prefix length (CIDR). */
function readBlock(argument: unknown): { address: string; bits: number; family: 'ipv4' | 'ipv6' } | undefined {
  const [, address = '', bits = ''] = (isText(argument) ? /^([0-9a-fA-F.:]+)\/(\d{1,3})$/.exec(argument) : null) ?? [];
  const version = isIP(address);
  if (version === 0 || Number(bits) > (version === 4 ? 32 : 128)) return undefined;
  return { address, bits: Number(bits), family: version === 4 ? 'ipv4' : 'ipv6' };
}

const cidr: Operator = {
  accepts: (argument) => readBlock(argument) !== undefined,
  matches(argument, value) {
    const block = readBlock(argument);
    if (block === undefined || !isText(value) || isIP(value) !== (block.family === 'ipv4' ? 4 : 6)) return false;
    const list = new BlockList();
    list.addSubnet(block.address, block.bits, block.family);
    return list.check(value, block.family);
  },
};

const wildcard: Operator = {
  accepts: (argument) => isText(argument) && !argument.includes('**'),
  matches: (argument, value) => isText(argument) && isText(value) && matchesWildcard(argument, value),
};

const sameText: Operator = {
  accepts: isText,
  matches: (argument, value) => isText(argument) && isText(value) && argument.toLowerCase() === value.toLowerCase(),
};

const prefix = affix((value, part) => value.startsWith(part));
const suffix = affix((value, part) => value.endsWith(part));
/** Inside of `anything-but` these operators accept lists as well. */
const negatable = tableOf<Operator>({ prefix, suffix, wildcard, 'equals-ignore-case': sameText });

const anythingBut: Operator = {
  accepts(argument) {
    if (isScalar(argument)) return true;
    if (Array.isArray(argument)) return isFilledList(argument) && argument.every(isScalar);
    const [[name, inner] = ['', undefined], ...others] = Object.entries(argument ?? {});
    const operator = negatable[name];
    if (operator === undefined || others.length > 0) return false;
    return Array.isArray(inner) ? isFilledList(inner) && inner.every(operator.accepts) : operator.accepts(inner);
  },
  matches(argument, value) {
    if (value === undefined) return false;
    const isExcluded = (excluded: unknown) => {
      if (!isBag(excluded)) return excluded === value;
      return Object.entries(excluded).some(([name, inner]) =>
        [inner].flat().some((part) => negatable[name]?.matches(part, value)),
      );
    };
    return ![argument].flat().some(isExcluded);
  },
};

const operators = tableOf<Operator>({
  prefix,
  suffix,
  wildcard,
  cidr,
  numeric,
  'equals-ignore-case': sameText,
  exists: {
    accepts: (argument) => typeof argument === 'boolean',
    matches: (argument, value) => (value !== undefined) === argument,
  },
  'anything-but': anythingBut,
});

/** Patterns match leaf values: a structure counts as absent. */
export function matchesValue(alternative: unknown, value: unknown): boolean {
  const leaf = isBag(value) ? undefined : value;
  if (!isBag(alternative)) return alternative === leaf;
  return Object.entries(alternative).every(([name, argument]) => operators[name]?.matches(argument, leaf) ?? false);
}

/** The error in an alternative; undefined if it is valid. */
export function flawOf(alternative: unknown): string | undefined {
  if (Array.isArray(alternative)) return 'A match type cannot be an array';
  if (!isBag(alternative)) return undefined;
  const [[name, argument] = ['', undefined], ...others] = Object.entries(alternative);
  if (others.length > 0 || name === '') return 'Only one key allowed in match expression';
  const operator = operators[name];
  if (operator === undefined) return `Unrecognized match type ${name}`;
  return operator.accepts(argument) ? undefined : `The operand of ${name} is not valid`;
}
