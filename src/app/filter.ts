// The filter's grammar: text over all columns; /expression/ or ~expression is a regular expression; ! in front inverts.

export interface Filter {
  /** Absent: everything passes. */
  readonly matches?: (text: string) => boolean;
  readonly problem?: string;
}

export function createFilter(typed: string): Filter {
  const inverse = typed.startsWith('!');
  const rest = inverse ? typed.slice(1) : typed;
  if (rest === '') return {};
  const expression = regexOf(rest);
  if (expression === undefined) return turned(containsAll(rest), inverse);
  try {
    const pattern = new RegExp(expression, 'i');
    return turned((text) => pattern.test(text), inverse);
  } catch (error) {
    return {
      problem:
        error instanceof Error
          ? error.message.replace(/^Invalid regular expression: /, '')
          : 'not a regular expression',
    };
  }
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

const turned = (matches: (text: string) => boolean, inverse: boolean): Filter => ({
  matches: inverse ? (text) => !matches(text) : matches,
});
