// Parses the command line. An error is one sentence and exit code 2.
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { looksLikeRegion, regionHint } from '../../aws/known-regions.ts';
import { logLevels } from '../../lib/files/log-level.ts';
import { didYouMean } from '../../lib/text/did-you-mean.ts';
import { logOptions } from './log-level.ts';

export class UsageError extends Error {}

export type Options = NonNullable<ParseArgsConfig['options']>;

/** Flags only; other words are refused. */
export const parseOptions = <T extends Options>(words: readonly string[], options: T) =>
  parse({ args: [...words], options, strict: true, allowPositionals: false }).values;

/** Flags and plain words. */
export const parseWords = <T extends Options>(words: readonly string[], options: T) =>
  parse({ args: [...words], options, strict: true, allowPositionals: true });

/** Adds the flags of every command. */
function parse<C extends ParseArgsConfig & { readonly options: Options }>(config: C) {
  const options = { ...config.options, ...logOptions };
  try {
    const parsed = parseArgs({ ...config, options });
    const { 'log-level': level } = parsed.values as { readonly 'log-level'?: string };
    if (level !== undefined) checkedChoice('--log-level', level, logLevels);
    return parsed as ReturnType<typeof parseArgs<C>>;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(refusalOf(error as NodeJS.ErrnoException, options));
  }
}

/**
 * Node's own message, except for the one that explains at length:
 * https://nodejs.org/api/errors.html#err_parse_args_unknown_option
 */
function refusalOf({ code, message }: NodeJS.ErrnoException, options: Options): string {
  const named = /'([^']*)'/.exec(message)?.[1] ?? '';
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL')
    return `"${named}" is not expected: only flags are allowed there.`;
  if (code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return message;
  const flags = Object.keys(options).map((name) => `--${name}`);
  return `there is no flag ${named}.${suggestion(named, flags)}`;
}

/** ' Did you mean jobs?', to be appended to a sentence; empty if no candidate is similar. */
export function suggestion(typed: string, candidates: readonly string[]): string {
  const meant = didYouMean(typed, candidates);
  return meant === undefined ? '' : ` Did you mean ${meant}?`;
}

export function checkedRegion(text: string): string {
  if (looksLikeRegion(text)) return text;
  throw new UsageError(`"${text}" is not a Region name; ${regionHint(text)}`);
}

export function checkedUrl(flag: string, text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) return text;
  throw new UsageError(`${flag} takes an address such as http://127.0.0.1:4510, not "${text}".`);
}

export interface NumberRange {
  readonly least: number;
  readonly most: number;
}

export function checkedNumber(flag: string, text: string, { least, most }: NumberRange): number {
  const number = Number(text);
  if (text.trim() !== '' && number >= least && number <= most) return number;
  throw new UsageError(`${flag} takes a number from ${least} to ${most}, not "${text}".`);
}

/** How many seconds pass in one second. */
export const checkedSpeed = (text: string): number => checkedNumber('--speed', text, { least: 0.001, most: 100_000 });

export function checkedChoice<T extends string>(flag: string, text: string, choices: readonly T[]): T {
  const choice = choices.find((one) => one === text);
  if (choice !== undefined) return choice;
  throw new UsageError(`${flag} takes ${orList(choices)}, not "${text}".${suggestion(text, choices)}`);
}

/** The name becomes the name of a file. */
export function checkedMemory(name: string): string {
  if (/^[A-Za-z0-9][\w.-]{0,63}$/.test(name)) return name;
  throw new UsageError(`--memory takes a name of letters, digits, ".", "_" and "-", not "${name}".`);
}

/** Epoch ms. */
export function checkedTime(flag: string, text: string): number {
  const time = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  if (!Number.isNaN(time)) return time;
  throw new UsageError(`${flag} takes a time such as 2026-01-15T12:00:00Z, not "${text}".`);
}

const orList = (words: readonly string[]): string => `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
