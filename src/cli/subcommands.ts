// Everything that can stand behind `vaultop`. The dashboard is what runs when nothing does.
import type { WorkerSource } from '../emulator/in-worker.ts';
import type { Log } from '../lib/log.ts';
import type { FirstScreen } from './launch.ts';

export interface Environment {
  /** What runs the embedded AWS in a worker thread. */
  readonly emulatorWorker: WorkerSource;
  /** What the launcher has painted, for the dashboard to go on from. */
  readonly firstScreen?: FirstScreen;
}

/** What a subcommand's main file exports. */
export interface Program {
  help(): string;
  /** Returns the exit code; a UsageError becomes 2, anything else thrown 1. */
  run(words: readonly string[], environment: Environment, log: Log): Promise<number>;
}

interface Subcommand {
  readonly usage: string;
  /** One line for `vaultop --help`. */
  readonly summary: string;
  /** Its code loads when it is asked for. */
  load(): Promise<Program>;
}

export const subcommands: Readonly<Record<string, Subcommand>> = {
  check: {
    usage: 'check [--format …]',
    summary: 'what needs attention, for cron, CI and Nagios',
    load: () => import('./check/check.ts'),
  },
  config: {
    usage: 'config [show|check|…]',
    summary: 'the config file: contexts, saved views, columns, thresholds',
    load: () => import('./config/config.ts'),
  },
  emulate: {
    usage: 'emulate [options]',
    summary: 'the embedded AWS alone, for other tools',
    load: () => import('./emulate/emulate.ts'),
  },
  get: {
    usage: 'get LIST [options]',
    summary: 'one list as a table, JSON or CSV, for scripts and pipes',
    load: () => import('./get/get.ts'),
  },
  events: {
    usage: 'events setup',
    summary: 'how to build the live feed through EventBridge and SQS',
    load: () => import('./events/events.ts'),
  },
};

export const loadDashboard = (): Promise<Program> => import('./dashboard/dashboard.ts');

export const listSubcommands = (): string =>
  Object.values(subcommands)
    .map(({ usage, summary }) => `  vaultop ${usage.padEnd(19)} ${summary}`)
    .join('\n');
