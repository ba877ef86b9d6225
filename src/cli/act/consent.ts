// The confirmation of an action: by flag, or by a prompt with the same words as on the screen.
import { createInterface } from 'node:readline/promises';
import { sanitize } from '../../lib/text/text.ts';
import type { Danger } from '../../resources/action.ts';
import { UsageError } from '../options/options.ts';
import { printError } from '../output.ts';

export interface ConsentRequest {
  /** The action, its target, its commands and its effects. */
  readonly lines: readonly string[];
  readonly danger: Danger;
  /** The text to type if the danger is 'type-name'. */
  readonly name: string;
}

function refusal(answer: string, danger: Danger, wanted: string): string {
  if (danger === 'confirm') return answer === 'n' ? '' : `"${sanitize(answer)}" is not y.`;
  return `"${sanitize(answer)}" is not ${wanted}.`;
}

export async function consents({ lines, danger, name }: ConsentRequest): Promise<boolean> {
  if (danger === 'none') return true;
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new UsageError('nobody can be asked without a terminal; say --yes to do it.');
  }
  printError(`${lines.join('\n')}\n`);
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const wanted = danger === 'confirm' ? 'y' : name;
    const answer = await prompt.question(
      danger === 'confirm' ? 'Do it? y or n: ' : `Type ${sanitize(name)} to do it: `,
    );
    const isRight = answer.trim() === wanted;
    if (!isRight) printError(`${refusal(answer.trim(), danger, wanted)} Nothing was sent.\n`);
    return isRight;
  } finally {
    prompt.close();
  }
}
