// The filter's grammar: text over all columns; /expression/ or ~expression is a regular expression; ! in front inverts.
import { withTimeLimit } from '../lib/time-limit.ts';

export interface Filter {
  /**
   * Of each text, in order, whether it passes. undefined: the expression takes too long, this time or before, and filters
   * nothing. Absent: everything passes.
   */
  readonly passing?: (texts: readonly string[]) => readonly boolean[] | undefined;
  readonly problem?: string;
}

export const tooSlow = 'takes too long, so it is not applied';

/** Of one chunk: a key waits no longer. Usual expressions take a few ms. */
const chunkMs = 250;
const chunkTexts = 2_000;

export function createFilter(typed: string): Filter {
  const inverse = typed.startsWith('!');
  const rest = inverse ? typed.slice(1) : typed;
  if (rest === '') return {};
  const expression = regexOf(rest);
  if (expression === undefined) {
    const matches = containsAll(rest);
    return { passing: (texts) => texts.map((text) => matches(text) !== inverse) };
  }
  if (optionalParts(expression) > mostOptional) return { problem: `more than ${mostOptional} optional parts` };
  try {
    const pattern = new RegExp(expression, 'i');
    const test = (texts: readonly string[]) => texts.map((text) => pattern.test(text) !== inverse);
    return { passing: isQuick(expression) ? test : limited(test) };
  } catch (error) {
    return {
      problem: error instanceof Error ? reasonIn(error.message, expression) : 'not a regular expression',
    };
  }
}

/** V8 repeats the expression before the reason, which a long one would push off the screen. */
function reasonIn(message: string, expression: string): string {
  const reason = message.replace(/^Invalid regular expression: /, '');
  return reason.startsWith(`/${expression}/i: `) ? reason.slice(expression.length + 5) : reason;
}

/** V8 needs twice as long to compile an expression for each of these, and cannot be interrupted: 24 take a second. */
const mostOptional = 16;
const optionalParts = (expression: string): number =>
  expression.match(/(?<!\()\?|\{[01]?,|\{0|\|(?=[|)])|\((?:\?:)?\|/g)?.length ?? 0;

/** What repeats or has alternatives once can be tried in few ways. */
const isQuick = (expression: string): boolean => (expression.match(/[*+{?|]/g)?.length ?? 0) < 2;

/** Chunk by chunk, and no more once one took too long. */
function limited(test: (texts: readonly string[]) => boolean[]): NonNullable<Filter['passing']> {
  let isTooSlow = false;
  return (texts) => {
    const passing: boolean[] = [];
    for (let from = 0; from < texts.length && !isTooSlow; from += chunkTexts) {
      const done = withTimeLimit(chunkMs, () => test(texts.slice(from, from + chunkTexts)));
      isTooSlow = done === undefined;
      for (const one of done?.result ?? []) passing.push(one);
    }
    return isTooSlow ? undefined : passing;
  };
}

function regexOf(text: string): string | undefined {
  if (text.startsWith('~') && text.length > 1) return text.slice(1);
  return /^\/(.+)\/$/.exec(text)?.[1];
}

/** Words may stand in any order; all must be there. */
function containsAll(text: string): (haystack: string) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return (haystack) => {
    const lower = haystack.toLowerCase();
    return words.every((word) => lower.includes(word));
  };
}
