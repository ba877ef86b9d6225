// The language of filters. It does not depend on the store, so that the UI can parse a filter, too.
//
// Terms are separated by spaces, and a row passes if all of them match. `!` before a term inverts it.
//   prod            a text that the row contains
//   /exp/ or ~exp   a regular expression that matches one of its texts; ~ takes the rest of the line
//   vault:prod      a column that contains a text, or equals it if the column has numbers or states
//   size:>1GB       a column that is compared by < <= > >= =
//   since:60d       rows of that time or later; until:2026-10-01 rows before that time
import { minuteMs, parseDuration } from '../../lib/duration.ts';
import { parseTime } from '../../lib/text/parse-time.ts';
import { fold } from '../fold.ts';
import type { FilterColumn } from './list-query.ts';

export type Operator = '<' | '<=' | '>' | '>=' | '=';

export type Term = { readonly isInverse: boolean } & (
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'expression'; readonly pattern: RegExp }
  | {
      readonly kind: 'contains';
      readonly column: FilterColumn;
      readonly text: string;
    }
  | {
      readonly kind: 'compares';
      readonly column: FilterColumn;
      readonly operator: Operator;
      readonly value: number;
    }
);

export interface ParsedFilter {
  readonly terms: readonly Term[];
  /** A sentence; if it is set, there are no terms. */
  readonly problem?: string;
  /** Incomplete terms, such as `vault:` or `!` while they are typed: they match all rows. */
  readonly unfinished: readonly string[];
}

class FilterProblem extends Error {}

type Columns = Readonly<Record<string, FilterColumn>>;

/** Parses a filter. Never throws: an invalid filter has a `problem` and no terms. */
export function parseFilter(typed: string, columns: Columns = {}): ParsedFilter {
  try {
    const parts = partsOf(typed).map((part) => ({
      part,
      term: termOf(part, columns),
    }));
    return {
      terms: parts.flatMap(({ term }) => term ?? []),
      unfinished: parts.flatMap(({ part: { isInverse, text }, term }) =>
        term ? [] : [`${isInverse ? '!' : ''}${text}`],
      ),
    };
  } catch (error) {
    if (error instanceof FilterProblem) return { terms: [], unfinished: [], problem: error.message };
    throw error;
  }
}

interface Part {
  readonly isInverse: boolean;
  readonly text: string;
  readonly expression?: string;
}

const oneTerm = /\s*(?<mark>!?)(?:~(?<rest>.+)$|\/(?<between>.+?)\/(?=\s|$)|(?<plain>[^\s":]+:"[^"]*"?|\S+))/suy;

function partsOf(typed: string): Part[] {
  const parts: Part[] = [];
  oneTerm.lastIndex = 0;
  for (let match = oneTerm.exec(typed); match; match = oneTerm.exec(typed)) {
    const { mark, rest, between, plain = '' } = match.groups ?? {};
    const expression = rest ?? between;
    parts.push({
      isInverse: mark === '!',
      text: plain,
      ...(expression === undefined ? {} : { expression }),
    });
  }
  return parts;
}

/** undefined: the term is incomplete, and matches all rows. */
function termOf({ isInverse, text, expression }: Part, columns: Columns): Term | undefined {
  if (expression !== undefined) return { kind: 'expression', isInverse, pattern: patternOf(expression) };
  if (text === '' || text === '~' || text === '!') return undefined;
  const colon = text.indexOf(':');
  const name = text.slice(0, Math.max(0, colon)).toLowerCase();
  if (!Object.hasOwn(columns, name)) return { kind: 'word', isInverse, word: fold(text) };
  const value = text.slice(colon + 1);
  if (value === '') return undefined;
  return {
    isInverse,
    ...columnTerm(name, value, columns[name] as FilterColumn),
  };
}

function columnTerm(name: string, typed: string, column: FilterColumn) {
  const unquoted = typed.replaceAll('"', '');
  if (column.kind === 'text') return { kind: 'contains', column, text: fold(unquoted) } as const;
  const [, sign = '', rest = ''] = /^([<>]=?|=|)(.*)$/s.exec(unquoted) ?? [];
  if (column.bound && sign === '') return boundTerm(name, rest, column);
  const value = valueIn(rest, column.kind);
  if (value === undefined)
    throw new FilterProblem(`${name}: needs ${examples[column.kind]}, such as ${name}:${sampleOf[column.kind]}`);
  return {
    kind: 'compares',
    column,
    operator: (sign || '=') as Operator,
    value,
  } as const;
}

/** Whether a text is a value of `since:` or `until:`. */
export const isTimeBound = (text: string): boolean => timeIn(text) !== undefined || parseTime(text) !== undefined;

/** A span is counted from now; a date is in UTC. */
function boundTerm(name: string, text: string, column: FilterColumn) {
  const isSince = column.bound === 'since';
  const span = timeIn(text);
  if (span !== undefined) return { kind: 'compares', column, operator: isSince ? '<=' : '>', value: span } as const;
  const value = parseTime(text);
  if (value === undefined)
    throw new FilterProblem(`${name}: needs a span or a time, such as ${name}:24h or ${name}:2026-01-15T12:00Z`);
  return {
    kind: 'compares',
    column: { ...column, kind: 'number' },
    operator: isSince ? '>=' : '<',
    value,
  } as const;
}

const examples = {
  number: 'a number',
  bytes: 'a size',
  duration: 'a time',
  age: 'a time',
  until: 'a time',
} as const;
const sampleOf = {
  number: '>10',
  bytes: '>1GB',
  duration: '>2h',
  age: '<2h',
  until: '<3d',
} as const;

function valueIn(text: string, kind: Exclude<FilterColumn['kind'], 'text'>): number | undefined {
  if (kind === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
  return kind === 'bytes' ? bytesIn(text) : timeIn(text);
}

/** In the units of the screen: GB is read as GiB. */
function bytesIn(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s*([kmgtpe]?)(?:i?b)?$/i.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * 1_024 ** ' kmgtpe'.indexOf(unit.toLowerCase() || ' ');
}

/** Accepts weeks and fractions: 1w, 1.5h. */
function timeIn(text: string): number | undefined {
  const lower = text.toLowerCase();
  const [, number, unit] = /^(\d+(?:\.\d+)?)([smhdw])$/.exec(lower) ?? [];
  if (number === undefined) return parseDuration(lower);
  return (
    Number(number) *
    {
      s: minuteMs / 60,
      m: minuteMs,
      h: 60 * minuteMs,
      d: 1_440 * minuteMs,
      w: 10_080 * minuteMs,
    }[unit as 's']
  );
}

function patternOf(expression: string): RegExp {
  if (optionalParts(expression) > mostOptional)
    throw new FilterProblem(`the expression has more than ${mostOptional} optional parts`);
  try {
    return new RegExp(expression, 'i');
  } catch (error) {
    throw new FilterProblem(error instanceof Error ? reasonIn(error.message, expression) : 'not a regular expression');
  }
}

/** V8 repeats the expression before the reason; a long expression would push the reason off the screen. */
function reasonIn(message: string, expression: string): string {
  const reason = message.replace(/^Invalid regular expression: /, '');
  return reason.startsWith(`/${expression}/i: `) ? reason.slice(expression.length + 5) : reason;
}

/** V8's time to compile an expression doubles with each of these, and cannot be interrupted: 24 take a second. */
const mostOptional = 16;
const optionalParts = (expression: string): number =>
  expression.match(/(?<!\()\?|\{[01]?,|\{0|\|(?=[|)])|\((?:\?:)?\|/g)?.length ?? 0;
