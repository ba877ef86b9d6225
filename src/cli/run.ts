// Picks the subcommand and turns what goes wrong into one clear line and an exit code.
import { systemClock } from '../lib/clock.ts';
import { createLog, type Log } from '../lib/log.ts';
import { type Arguments, readArguments, UsageError } from './arguments.ts';
import { helpText } from './help-text.ts';
import { stateFile } from './places.ts';

declare const VAULTOP_VERSION: string;

export interface Environment {
  /** The file that runs the embedded AWS in a worker thread. */
  readonly emulatorWorker: URL;
}

export const exitCodes = { fine: 0, failed: 1, usage: 2 } as const;

export async function run(words: readonly string[], environment: Environment): Promise<number> {
  const log = createLog({ path: stateFile('vaultop.log'), maxBytes: 5_000_000, clock: systemClock });
  // A warning on stderr would land in the middle of the screen.
  process.removeAllListeners('warning');
  process.on('warning', (warning) => log.warn('process warning', { warning }));
  try {
    return await dispatch(readArguments(words), environment, log);
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`vaultop: ${error.message}\nTry 'vaultop --help'.\n`);
      return exitCodes.usage;
    }
    log.error('failed', { error });
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`vaultop: ${reason}\nThe details are in ${stateFile('vaultop.log')}\n`);
    return exitCodes.failed;
  }
}

async function dispatch(args: Arguments, environment: Environment, log: Log): Promise<number> {
  switch (args.command) {
    case 'help':
      process.stdout.write(helpText(args.topic));
      return exitCodes.fine;
    case 'version':
      process.stdout.write(`${VAULTOP_VERSION}\n`);
      return exitCodes.fine;
    case 'operations': {
      const { printOperations } = await import('./emulate.ts');
      return printOperations();
    }
    case 'emulate': {
      const { runEmulate } = await import('./emulate.ts');
      return runEmulate(args);
    }
    case 'dashboard': {
      const { runDashboard } = await import('./dashboard.ts');
      return runDashboard(args, environment, log);
    }
  }
}
