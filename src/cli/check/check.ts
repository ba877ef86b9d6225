// `vaultop check`: asks everything that the attention list needs, once, and tells by exit code what it found.
import { ratesOnce } from '../../../config/budgets.ts';
import { fourAttempts } from '../../aws/retry.ts';
import { systemClock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import { attentionSettings } from '../config/attention-settings.ts';
import { loadSettings } from '../config/settings.ts';
import { openAnswers } from '../open-answers.ts';
import { UsageError } from '../options.ts';
import type { Environment } from '../subcommands.ts';
import { openWorld } from '../world.ts';
import { readCheckArguments } from './arguments.ts';
import { askLists } from './ask-lists.ts';
import { judge } from './judge.ts';
import { formatFailure, formatReport, stateOf, unknown } from './report.ts';

export { help } from './help.ts';

export async function run(words: readonly string[], environment: Environment, log: Log): Promise<number> {
  // Whoever waits counts from the start of the program.
  const startedAt = systemClock.now() - process.uptime() * 1_000;
  try {
    const settings = await loadSettings(words, log);
    const args = readCheckArguments(words, settings);
    const world = await openWorld(args, environment, log, { rates: ratesOnce, reads: fourAttempts });
    const store = args.cache && !args.demo ? openAnswers(log) : undefined;
    try {
      const timeoutMs = Math.max(0, startedAt + args.timeoutMs - systemClock.now());
      const asked = await askLists({ world, clock: systemClock, without: args.without, timeoutMs, store });
      const report = judge(asked, { ...args, attention: attentionSettings(settings.config) });
      await write(formatReport(report, args.format));
      return stateOf(report);
    } finally {
      await store?.close();
      await world.close();
    }
  } catch (error) {
    log.error('check failed', { error });
    await tellFailure(error, words);
    return unknown;
  }
}

/** Nagios reads stdout alone, and shows what stands there whatever went wrong. */
async function tellFailure(error: unknown, words: readonly string[]): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  if (wantsNagios(words)) return write(formatFailure(message)).catch(() => {});
  process.stderr.write(`vaultop check: ${message}\n`);
  if (error instanceof UsageError) process.stderr.write(`Try 'vaultop check --help'.\n`);
}

/** The words may be wrong in another place. */
const wantsNagios = (words: readonly string[]): boolean =>
  words.some((word, index) => word === '--format=nagios' || (word === 'nagios' && words[index - 1] === '--format'));

const write = (text: string): Promise<void> =>
  new Promise((resolve, reject) => process.stdout.write(text, (error) => (error ? reject(error) : resolve())));
