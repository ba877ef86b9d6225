// `--log-level`: every command takes it.
import { type LogLevel, logLevels } from '../../lib/files/log-level.ts';

export const logOptions = { 'log-level': { type: 'string' } } as const;

/** For the help of the dashboard. */
export const logLevelHelp = `  --log-level LEVEL    error, warn, info or debug: how much the log holds. Default: info. Each COMMAND takes it`;

/**
 * The level that the words ask for, before the command is known that checks it. Of several, the last counts; a wrong one is
 * the default here, and refused by the command.
 */
export function logLevelOf(words: readonly string[]): LogLevel {
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  const values = words.slice(0, end).flatMap((word, at, flags) => {
    if (word === '--log-level') return [flags[at + 1]];
    return word.startsWith('--log-level=') ? [word.slice('--log-level='.length)] : [];
  });
  return logLevels.find((level) => level === values.at(-1)) ?? 'info';
}
