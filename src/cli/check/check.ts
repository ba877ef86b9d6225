// `vaultop check`: requests every list from which findings follow once, and reports the result by exit code.
import { createBriefMemory } from '../../domain/alerts/alert-memory.ts';
import { createAlertFile } from '../../engine/alert-file.ts';
import { acknowledgementsIn } from '../../engine/store/acknowledgements.ts';
import { systemClock } from '../../lib/clock.ts';
import { errorMessage } from '../../lib/error-message.ts';
import type { Log } from '../../lib/files/log.ts';
import { accessPointSources, attentionSources, coverageSources } from '../../resources/derived/derived.ts';
import { attentionSettings } from '../config/attention-settings.ts';
import { loadSettings, type ProgramSettings } from '../config/settings.ts';
import { evaluateResponses } from '../evaluation/evaluate-responses.ts';
import { type RequestedLists, requestLists } from '../evaluation/request-lists.ts';
import { inLocale } from '../options/in-locale.ts';
import { UsageError } from '../options/options.ts';
import { alertMemoryFile } from '../options/places.ts';
import { print, printError } from '../output/output.ts';
import { crashReport } from '../output/report-failure.ts';
import type { LaunchEnvironment } from '../subcommands.ts';
import { type Opened, withStore } from '../with-store.ts';
import { type CheckArguments, readCheckArguments } from './arguments.ts';
import { type JudgeOptions, judge } from './judge.ts';
import { onlyNew } from './new-only.ts';
import { formatFailure, formatReport, type Report, stateOf, unknown } from './report.ts';

export { help } from './help.ts';
export const failedCode = unknown;

export async function run(words: readonly string[], environment: LaunchEnvironment, log: Log): Promise<number> {
  // The caller's timeout counts from the start of the program.
  const startedAt = systemClock.now() - process.uptime() * 1_000;
  try {
    const settings = await loadSettings(words, log);
    const args = readCheckArguments(words, settings);
    const { store } = args;
    return await withStore({ where: args, store, settings, environment, log }, (opened) =>
      check({ ...args, timeoutMs: Math.max(0, startedAt + args.timeoutMs - systemClock.now()) }, opened, settings),
    );
  } catch (error) {
    log.error('check failed', crashReport(error));
    await reportFailure(error, words);
    return unknown;
  }
}

async function check(args: CheckArguments, { world, store }: Opened, settings: ProgramSettings): Promise<number> {
  const { without, coverage, accessPoints, timeoutMs } = args;
  const lists = [
    ...attentionSources,
    ...(coverage ? coverageSources : []),
    ...(accessPoints ? accessPointSources : []),
  ];
  const requested = await requestLists({ world, clock: systemClock, lists, without, timeoutMs, store });
  const attention = { ...attentionSettings(settings.config), coverage, accessPoints };
  const otherIdentities = settings.config.store?.identities;
  const evaluated = await evaluateResponses(requested, { store, without, settings: attention, otherIdentities });
  const acknowledgements = acknowledgementsIn((await store.opened()).reader);
  const options = { ...args, evaluated, acknowledgements };
  if (args.newFor !== undefined) return checkNew(requested, { ...options, newFor: args.newFor });
  const report = judge(requested, options);
  await isRead(printReport(report, args));
  return stateOf(report);
}

/** False: the program behind the pipe has ended, as `head` does, which is no failure. */
async function isRead(printed: Promise<unknown>): Promise<boolean> {
  try {
    await printed;
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return false;
    throw error;
  }
}

type NewOnlyArguments = CheckArguments & JudgeOptions & { readonly newFor: string };

function printReport(report: Report, { format }: Pick<CheckArguments, 'format'>): Promise<number> {
  const text = formatReport(report, format);
  return print(format === 'json' ? text : inLocale(text));
}

/** A report that could not be printed was not read: its findings are new the next time, too. */
async function checkNew(requested: RequestedLists, args: NewOnlyArguments): Promise<number> {
  const complain = (problem: string, error: unknown) =>
    printError(`vaultop check: ${problem}: ${errorMessage(error)}\n`);
  const store = args.demo ? createBriefMemory() : createAlertFile(alertMemoryFile(args.newFor), complain);
  const whole = judge(requested, { ...args, from: 'notice' });
  const { report, remember } = await onlyNew(whole, { ...requested, from: args.from, store });
  if (await isRead(printReport(report, args))) await remember();
  else printError('vaultop check: the program behind the pipe ended before it read this; what is new stays new.\n');
  return stateOf(report);
}

/** Nagios reads stdout only, and shows it whatever failed. */
async function reportFailure(error: unknown, words: readonly string[]): Promise<void> {
  const message = errorMessage(error);
  if (wantsNagios(words)) {
    const isPrinted = await print(inLocale(formatFailure(message))).then(
      () => true,
      () => false,
    );
    if (isPrinted) return;
  }
  printError(`vaultop check: ${message}\n`);
  if (error instanceof UsageError) printError(`Try 'vaultop check --help'.\n`);
}

/** Other words on the command line may be wrong. */
const wantsNagios = (words: readonly string[]): boolean =>
  words.some((word, index) => word === '--format=nagios' || (word === 'nagios' && words[index - 1] === '--format'));
