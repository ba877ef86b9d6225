// `vaultop cache`: the path of the last screens, and the removal of everything that outlives a run: last screens and
// store.
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Log } from '../../lib/files/log.ts';
import { parseWords, suggestion, UsageError } from '../options/options.ts';
import { cacheFile } from '../options/places.ts';
import { exitCodes } from '../output/exit-codes.ts';
import { complain, print } from '../output/output.ts';
import { placeOfStore } from '../store/arguments.ts';
import { clearStore } from '../store/clear.ts';
import type { LaunchEnvironment } from '../subcommands.ts';
import { help } from './help.ts';

export { help };

const actions: Readonly<Record<string, () => Promise<number>>> = {
  path: async () => {
    const folder = cacheFile();
    if (folder === undefined)
      throw new Error('There is no home directory, so there is no cache. Set HOME or XDG_CACHE_HOME.');
    return print(`${folder}\n`);
  },
  async clear() {
    const folder = cacheFile();
    const wasThere = folder !== undefined && existsSync(folder);
    if (wasThere) await rm(folder, { recursive: true, force: true });
    const { path } = await placeOfStore({ flags: { isTemporary: false }, endpoint: undefined, profile: undefined });
    const store = path === undefined ? undefined : clearStore(path, []);
    await print(wasThere || store?.wasThere ? 'The cache and the store are empty now.\n' : noneText);
    if (store?.remains === undefined) return exitCodes.fine;
    complain(store.remains);
    return exitCodes.failed;
  },
};

const noneText = 'There was no cache and no store.\n';

export async function run(words: readonly string[], _environment: LaunchEnvironment, _log: Log): Promise<number> {
  const { positionals } = parseWords(words, {});
  const [name, ...rest] = positionals;
  if (name === undefined) return print(help());
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  const names = Object.keys(actions);
  if (!action || rest.length > 0) {
    throw new UsageError(`cache takes one of ${names.join(', ')}.${action ? '' : suggestion(name, names)}`);
  }
  return action();
}
