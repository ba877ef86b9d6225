// What is still printed on a Node that is too old for the program. In the bundle it is a file of its own, with the help as
// text, so that it needs nothing that such a Node lacks.
import { help } from './dashboard/help.ts';

declare const VAULTOP_VERSION: string;

/** Prints, and returns the exit code. */
export function answerOldNode(words: readonly string[], needed: readonly number[]): number {
  const [flag = ''] = words;
  if (['--version', '-V', '-v'].includes(flag)) process.stdout.write(`${VAULTOP_VERSION}\n`);
  else if (['--help', '-h'].includes(flag) || (flag === 'help' && words.length === 1)) process.stdout.write(help());
  else {
    process.stderr.write(`vaultop needs Node ${needed.join('.')} or newer; this is Node ${process.versions.node}.\n`);
    return 2;
  }
  return 0;
}
