// Text from outside is hostile: here it is sanitized, measured and cut.
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { createGraphemes, narrow } from './graphemes.ts';

const printableAscii = /^[\x20-\x7e]*$/;

/**
 * Characters that control a terminal or hide text: C0, DEL, C1, line separators, annotations, and everything that
 * Unicode calls ignorable: bidi marks and overrides, invisible fillers, tags, variation selectors. Joiners and emoji
 * selectors are allowed. https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 * https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
 */
const hazard =
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufff9-\ufffb]|(?!\u200c|\u200d|\ufe0e|\ufe0f)\p{Default_Ignorable_Code_Point}|(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier})(?:\ufe0e|\ufe0f)(?!\u20e3)/gu;
/** A single joiner belongs to emoji and to Persian; several in a row only hide something. */
const joinerFlood = /[\u200c\u200d]{2,}/g;
/** Vietnamese and Hebrew use up to three marks; more would cover the lines above. */
const markFlood = /(\p{M}{4})\p{M}+/gu;

/** Makes text from outside safe to print: control characters become a visible mark. */
export function sanitize(text: string): string {
  if (printableAscii.test(text)) return text;
  return text.toWellFormed().replace(hazard, toMark).replace(joinerFlood, '·').replace(markFlood, '$1·');
}

/** The same for text of several lines: line ends stay. */
export const sanitizeLines = (text: string): string =>
  text
    .split(/(\r?\n)/)
    .map((part, index) => (index % 2 === 1 ? part : sanitize(part)))
    .join('');

/** Whether the text contains nothing that controls a terminal or hides text. */
export const isHarmless = (text: string): boolean => sanitize(text) === text;

function toMark(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '␡' : '·';
}

const deepest = 100;

/** The same for a whole document, including its keys. */
export function sanitizeDeep(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return sanitize(value);
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Uint8Array) return value;
  if (depth >= deepest) return '…';
  if (Array.isArray(value)) return value.map((item) => sanitizeDeep(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [sanitize(key), sanitizeDeep(item, depth + 1)]));
}

/** Removes escape sequences and control characters without a mark, for a window's title or the clipboard. */
export function stripControl(text: string): string {
  if (printableAscii.test(text)) return text;
  return stripVTControlCharacters(text).toWellFormed().replace(hazard, '');
}

export type Measure = (text: string) => number;

/** Width in terminal cells. */
export const displayWidth: Measure = (text) => (narrow.test(text) ? text.length : stringWidth(text));

export interface TruncateOptions {
  /** The position of the …. */
  readonly at?: 'start' | 'middle' | 'end';
  readonly measure?: Measure;
}

/** Cuts text to at most `width` cells. */
export function truncate(
  text: string,
  width: number,
  { at = 'end', measure = displayWidth }: TruncateOptions = {},
): string {
  if (width <= 0) return '';
  if (measure(text) <= width) return text;
  const room = width - 1;
  const headRoom = at === 'start' ? 0 : at === 'end' ? room : Math.ceil(room / 2);
  const tailRoom = room - headRoom;
  if (narrow.test(text)) return `${text.slice(0, headRoom)}…${tailRoom === 0 ? '' : text.slice(-tailRoom)}`;
  const parts = toGraphemes(text);
  return `${takeCells(parts, headRoom)}…${takeCells(parts.toReversed(), tailRoom, true)}`;
}

/** The beginning of the text in at most `width` cells, without an ellipsis. */
export const firstCells = (text: string, width: number): string =>
  narrow.test(text) ? text.slice(0, width) : takeCells(toGraphemes(text), width);

const toGraphemes = (text: string): string[] => Array.from(createGraphemes().segment(text), ({ segment }) => segment);

function takeCells(graphemes: readonly string[], room: number, reversed = false): string {
  const taken: string[] = [];
  let left = room;
  for (const grapheme of graphemes) {
    left -= displayWidth(grapheme);
    if (left < 0) break;
    taken.push(grapheme);
  }
  return (reversed ? taken.reverse() : taken).join('');
}

export type Align = 'left' | 'right' | 'center';

/** Pads to `width` cells; longer text stays unchanged. */
export function pad(text: string, width: number, align: Align = 'left'): string {
  const missing = width - displayWidth(text);
  if (missing <= 0) return text;
  const before = align === 'left' ? 0 : align === 'right' ? missing : Math.floor(missing / 2);
  return ' '.repeat(before) + text + ' '.repeat(missing - before);
}
