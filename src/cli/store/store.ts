// `vaultop store`: the stored data, its size, its check, and its removal.
import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { listedForMs } from '../../engine/store/listed-for.ts';
import { systemClock } from '../../lib/clock.ts';
import { errorMessage } from '../../lib/error-message.ts';
import type { Log } from '../../lib/files/log.ts';
import { formatBytes } from '../../lib/text/format.ts';
import { jsonText } from '../../lib/text/json-text.ts';
import { checkStore } from '../../store/file/check.ts';
import { startPruning } from '../../store/file/prune.ts';
import { statsOf } from '../../store/file/store-files.ts';
import { troubleOf } from '../../store/file/trouble.ts';
import { storeInfo } from '../../store/read/info.ts';
import { loadSettings } from '../config/settings.ts';
import { exitCodes } from '../output/exit-codes.ts';
import { complain, print, printError } from '../output/output.ts';
import type { LaunchEnvironment } from '../subcommands.ts';
import { placeOfStore, readStoreArguments, type StoreAction, type StoreArguments } from './arguments.ts';
import { clearStore } from './clear.ts';
import { help } from './help.ts';
import { infoJson, infoText } from './report.ts';
import { changing, reading } from './with-store.ts';

export { help };

export async function run(words: readonly string[], _environment: LaunchEnvironment, log: Log): Promise<number> {
  if (words.length === 0) return print(help());
  const args = readStoreArguments(words, await loadSettings(words, log));
  const { path, notices } = await placeOfStore(args);
  for (const notice of notices) complain(notice);
  if (path === undefined)
    throw new Error('There is no directory for a store. Set HOME or XDG_STATE_HOME, or use --store FILE.');
  return actions[args.action](path, args);
}

const actions: Readonly<Record<StoreAction, (path: string, args: StoreArguments) => Promise<number>>> = {
  path: (path) => print(`${path}\n`),

  async info(path, { json }) {
    if (!statsOf(path)) return json ? print(`${infoJson(path, undefined)}\n`) : print(noneYet(path));
    const info = reading(path, (database) => storeInfo(database, path));
    return print(`${json ? infoJson(path, info) : infoText(info)}\n`);
  },

  async check(path, { json }) {
    if (!statsOf(path)) return json ? print(checkJson(path, false, [])) : print(noneYet(path));
    const problems = problemsOf(path);
    if (json) await print(checkJson(path, true, problems));
    else if (problems.length === 0) await print(`${path} has no damage.\n`);
    else printError(`${path} is damaged:\n${problems.map((problem) => `  ${problem}\n`).join('')}`);
    return problems.length === 0 ? exitCodes.fine : exitCodes.failed;
  },

  async prune(path, { limits }) {
    if (!statsOf(path)) return print(noneYet(path));
    const { removed, bytes, problem } = changing(path, (database) => {
      const { bavail, bsize } = statfsSync(dirname(path));
      const pruning = startPruning(database, {
        ...limits,
        listedForMs,
        now: systemClock.now(),
        freeBytes: bavail * bsize,
      });
      while (pruning.step());
      return { removed: pruning.removedRows(), problem: pruning.problem(), bytes: storeInfo(database, path).bytes };
    });
    await print(
      `${removed} ${removed === 1 ? 'row was' : 'rows were'} removed; the store now has ${formatBytes(bytes)}.\n`,
    );
    if (problem !== undefined) complain(problem);
    return problem === undefined ? exitCodes.fine : exitCodes.failed;
  },

  async export(path, { extract }) {
    if (!extract) throw new Error('The range of the extract is missing.');
    return (await import('./export.ts')).exportStore(path, extract);
  },

  async clear(path, { accounts }) {
    const { wasThere, remains } = clearStore(path, accounts);
    if (!wasThere) return print(noneYet(path));
    await print(
      accounts.length === 0
        ? 'The store is empty now.\n'
        : `Nothing of ${accounts.join(', ')} is in the store any more.\n`,
    );
    if (remains !== undefined) complain(remains);
    return remains === undefined ? exitCodes.fine : exitCodes.failed;
  },
};

const noneYet = (path: string): string => `There is no store yet: its path will be ${path}.\n`;

const checkJson = (path: string, exists: boolean, problems: readonly string[]): string =>
  `${jsonText({ schema: 'vaultop.store-check/1', path, exists, problems }, 2)}\n`;

/** A file that SQLite cannot read is a result of the check, not a failure. */
function problemsOf(path: string): readonly string[] {
  try {
    return reading(path, checkStore);
  } catch (error) {
    if (troubleOf(error) !== 'damaged') throw error;
    return [errorMessage(error)];
  }
}
