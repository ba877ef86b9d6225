// `vaultop __complete -- WORD…`: the candidates for the last word, for the scripts of `vaultop completion`. Each takes
// two lines, its value and its help. A first line `:files` means that the shell completes the name of a file.
import { sanitize } from '../../lib/text/text.ts';
import { exitCodes } from '../output/exit-codes.ts';
import { print } from '../output/output.ts';
import { complete } from './candidates.ts';
import { commandTable } from './command-table.ts';

export { help } from './help.ts';

export async function run(words: readonly string[]): Promise<number> {
  const [, ...typed] = words;
  const completion = await complete(typed, commandTable, async (source, flags) =>
    (await import('./looked-up-names.ts')).lookUpNames(source, flags),
  );
  if (completion === 'files') return print(':files\n');
  if (completion.length === 0) return exitCodes.fine;
  return print(completion.map(({ value, help = '' }) => `${value}\n${sanitize(help)}\n`).join(''));
}
