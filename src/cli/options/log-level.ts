// `--log-level` and `--debug`, flags of every command.
import { type LogLevel, logLevels } from '../../lib/files/log-level.ts';

export const logOptions = { 'log-level': { type: 'string' }, debug: { type: 'boolean' } } as const;

/** For the help of the dashboard. */
export const logLevelHelp = `  --log-level LEVEL    error, warn, info or debug: the level of the log. Default: info. Every COMMAND accepts it
  --debug              --log-level debug; commands other than the dashboard also write the log to stderr`;

/**
 * The level in the words, before the command that checks it is known. Of several, the last is used; an invalid one
 * means the default here, and the command refuses it.
 */
export function logLevelOf(words: readonly string[]): LogLevel {
  const end = words.includes('--') ? words.indexOf('--') : words.length;
  const values = words.slice(0, end).flatMap((word, at, flags) => {
    if (word === '--log-level') return [flags[at + 1]];
    return word.startsWith('--log-level=') ? [word.slice('--log-level='.length)] : [];
  });
  return logLevels.find((level) => level === values.at(-1)) ?? (isDebug(words) ? 'debug' : 'info');
}

export const isDebug = (words: readonly string[]): boolean =>
  words.slice(0, words.includes('--') ? words.indexOf('--') : words.length).includes('--debug');
