import { createHash } from 'node:crypto';
import type { Mutation } from './operators/mutation.ts';
import { operators } from './operators/operators.ts';
import { parseSource, walk } from './syntax/syntax-node.ts';
import type { SourceChange } from './test-order.ts';

export interface Mutant extends SourceChange {
  /** Equal for the same change of the same text, wherever it is in the file. */
  readonly id: string;
  readonly line: number;
  readonly operator: string;
  /** The replaced text; empty for an insertion. */
  readonly before: string;
}

const lineOf = (source: string, at: number): number => source.slice(0, at).split('\n').length;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** Every mutant of a source, in the order of its text. */
export function mutantsOf(file: string, source: string): Mutant[] {
  const found: Mutant[] = [];
  const lines = source.split('\n');
  const known = new Map<string, number>();

  const add = (operator: string, { start, end, text }: Mutation) => {
    const line = lineOf(source, start);
    const before = source.slice(start, end);
    const name = [file, operator, lines[line - 1]?.trim(), before, text].join('\0');
    const count = known.get(name) ?? 0;
    known.set(name, count + 1);
    found.push({ id: digest(`${name}\0${count}`), file, line, operator, start, end, before, text });
  };
  walk(parseSource(file, source), (node, parent) => {
    for (const [operator, mutate] of Object.entries(operators)) {
      for (const mutation of mutate(node, source, parent)) add(operator, mutation);
    }
  });
  return found;
}
