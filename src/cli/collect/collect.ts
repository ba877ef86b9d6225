// `vaultop collect`: keeps the store until a signal ends it.
import { systemClock } from '../../lib/clock.ts';
import { errorMessage } from '../../lib/error-message.ts';
import type { Log } from '../../lib/files/log.ts';
import { loadSettings, type ProgramSettings } from '../config/settings.ts';
import { exitCodes } from '../exit-codes.ts';
import { UsageError } from '../options/options.ts';
import { print } from '../output.ts';
import type { LaunchEnvironment } from '../subcommands.ts';
import { type CollectArguments, readCollectArguments } from './arguments.ts';
import { createProblemLog } from './problem-log.ts';
import { type Collecting, openSession } from './session.ts';
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
  const problems = createProblemLog((line) => process.stderr.write(line), systemClock);
  const events = createEvents<Event>();
  const signals = { SIGTERM: 'end', SIGINT: 'end', SIGHUP: 'reload' } as const;
  const listeners = Object.entries(signals).map(([signal, event]) => [signal, () => events.add(event)] as const);
  for (const [signal, listener] of listeners) process.on(signal, listener);
  const open = (configured: Configured): Promise<Collecting> =>
    openSession({ ...configured, environment, log, problems, lost: () => events.add('lost') });
  let configured = first;
  let session = await open(first);
  log.info('collect began');
  try {
    for (;;) {
      const event = await events.next();
      if (event === 'end') return exitCodes.fine;
      if (event === 'lost') return exitCodes.failed;
      const next = await read().catch((error: unknown) => {
        if (!(error instanceof UsageError)) throw error;
        problems.say(`The config was not read again: ${errorMessage(error)}`);
      });
      if (!next) continue;
      configured = next;
      await session.close();
      session = await open(configured);
      log.info('config was read again');
    }
  } finally {
    for (const [signal, listener] of listeners) process.off(signal, listener);
    await session.close();
    log.info('collect ended');
  }
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
