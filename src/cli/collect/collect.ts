// `vaultop collect`: keeps the store until a signal ends it.
import { systemClock } from '../../lib/clock.ts';
import { errorMessage } from '../../lib/error-message.ts';
import type { Log } from '../../lib/files/log.ts';
import { loadSettings, type ProgramSettings } from '../config/settings.ts';
import { createCallCounts } from '../metrics/call-counts.ts';
import type { MetricsServer } from '../metrics/metrics-server.ts';
import { UsageError } from '../options/options.ts';
import { exitCodes } from '../output/exit-codes.ts';
import { print, printError } from '../output/output.ts';
import type { LaunchEnvironment } from '../subcommands.ts';
import { type CollectArguments, readCollectArguments } from './arguments.ts';
import { createProblemLog } from './problem-log.ts';
import { type Collecting, type CollectingOptions, openSession } from './session.ts';
import { programWords, unitText } from './unit.ts';

export { help } from './help.ts';

interface Configured {
  readonly args: CollectArguments;
  readonly settings: ProgramSettings;
}

export async function run(words: readonly string[], environment: LaunchEnvironment, log: Log): Promise<number> {
  const read = async (): Promise<Configured> => {
    const settings = await loadSettings(words, log);
    return { settings, args: readCollectArguments(words, settings) };
  };
  const first = await read();
  const { printUnit } = first.args;
  if (printUnit !== undefined) return print(unitText(printUnit, { ...programWords(words), env: process.env }));
  return collect(first, { read, environment, log });
}

interface CollectRun {
  /** Reads the config file again; throws a UsageError. */
  read(): Promise<Configured>;
  readonly environment: LaunchEnvironment;
  readonly log: Log;
}

/** The store cannot be written: a service manager may start the program again. */
type Event = 'end' | 'reload' | 'lost';

async function collect(first: Configured, { read, environment, log }: CollectRun): Promise<number> {
  const problems = createProblemLog(printError, systemClock);
  const calls = createCallCounts();
  const events = createEvents<Event>();
  const signals = { SIGTERM: 'end', SIGINT: 'end', SIGHUP: 'reload' } as const;
  const listeners = Object.entries(signals).map(([signal, event]) => [signal, () => events.add(event)] as const);
  const lost = () => events.add('lost');
  const sessions = createSessions(first, { environment, log, problems, calls, lost });
  for (const [signal, listener] of listeners) process.on(signal, listener);
  let server: MetricsServer | undefined;
  try {
    server = await serve(sessions, log);
    await sessions.begin();
    log.info('collect began');
    for (;;) {
      const event = await events.next();
      if (event === 'end') return exitCodes.fine;
      if (event === 'lost') return exitCodes.failed;
      await sessions.change(read);
    }
  } finally {
    for (const [signal, listener] of listeners) process.off(signal, listener);
    await server?.close();
    await sessions.close();
    log.info('collect ended');
  }
}

/** The address is a flag, which stays; the token is read again with the config. */
async function serve(sessions: ReturnType<typeof createSessions>, log: Log): Promise<MetricsServer | undefined> {
  const { metrics } = sessions.args();
  if (!metrics) return undefined;
  const { startMetricsServer } = await import('../metrics/metrics-server.ts');
  return startMetricsServer({
    address: metrics.address,
    token: () => sessions.args().metrics?.token,
    clock: systemClock,
    families: sessions.metrics,
    failed: (error) => log.error('metrics', { error }),
  });
}

/** One session after the other, each with the settings of its time. */
function createSessions(first: Configured, options: Omit<CollectingOptions, 'args' | 'settings'>) {
  const { problems, log } = options;
  let configured = first;
  let present: Collecting | undefined;
  const begin = async () => {
    present = await openSession({ ...configured, ...options });
  };
  const close = async () => {
    const closing = present;
    present = undefined;
    await closing?.close();
  };
  /** The settings before stay where the new ones cannot be used. */
  const refuse = (error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    problems.say(`The config file was not read again: ${errorMessage(error)}`);
  };
  return {
    args: () => configured.args,
    metrics: () => present?.metrics() ?? [],
    begin,
    close,
    async change(read: CollectRun['read']): Promise<void> {
      const next = await read().catch(refuse);
      if (!next) return;
      const before = configured;
      await close();
      try {
        configured = next;
        await begin();
        log.info('the config file was read again');
      } catch (error) {
        refuse(error);
        configured = before;
        await begin();
      }
    },
  };
}

/** Events in order, for one reader. */
function createEvents<One>() {
  const waiting: One[] = [];
  let wake = () => {};
  return {
    add(event: One) {
      waiting.push(event);
      wake();
    },
    async next(): Promise<One> {
      for (;;) {
        const event = waiting.shift();
        if (event !== undefined) return event;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
