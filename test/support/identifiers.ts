// Lists the identifiers of a TypeScript source: without comments, texts and regular expressions, but with the
// expressions inside template literals.

/** A regular expression can follow these; after anything else a slash is a division. */
const beforeExpression = /(?:^|[(,=:[!&|?{};>]|\breturn)\s*$/;
const token = /\/\/.*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'?|"(?:\\.|[^"\\\n])*"?|[A-Za-z_$][\w$]*|\d[\w.]*|\s+|[\s\S]/y;
const expression = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;
const templatePart = /(?:\\[\s\S]|\$(?!\{)|[^`\\$])*(`|\$\{)/y;

export function identifiersOf(source: string): string[] {
  const found: string[] = [];
  /** Open braces since each enclosing `${`. */
  const depths: number[] = [];
  let at = 0;
  let code = '';

  const read = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match !== null) at = pattern.lastIndex;
    return match;
  };
  const readTemplate = () => {
    if (read(templatePart)?.[1] === '${') depths.push(0);
  };

  while (at < source.length) {
    const isExpression = source[at] === '/' && !/[/*]/.test(source[at + 1] ?? '') && beforeExpression.test(code);
    const text = (isExpression && read(expression)?.[0]) || (read(token)?.[0] ?? '');
    const depth = depths.at(-1);
    if (text === '`') readTemplate();
    else if (text === '}' && depth === 0) {
      depths.pop();
      readTemplate();
    } else if (depth !== undefined && (text === '{' || text === '}')) {
      depths[depths.length - 1] = depth + (text === '{' ? 1 : -1);
    }
    if (/^[A-Za-z_$]/.test(text)) found.push(text);
    if (!/^(?:\/[/*]|\s)/.test(text)) code = `${code.slice(-20)}${text.length > 1 ? ` ${text}` : text}`;
  }
  return found;
}

/** The words of an identifier in lower case: `isBackupJob` has `is`, `backup` and `job`. */
export const wordsOf = (identifier: string): string[] =>
  identifier
    .split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_$]/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
