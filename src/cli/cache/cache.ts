// `vaultop cache`: where what is kept for the next start lies, and how to be rid of it.
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Log } from '../../lib/log.ts';
import { parseWords, suggestion, UsageError } from '../options.ts';
import { print } from '../output.ts';
import { cacheFile } from '../places.ts';
import type { Environment } from '../subcommands.ts';
import { help } from './help.ts';

export { help };

const actions: Readonly<Record<string, () => Promise<string>>> = {
  path: async () => {
    const folder = cacheFile();
    if (folder === undefined)
      throw new Error('There is no home directory, so nothing is kept. Set HOME or XDG_CACHE_HOME.');
    return folder;
  },
  clear: async () => {
    const folder = cacheFile();
    const wasThere = folder !== undefined && existsSync(folder);
    if (wasThere) await rm(folder, { recursive: true, force: true });
    return wasThere ? 'The cache is empty now.' : 'There was no cache.';
  },
};

export async function run(words: readonly string[], _environment: Environment, _log: Log): Promise<number> {
  const { positionals } = parseWords(words, {});
  const [name, ...rest] = positionals;
  if (name === undefined) return print(help());
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  const names = Object.keys(actions);
  if (!action || rest.length > 0) {
    throw new UsageError(`cache takes one of ${names.join(', ')}.${action ? '' : suggestion(name, names)}`);
  }
  return print(`${await action()}\n`);
}
