// The confirmation of an action: by flag, or by a prompt with the same words as on the screen.
import { createInterface } from 'node:readline/promises';
import { shellQuote } from '../../lib/text/shell.ts';
import { sanitize } from '../../lib/text/text.ts';
import type { Confirmation } from '../../resources/confirmation.ts';
import { UsageError } from '../options/options.ts';
import { printError } from '../output/output.ts';

export interface ConsentRequest extends Confirmation {
  /** The action, its target, its commands and its effects. */
  readonly lines: readonly string[];
  readonly yes: boolean;
  /** The text of --confirm. */
  readonly confirm?: string | undefined;
}

/** Throws a usage error if a flag says something else, or if nobody can be asked. */
export async function consents(request: ConsentRequest): Promise<boolean> {
  const { danger, expected, yes, confirm } = request;
  if (danger === 'none') return true;
  if (confirm !== undefined) {
    if (confirm === expected) return true;
    throw new UsageError(`--confirm: "${sanitize(confirm)}" is not ${expected}; nothing was sent.`);
  }
  if (yes && danger === 'confirm') return true;
  if (process.stdin.isTTY && process.stderr.isTTY) return asks(request);
  throw new UsageError(noTerminal(request));
}

function noTerminal({ danger, expected, yes }: ConsentRequest): string {
  if (danger === 'confirm') return 'there is no terminal for the confirmation: add --yes.';
  const flag = `--confirm ${shellQuote(expected)}`;
  return yes
    ? `--yes does not confirm what cannot be undone: add ${flag}.`
    : `there is no terminal for the confirmation: add ${flag}.`;
}

async function asks({ lines, danger, expected }: ConsentRequest): Promise<boolean> {
  printError(`${lines.join('\n')}\n`);
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const isKey = danger === 'confirm';
    const question = isKey ? 'Continue? y or n: ' : `Type ${expected} to continue: `;
    const response = (await prompt.question(question)).trim();
    if (response === (isKey ? 'y' : expected)) return true;
    const wrong = isKey && response === 'n' ? '' : `"${sanitize(response)}" is not ${isKey ? 'y' : expected}. `;
    printError(`${wrong}Nothing was sent.\n`);
    return false;
  } finally {
    prompt.close();
  }
}
