// Wraps long text: between words if there are words, else anywhere.
import { createGraphemes, narrow } from './graphemes.ts';
import { displayWidth } from './text.ts';

export interface WrappedLine {
  readonly text: string;
  /** The beginning in the whole text, in UTF-16 units. */
  readonly from: number;
}

/** No line is wider than `width` cells, except for a single wider character; only the space at a cut is removed. */
export function wrap(text: string, width: number): WrappedLine[] {
  if (text.length <= width && displayWidth(text) <= width) return [{ text, from: 0 }];
  const lines: WrappedLine[] = [];
  for (let from = 0; from < text.length; ) {
    const { end, next } = lineFrom(text, from, Math.max(1, width));
    lines.push({ text: text.slice(from, end), from });
    from = next;
  }
  return lines;
}

interface Cut {
  readonly end: number;
  /** The beginning of the next line. */
  readonly next: number;
}

function lineFrom(text: string, from: number, width: number): Cut {
  const full = fullLine(text, from, width);
  if (full >= text.length) return { end: text.length, next: text.length };
  if (text[full] === ' ') return { end: full, next: full + 1 };
  const space = text.lastIndexOf(' ', full - 1);
  // An ARN after a short word begins on the same line: a line with only that word would be mostly empty.
  return space > from + Math.floor((full - from) / 3) ? { end: space, next: space + 1 } : { end: full, next: full };
}

/** The index after the last character that fits. */
function fullLine(text: string, from: number, width: number): number {
  // A cell contains only a few UTF-16 units, and measuring a whole policy for each of its lines is slow.
  const ahead = text.slice(from, from + width * 8);
  if (narrow.test(ahead)) return from + width;
  let cells = 0;
  for (const { segment, index } of createGraphemes().segment(ahead)) {
    cells += displayWidth(segment);
    if (cells > width) return from + (index === 0 ? segment.length : index);
  }
  return from + ahead.length;
}
