// Whether it may be done: said beforehand, or asked for on the terminal in the same words as on the screen.
import { createInterface } from 'node:readline/promises';
import type { Danger } from '../../resources/action.ts';
import { UsageError } from '../options.ts';

export interface Question {
  /** What, where, by which commands, and what comes of it. */
  readonly lines: readonly string[];
  readonly danger: Danger;
  /** What must be typed where the danger wants the name. */
  readonly name: string;
}

export async function consents({ lines, danger, name }: Question): Promise<boolean> {
  if (danger === 'none') return true;
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new UsageError('nobody can be asked without a terminal; say --yes to do it.');
  }
  process.stderr.write(`${lines.join('\n')}\n`);
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const wanted = danger === 'confirm' ? 'y' : name;
    const answer = await prompt.question(danger === 'confirm' ? 'Do it? y or n: ' : `Type ${name} to do it: `);
    return answer.trim() === wanted;
  } finally {
    prompt.close();
  }
}
