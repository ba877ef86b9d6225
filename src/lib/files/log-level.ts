// The amount of data in the log.

/**
 * Each level includes the entries of the levels before it.
 * - `error`: errors of the program and of its threads.
 * - `warn`: calls that AWS refused or did not answer, invalid entries of the config file, programs that did not run.
 * - `info`: the start and end of a dashboard, and events of the store.
 * - `debug`: each call of AWS with its duration and outcome, and each command with its exit code. Never the input of a
 * call.
 */
export const logLevels = ['error', 'warn', 'info', 'debug'] as const;

export type LogLevel = (typeof logLevels)[number];
