// AWS's own sentences with the names in them replaced: a word stays only if AWS's messages have it.
import { messageWords } from '../../../config/message-words.ts';
import type { Replacements } from './replacements.ts';

/** Punctuation around a word, and the word. */
const token = /^([("'[{<`]*)(.*?)([)"'\]}>`.,;:!?]*)$/s;
const shortNumber = /^\d{1,4}([.,]\d{1,3})?%?$/;

export const anonymizeText = (text: string, replacements: Replacements): string =>
  text.replace(/\S+/g, (word) => {
    const [, before = '', inner = '', after = ''] = token.exec(word) ?? [];
    return `${before}${inner === '' ? '' : wordOf(inner, replacements)}${after}`;
  });

function wordOf(word: string, replacements: Replacements): string {
  const seen = replacements.known(word);
  if (seen !== undefined) return seen;
  if (shortNumber.test(word) || messageWords.has(word.toLowerCase())) return word;
  return replacements.arn(word);
}
