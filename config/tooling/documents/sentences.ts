// Every sentence that the program shows, with file and line: `npm run generate -- --sentences` prints them, so that they
// can be read in one table.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSource, type SyntaxNode, walk } from '../../../test/mutants/syntax/syntax-node.ts';

interface Sentence {
  readonly file: string;
  /** Starts at 1. */
  readonly line: number;
  /** What is filled in stands in braces. */
  readonly text: string;
}

/** Who shows something: the embedded AWS speaks AWS's words, and `src/lib` has none of its own. */
const folders = ['src/app', 'src/aws', 'src/cli', 'src/domain', 'src/engine', 'src/resources', 'src/runtime'];
const others = ['src/settings', 'src/store', 'src/terminal', 'src/events', 'components', 'config/keys.ts'];

/** Of each file below `root`, in the order of names and lines. */
export const sentencesIn = (root: string): Sentence[] =>
  globSync(
    [...folders, ...others].flatMap((place) => (place.endsWith('.ts') ? [place] : [`${place}/**/*.{ts,tsx}`])),
    { cwd: root },
  )
    .sort()
    .flatMap((file) => sentencesOf(file, readFileSync(join(root, file), 'utf8')));

export function sentencesOf(file: string, source: string): Sentence[] {
  const found: Sentence[] = [];
  walk(parseSource(file, source), (node) => {
    const text = textOf(node, source)?.replaceAll(/\s+/g, ' ').trim();
    if (text === undefined || !isSentence(text)) return;
    found.push({ file, line: source.slice(0, node.start).split('\n').length, text });
  });
  return found;
}

function textOf(node: SyntaxNode, source: string): string | undefined {
  if (node.type === 'Literal' || node.type === 'JSXText')
    return typeof node.value === 'string' ? node.value : undefined;
  if (node.type !== 'TemplateLiteral') return undefined;
  const expressions = node.expressions as readonly SyntaxNode[];
  return (node.quasis as readonly { readonly value: { readonly raw: string } }[])
    .map(({ value: { raw } }, index) => `${raw}${placeholder(expressions[index], source)}`)
    .join('');
}

/** An expression with texts of its own is shown by these. */
function placeholder(expression: SyntaxNode | undefined, source: string): string {
  if (!expression) return '';
  const text = source.slice(expression.start, expression.end);
  return /['`]/.test(text) ? '{…}' : `{${text}}`;
}

const leastWords = 3;

/** Words of prose, not a name, a path, an ARN, a statement of SQL or a list of columns. */
function isSentence(text: string): boolean {
  const words = text.replaceAll(/\{[^}]*\}/g, ' ').match(/(?<![\w.:/-])[A-Za-z][a-z']*(?![\w:/-])/g) ?? [];
  return words.length >= leastWords && !/^(?:select|insert|update|delete|create|with|pragma|drop|alter) /.test(text);
}
