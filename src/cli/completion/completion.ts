// `vaultop completion SHELL`: prints the script that makes the shell complete the words of a command line.
import { parseWords, suggestion, UsageError } from '../options/options.ts';
import { print } from '../output/output.ts';
import { help } from './help.ts';
import { isShell, shellScripts, shells } from './shell-scripts.ts';

export { help };

export async function run(words: readonly string[]): Promise<number> {
  const [name, ...rest] = parseWords(words, {}).positionals;
  if (name === undefined) return print(help());
  if (isShell(name) && rest.length === 0) return print(shellScripts[name]);
  throw new UsageError(`completion takes one of ${shells.join(', ')}.${suggestion(name, shells)}`);
}
