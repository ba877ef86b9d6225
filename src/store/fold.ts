// Texts as the store compares and searches them.

const plainAscii = /^[\x20-\x7e]*$/;

/** LIKE itself finds it in either case. */
export const isPlainAscii = (text: string): boolean => plainAscii.test(text);

/** SQLite would end a text at NUL and cannot store half a surrogate pair. */
export function cleanText(text: string): string {
  return plainAscii.test(text) ? text : text.toWellFormed().replaceAll('\0', '\u2400');
}

/**
 * A text in the form in which it is searched; what is searched for is folded the same way.
 *
 * Case goes: by way of capitals, so that ß is found as "ss" and both forms of the Greek sigma are one. Diacritics stay:
 * without them が would be か, and vowels of Thai and Hindi would be lost. Characters that can be written in two ways are
 * composed. It is one line, so that lines can separate texts.
 */
export function fold(text: string): string {
  if (plainAscii.test(text)) return text.toLowerCase();
  return cleanText(text)
    .normalize('NFC')
    .toUpperCase()
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replaceAll('i\u0307', 'i')
    .replace(/[\n\r\u2028\u2029]+/g, ' ')
    .normalize('NFC');
}

/** Each text on a line of its own: a pattern can be tried on each by itself, and none is found across two. */
export const foldAll = (texts: Iterable<string>): string => [...new Set(Array.from(texts, fold))].join('\n');
