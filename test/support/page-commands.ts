// The commands in the pages: lines of blocks marked as `sh`, as the words that a shell would pass to the program.
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

export interface PageCommand {
  readonly page: string;
  /** As written, without the comment. */
  readonly line: string;
  /** Without assignments in front, and without what the shell does with the output. */
  readonly words: readonly string[];
}

export const pagesWithCommands = (): string[] => ['README.md', ...globSync('src/docs/*.md', { cwd: root })].sort();

export function pageCommands(page: string): PageCommand[] {
  const text = readFileSync(join(root, page), 'utf8');
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
  return blocks.flatMap((block) =>
    block
      .replaceAll(/\\\n\s*/g, ' ')
      .split('\n')
      .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
      .filter((line) => line !== '')
      .flatMap((line) => line.split(' && '))
      .map((line) => ({ page, line, words: wordsOf(line) })),
  );
}

/** Text in quotes is one word; assignments, pipes, redirections and `&` are left out. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  for (const [whole, single, double, plain] of line.matchAll(/'([^']*)'|"([^"]*)"|((?:\\.|[^\s'"])+)/g)) {
    if (plain !== undefined && /^(?:\||>|>>|<|&|2>.*)$/.test(plain)) break;
    if (plain !== undefined && words.length === 0 && /^\w+=/.test(plain)) continue;
    words.push(single ?? double ?? plain ?? whole);
  }
  return words;
}
