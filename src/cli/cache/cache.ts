// `vaultop cache`: where what is kept for the next start lies, and how to be rid of it.
import type { Log } from '../../lib/log.ts';
import { clearCache } from '../../storage/answers/answer-store.ts';
import { exitCodes } from '../exit-codes.ts';
import { parseWords, suggestion, UsageError } from '../options.ts';
import { cacheFile } from '../places.ts';
import type { Environment } from '../subcommands.ts';
import { help } from './help.ts';

export { help };

const actions: Readonly<Record<string, () => Promise<string>>> = {
  path: async () => cacheFile(),
  clear: async () => ((await clearCache(cacheFile())) ? 'The cache is empty now.' : 'There was no cache.'),
};

export async function run(words: readonly string[], _environment: Environment, _log: Log): Promise<number> {
  const { positionals } = parseWords(words, {});
  const [name, ...rest] = positionals;
  if (name === undefined) {
    process.stdout.write(help());
    return exitCodes.fine;
  }
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  const names = Object.keys(actions);
  if (!action || rest.length > 0) {
    throw new UsageError(`cache takes one of ${names.join(', ')}.${action ? '' : suggestion(name, names)}`);
  }
  process.stdout.write(`${await action()}\n`);
  return exitCodes.fine;
}
