// All subcommands of `vaultop`. Without one the dashboard runs.
import type { Rates } from '../aws/limits/limiter.ts';
import type { Log } from '../lib/files/log.ts';
import type { WorkerAhead, WorkerSource } from '../lib/process/worker-source.ts';
import type { HelpTopics } from './help-topics.ts';
import type { FirstScreen } from './launch.ts';

export interface LaunchEnvironment {
  /** The program of the embedded AWS's thread. */
  readonly emulatorWorker: WorkerSource;
  /** The programs of the engine's thread, of the store's check, and of the query thread. */
  readonly engineWorker: WorkerSource;
  readonly checkWorker: WorkerSource;
  readonly queryWorker: WorkerSource;
  /** The directory of the compile cache; absent: there is none. */
  readonly codeFolder?: string;
  /** The screen that the launcher painted, which the dashboard continues. */
  readonly firstScreen?: FirstScreen;
  /** The engine's thread of a live screen, if it was started before anything else was known. */
  readonly engineAhead?: WorkerAhead | undefined;
  /** The rates of calls; absent: those of the command. */
  readonly rates?: Rates;
}

/** The exports of a subcommand's main module. */
export interface Program {
  /** The whole help. */
  help(): string;
  /** Of a long help: how it is shown by parts. */
  helpTopics?(): HelpTopics;
  /** The exit code of an uncaught error. Absent: 1. */
  readonly failedCode?: number;
  /** Returns the exit code; a UsageError becomes 2, any other error 1. */
  run(words: readonly string[], environment: LaunchEnvironment, log: Log): Promise<number>;
}

interface Subcommand {
  readonly usage: string;
  /** One line for `vaultop --help`. */
  readonly summary: string;
  /** The code is loaded on demand. */
  load(): Promise<Program>;
}

export const subcommands: Readonly<Record<string, Subcommand>> = {
  cache: {
    usage: 'cache path | clear',
    summary: 'the path of the last screens, and their removal',
    load: () => import('./cache/cache.ts'),
  },
  check: {
    usage: 'check [--format …]',
    summary: 'what needs attention, for cron, CI and Nagios',
    load: () => import('./check/check.ts'),
  },
  collect: {
    usage: 'collect [options]',
    summary: 'keep the history of AWS Backup in the store, without a screen',
    load: () => import('./collect/collect.ts'),
  },
  ...acting('vault', 'vault create …', 'create, lock, tag or delete a vault; edit its policy'),
  ...acting('plan', 'plan create …', 'create a plan from JSON or a template; export, update, delete'),
  ...acting('job', 'job start …', 'start or stop a backup'),
  ...acting('selection', 'selection create …', 'create, replace or delete a resource assignment of a plan'),
  ...acting('resource', 'resource start …', 'back up a resource, add it to a plan, tag or exclude it'),
  ...acting('copy', 'copy start …', 'copy a recovery point to another vault'),
  ...acting('restore', 'restore start …', 'restore a recovery point'),
  ...acting('restore-test', 'restore-test create …', 'test restores on a schedule; set the result of a validation'),
  ...acting('point', 'point delete …', 'delete a recovery point, or change its lifecycle or tags'),
  ...acting('access-point', 'access-point …', 'create an access point to read a recovery point of S3'),
  ...acting('hold', 'hold create …', 'create or cancel a legal hold'),
  ...acting('finding', 'finding mute …', 'acknowledge a finding, or mute findings until a date'),
  ...acting('mute', 'mute lift …', 'lift acknowledgements and mutes, or list them'),
  completion: {
    usage: 'completion SHELL',
    summary: 'completion of commands, flags and names in bash, zsh and fish',
    load: () => import('./completion/completion.ts'),
  },
  config: {
    usage: 'config [show|check|…]',
    summary: 'the config file: contexts, saved views, columns, thresholds',
    load: () => import('./config/config.ts'),
  },
  doctor: {
    usage: 'doctor [options]',
    summary: 'check this machine and the access to AWS, with the next step',
    load: () => import('./doctor/doctor.ts'),
  },
  emulate: {
    usage: 'emulate [options]',
    summary: 'the embedded AWS alone, for other tools',
    load: () => import('./emulate/emulate.ts'),
  },
  export: {
    usage: 'export prometheus',
    summary: 'metrics from the store, for a textfile collector',
    load: () => import('./export/export.ts'),
  },
  get: {
    usage: 'get LIST [options]',
    summary: 'one list as a table, JSON or CSV, for scripts and pipes',
    load: () => import('./get/get.ts'),
  },
  where: {
    usage: 'where TEXT [options]',
    summary: 'one resource by its ARN, id or name, or all rows with a text',
    load: () => import('./where/where.ts'),
  },
  'iam-policy': {
    usage: 'iam-policy [options]',
    summary: 'the IAM policy that vaultop needs, and nothing more',
    load: () => import('./iam-policy/iam-policy.ts'),
  },
  wait: {
    usage: 'wait ID [options]',
    summary: 'wait until a job is over; the exit code is its outcome',
    load: () => import('./wait/wait.ts'),
  },
  status: {
    usage: 'status [--format …]',
    summary: 'findings in one line, from the store, for tmux and prompts',
    load: () => import('./status/status.ts'),
  },
  report: {
    usage: 'report --month …',
    summary: 'the backups of a month, from the store, as HTML, CSV, JSON or Markdown',
    load: () => import('./report/report.ts'),
  },
  store: {
    usage: 'store info | prune | …',
    summary: 'the history that is kept on this machine',
    load: () => import('./store/store.ts'),
  },
  events: {
    usage: 'events setup',
    summary: 'how to build the live feed through EventBridge and SQS',
    load: () => import('./events/events.ts'),
  },
};

/** The noun of actions; all nouns share one program. */
function acting(noun: string, usage: string, summary: string): Record<string, Subcommand> {
  return { [noun]: { usage, summary, load: async () => (await import('./act/act.ts')).programOf(noun) } };
}

/** For the scripts of `completion`; no person types it. */
export const completeCommand = '__complete';
export const loadComplete = (): Promise<Program> => import('./completion/complete.ts');

export const loadDashboard = (): Promise<Program> => import('./dashboard/dashboard.ts');

export const listSubcommands = (): string =>
  Object.values(subcommands)
    .map(({ usage, summary }) => `  vaultop ${usage.padEnd(19)} ${summary}`)
    .join('\n');
