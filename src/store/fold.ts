// Folds texts for comparison and search in the store.

const plainAscii = /^[\x20-\x7e]*$/;

/** LIKE itself ignores the case of such a text. */
export const isPlainAscii = (text: string): boolean => plainAscii.test(text);

/** Removes characters that SQLite cannot store: a NUL would end the text, and half a surrogate pair is invalid. */
export function cleanText(text: string): string {
  return plainAscii.test(text) ? text : text.toWellFormed().replaceAll('\0', '\u2400');
}

/**
 * The form in which a text is searched; the search text is folded in the same way.
 *
 * Case is removed by way of capitals, so that ß is found as "ss" and both forms of the Greek sigma are equal.
 * Diacritics stay: without them が would become か, and vowels of Thai and Hindi would be lost. Characters with two
 * encodings are composed. The result is one line, so that line breaks can separate texts.
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

/** One line for each text: a pattern can be matched against each, and does not match across two. */
export const foldAll = (texts: Iterable<string>): string => [...new Set(Array.from(texts, fold))].join('\n');
