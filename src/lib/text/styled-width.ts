// Replaces string-width in Ink and its packages: the same results, without loading the tables of emoji for text without
// any.
import stringWidth, { type Options } from 'string-width';
import { narrow } from './graphemes.ts';

const styles = /\x1b\[[\d;]*m/g;

/** The width in cells of text that may contain colours. */
export function styledWidth(text: string, options: Options = {}): number {
  if (typeof text !== 'string' || options.ambiguousIsNarrow === false) return stringWidth(text, options);
  if (narrow.test(text)) return text.length;
  if (options.countAnsiEscapeCodes) return stringWidth(text, options);
  const plain = text.replace(styles, '');
  return narrow.test(plain) ? plain.length : stringWidth(text, options);
}
