// The nearest ASCII text, for terminals whose locale is not UTF-8. The screens choose ASCII glyphs themselves; this
// converts the rest, such as names from AWS.

import { displayWidth } from '../../lib/text/text.ts';

const lookalikes: Readonly<Record<string, string>> = {
  '›': '>',
  '▸': '>',
  '▶': '>',
  '→': '>',
  '‹': '<',
  '◂': '<',
  '←': '<',
  '↑': '^',
  '▲': '^',
  '↓': 'v',
  '▼': 'v',
  '…': '.',
  '·': '.',
  '•': '*',
  '●': '*',
  '○': 'o',
  '✓': '+',
  '✔': '+',
  '✗': 'x',
  '✘': 'x',
  '×': 'x',
  '–': '-',
  '—': '-',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '\u00A0': ' ',
};

/** Bars of rising height, as in a chart. */
const barFallback = ['.', ':', '-', '=', '+', '*', '#', '#'];

export function asciiFallback(grapheme: string): string {
  const known = lookalikes[grapheme];
  if (known !== undefined) return known;
  const code = grapheme.codePointAt(0) ?? 0;
  if (code >= 0x2500 && code <= 0x257f) return boxFallback(code);
  if (code >= 0x2581 && code <= 0x2588) return barFallback[code - 0x2581] ?? '#';
  if (code >= 0x2580 && code <= 0x259f) return '#';
  const base = grapheme.normalize('NFD').charCodeAt(0);
  return base >= 0x20 && base <= 0x7e ? String.fromCharCode(base) : '?';
}

/** Converts a whole text; ASCII is unchanged. */
export function toAscii(text: string): string {
  if (/^[\x00-\x7e]*$/.test(text)) return text;
  return [...new Intl.Segmenter().segment(text)]
    .map(({ segment }) => (segment <= '\x7e' ? segment : asWide(segment)))
    .join('');
}

/** As many cells as the grapheme had, so that columns stay aligned. */
function asWide(grapheme: string): string {
  const fallback = asciiFallback(grapheme);
  return fallback.repeat(Math.max(1, displayWidth(grapheme)));
}

const horizontals = new Set([0x2500, 0x2501, 0x2504, 0x2505, 0x2508, 0x2509, 0x254c, 0x254d, 0x2550]);
const verticals = new Set([0x2502, 0x2503, 0x2506, 0x2507, 0x250a, 0x250b, 0x254e, 0x254f, 0x2551]);

function boxFallback(code: number): string {
  if (horizontals.has(code)) return '-';
  return verticals.has(code) ? '|' : '+';
}
