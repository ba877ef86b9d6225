// The dashboard: live where there is a terminal, one snapshot where there is none.
import { ratesOnce } from '../../../config/budgets.ts';
import type { Log } from '../../lib/log.ts';
import { pathText } from '../../settings/issue.ts';
import { detectCapabilities } from '../../terminal/capabilities.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import { loadSettings, type Settings } from '../config/settings.ts';
import { toSettings } from '../config/to-settings.ts';
import { placeOf } from '../open-program-store.ts';
import { printError } from '../output.ts';
import { limitsOf } from '../store/arguments.ts';
import type { Environment } from '../subcommands.ts';
import { openWorld } from '../world.ts';
import { readDashboardArguments } from './arguments.ts';
import { contextsOf } from './contexts.ts';

export { help } from './help.ts';

export async function run(words: readonly string[], environment: Environment, log: Log): Promise<number> {
  const isLikelyLive = process.stdin.isTTY && process.stdout.isTTY && !words.includes('--once');
  // What the screen is drawn with loads while we find out where to look.
  if (isLikelyLive) void Promise.all([import('./live.ts'), import('../../../components/mount.tsx')]);
  const settings = await loadSettings(words, log);
  const args = readDashboardArguments(words, settings);
  const pace = isLikelyLive ? {} : { rates: ratesOnce };
  const opened = await openWorld(args, environment, log, { hasScreen: isLikelyLive, ...pace });
  let now = settings;
  /** Flags hold for the whole run, and so does the context that it began with until another is asked for. */
  const readAgain = (loaded: LoadedConfig) => {
    const next = { ...settings, ...loaded };
    const nextArgs = readDashboardArguments(words, next);
    now = next;
    return { args: nextArgs, settings: toSettings(next) };
  };
  const contexts = args.demo ? {} : { contexts: contextsOf(() => now, args.runFlags, opened.aws) };
  const place = { ...opened.place, ...contexts, context: settings.chosen?.name };
  const world = { ...opened, place };
  try {
    const isTerminal = !args.once && process.stdin.isTTY && process.stdout.isTTY;
    const isDumb = isTerminal && !args.screenReader && detectCapabilities(process.env, process.stdout).dumb;
    if (isDumb) printError(dumbText());
    if (isTerminal && !isDumb) {
      const { showLive } = await import('./live.ts');
      const { firstScreen: first, storeWorker: writer, queryWorker: queries } = environment;
      const place = placeOf(args);
      // Said before the screen is taken.
      if (args.store.file !== undefined) await place;
      return await showLive(args, world, {
        ...{ settings: toSettings(settings), loaded: settings, readAgain },
        ...{ log, first, notice: warningText(settings) },
        store: { writer, queries, place, limits: limitsOf(settings.config) },
      });
    }
    const { writeSnapshot } = await import('./snapshot.ts');
    return await writeSnapshot(args, world);
  } finally {
    await world.close();
  }
}

const dumbText =
  (): string => `vaultop: this terminal (TERM=${process.env.TERM ?? ''}) cannot move its cursor, so here is one snapshot.
--screen-reader shows what changes, line by line; --once writes this without a word.
`;

/** Errors have ended the run already. */
function warningText({ issues: [first, ...others] }: Settings): string | undefined {
  if (!first) return undefined;
  const more = others.length > 0 ? ` (and ${others.length} more: vaultop config check)` : '';
  return `Config file, line ${first.line}: ${pathText(first.path)}: ${first.message}${more}`;
}
