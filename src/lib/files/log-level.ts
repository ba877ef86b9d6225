// How much the log holds.

/**
 * Each level writes what those before it write, and more.
 * - `error`: faults of the program and of its threads.
 * - `warn`: calls that AWS refused or did not answer, wrong entries of the config file, programs that did not run.
 * - `info`: when a dashboard began and ended, and what happened to the store.
 * - `debug`: each call of AWS with its duration and outcome, and each command with its exit code. No input of a call.
 */
export const logLevels = ['error', 'warn', 'info', 'debug'] as const;

export type LogLevel = (typeof logLevels)[number];
