// Selects the subcommand and turns errors into one clear line and an exit code.
import { engineThreadLimits, engineThreadName } from '../../config/limits.ts';
import { systemClock } from '../lib/clock.ts';
import { createLog, type Log } from '../lib/files/log.ts';
import type { LogLevel } from '../lib/files/log-level.ts';
import { startWorkerAhead } from '../lib/process/worker-source.ts';
import { didYouMean } from '../lib/text/did-you-mean.ts';
import type { AheadStart } from './dashboard/engine/engine-start.ts';
import { trustCaBundle } from './options/ca-bundle.ts';
import { leaveHomeOut } from './options/home.ts';
import { isDebug, logLevelOf } from './options/log-level.ts';
import { suggestion, UsageError } from './options/options.ts';
import { logFile } from './options/places.ts';
import { exitCodes } from './output/exit-codes.ts';
import { complain, printError, print as printText } from './output/output.ts';
import { reportFailure } from './output/report-failure.ts';
import { reportUncaught } from './output/report-uncaught.ts';
import {
  completeCommand,
  type LaunchEnvironment,
  loadComplete,
  loadDashboard,
  type Program,
  subcommands,
} from './subcommands.ts';

declare const VAULTOP_VERSION: string;

export async function run(words: readonly string[], environment: LaunchEnvironment): Promise<number> {
  const noHome = leaveHomeOut(process.env);
  if (noHome !== undefined) complain(noHome);
  trustCaBundle(words, process.env);
  const log = openLog(words);
  // A warning on stderr would appear in the middle of the screen.
  process.removeAllListeners('warning');
  process.on('warning', (warning) => log.warn('process warning', { warning }));
  let failedCode: number = exitCodes.failed;
  let helpWords = '--help';
  reportUncaught(log, () => failedCode);
  let readerLeft = false;
  // Without a listener the error would be uncaught; the writer gets it as well.
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    readerLeft ||= code === 'EPIPE';
  });
  try {
    const engineAhead = engineAheadOf(words, environment);
    const found = await findProgram(words);
    failedCode = found.program.failedCode ?? exitCodes.failed;
    if (found.name !== undefined) helpWords = `${found.name} --help`;
    const code = await dispatch(found, { ...environment, engineAhead }, log);
    log.debug('command ended', { code });
    return code;
  } catch (error) {
    environment.firstScreen?.leave();
    // As with `head`: the reader has closed the pipe, which is not a failure.
    await new Promise<void>((turn) => process.nextTick(turn));
    if (readerLeft) return exitCodes.fine;
    if (error instanceof UsageError) {
      complain(`${error.message}\nTry 'vaultop ${helpWords}'.`);
      return exitCodes.usage;
    }
    reportFailure(log, error);
    return exitCodes.failed;
  }
}

/** With --debug, a command that draws no screen writes the log to stderr as well. */
function openLog(words: readonly string[]): Log {
  const level = logLevelOf(words);
  const log = createLog({ path: logFile(), maxBytes: 5_000_000, clock: systemClock, level });
  const isLive =
    process.stdout.isTTY && !words.includes('--once') && !words.some((word) => Object.hasOwn(subcommands, word));
  if (!isDebug(words) || isLive) return log;
  const echo = createLog({ path: undefined, maxBytes: 0, clock: systemClock, level, write: printError });
  const both = (severity: LogLevel) => (event: string, fields?: Readonly<Record<string, unknown>>) => {
    log[severity](event, fields);
    echo[severity](event, fields);
  };
  return { level, debug: both('debug'), info: both('info'), warn: both('warn'), error: both('error') };
}

/**
 * The screen is empty: the engine's program is loaded in parallel with all that comes before the place is known. A
 * subcommand has no live screen.
 */
function engineAheadOf(words: readonly string[], { firstScreen, engineWorker, codeFolder }: LaunchEnvironment) {
  if (!firstScreen || firstScreen.lines || words.some((word) => Object.hasOwn(subcommands, word))) return undefined;
  const workerData: AheadStart = { isAhead: true, codeFolder };
  return startWorkerAhead(engineWorker, { name: engineThreadName, workerData, resourceLimits: engineThreadLimits });
}

async function dispatch({ program, rest }: Found, environment: LaunchEnvironment, log: Log): Promise<number> {
  if (asks(rest, '--help', '-h')) {
    const { helpFor } = await import('./help-topics.ts');
    return printHelp(helpFor(program, rest));
  }
  if (asks(rest, '--version', '-v', '-V')) return print(`${VAULTOP_VERSION}\n`);
  return program.run(rest, environment, log);
}

interface Found {
  /** Of the subcommand. */
  readonly name?: string;
  readonly program: Program;
  /** The words after the name of the subcommand. */
  readonly rest: readonly string[];
}

export async function findProgram(words: readonly string[]): Promise<Found> {
  const [name, ...rest] = words;
  if (name?.startsWith('-')) return findBehindFlags(words);
  if (name === undefined) return { program: await loadDashboard(), rest: words };
  if (name === completeCommand) return { program: await loadComplete(), rest };
  if (name === 'help') return findProgram([...rest, '--help']);
  const subcommand = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
  if (subcommand) return { name, program: await subcommand.load(), rest };
  throw new UsageError(`there is no command "${name}".${await commandMeant(name)}`);
}

/** Without a subcommand the flags belong to the dashboard. */
async function findBehindFlags(words: readonly string[]): Promise<Found> {
  // Loaded in parallel if no word can be a subcommand.
  if (!words.some((word) => Object.hasOwn(subcommands, word))) void loadDashboard();
  const [{ flagsLast }, { globalOptions }] = await Promise.all([
    import('./options/flags-last.ts'),
    import('./options/global-options.ts'),
  ]);
  const turned = flagsLast(words, globalOptions);
  return turned[0]?.startsWith('-') ? { program: await loadDashboard(), rest: words } : findProgram(turned);
}

/** The name of a list means `get`. */
async function commandMeant(name: string): Promise<string> {
  const [{ nearList }, dashboard] = await Promise.all([import('./get/derived/near-list.ts'), loadDashboard()]);
  const names = Object.keys(subcommands);
  const list = nearList(name);
  if (
    dashboard
      .help()
      .split(/[\s,]+/)
      .includes(`--${name}`)
  )
    return ` Did you mean: vaultop --${name}?`;
  const isList = list !== undefined && (list.isExact || didYouMean(name, names) === undefined);
  if (isList) return ` Did you mean: vaultop get ${list.isExact ? name : list.id}?`;
  return suggestion(name, names) || ` There are: ${names.join(', ')}, and the dashboard without any.`;
}

const asks = (words: readonly string[], ...flags: readonly string[]): boolean =>
  words.some((word, index) => flags.includes(word) && !words.slice(0, index).includes('--'));

async function printHelp(text: string): Promise<number> {
  if (!process.stdout.isTTY) return print(text);
  const [{ inLocale }, { printPaged }] = await Promise.all([
    import('./options/in-locale.ts'),
    import('./output/pager.ts'),
  ]);
  return printPaged(inLocale(text));
}

async function print(text: string): Promise<number> {
  const { inLocale } = await import('./options/in-locale.ts');
  return printText(inLocale(text));
}
