// Allows flags before the subcommand: `vaultop --profile prod get jobs`. Parsers expect the subcommand first.
import { logOptions } from './log-level.ts';
import type { Options } from './options.ts';

/**
 * Moves leading flags behind the other words, but not behind `--`. Returns the words unchanged if a leading flag is not
 * among `options`, because then it is unknown whether the next word is its value.
 */
export function flagsLast(words: readonly string[], options: Options): readonly string[] {
  let at = 0;
  while (words[at]?.startsWith('-') && words[at] !== '-' && words[at] !== '--') {
    const length = lengthOf(words[at] ?? '', { ...options, ...logOptions });
    if (length === undefined) return words;
    at += length;
  }
  if (at === 0 || at >= words.length) return words;
  const [flags, others] = [words.slice(0, at), words.slice(at)];
  const end = others.includes('--') ? others.indexOf('--') : others.length;
  return [...others.slice(0, end), ...flags, ...others.slice(end)];
}

/** The number of words, including the value; undefined: not known. */
function lengthOf(word: string, options: Options): 1 | 2 | undefined {
  const [, name, value] = /^--([^=]+)(=.*)?$/s.exec(word) ?? [];
  if (name !== undefined) {
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    return option && (option.type === 'boolean' || value !== undefined ? 1 : 2);
  }
  const short = Object.values(options).find((option) => option.short === word[1]);
  return short && (short.type === 'boolean' || word.length > 2 ? 1 : 2);
}
