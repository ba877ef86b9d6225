// One line of the screen: pieces of text, each with a tone. It never wraps, and never exceeds its width.
import { Text } from 'ink';
import { memo } from 'react';
import { isConsoleUrl } from '../../src/domain/console/console-url.ts';
import type { Tone } from '../../src/domain/tone.ts';
import { displayWidth, pad, sanitize, truncate } from '../../src/lib/text/text.ts';
import { useAppearance } from './look.tsx';

export interface Piece {
  readonly text: string;
  readonly tone?: Tone | undefined;
  /** The position of the caret. */
  readonly inverse?: boolean;
  /** A color of themes or #rrggbb, in place of that of the tone. */
  readonly color?: string;
  /** A URL of AWS's console: any other is left out. */
  readonly link?: string | undefined;
}

interface LineProps {
  readonly pieces: readonly Piece[];
}

const sameLine = (one: LineProps, other: LineProps) => samePieces(one.pieces, other.pieces);

/** Drawn again only when its text or its tones change: this decides the cost of a frame. */
export const Line = memo(function Line({ pieces }: LineProps) {
  const { paint, paintColor } = useAppearance();
  const shown = merged(pieces);
  // Ink leaves out an empty text, and with it the line.
  if (shown.length === 0) return <Text> </Text>;
  const painted = shown.map(({ text, tone, inverse, link, color }) =>
    linked(color === undefined ? paint(text, tone, inverse) : paintColor(text, color, inverse), link),
  );
  return <Text wrap="truncate-end">{painted.join('')}</Text>;
}, sameLine);

/** OSC 8. The writer leaves it out if the terminal does not support links. */
const linked = (text: string, url: string | undefined): string =>
  url !== undefined && isConsoleUrl(url) ? `\x1b]8;;${url}\x07${text}\x1b]8;;\x07` : text;

interface Shown {
  text: string;
  readonly link: string | undefined;
  readonly tone: Tone;
  readonly inverse: boolean;
  readonly color: string | undefined;
}

/** Adjacent pieces of one tone are joined: fewer colour changes. */
function merged(pieces: readonly Piece[]): Shown[] {
  const result: Shown[] = [];
  for (const { text, tone = 'plain', inverse = false, link, color } of pieces) {
    if (text === '') continue;
    const last = result.at(-1);
    const joins =
      last &&
      last.inverse === inverse &&
      last.link === link &&
      last.color === color &&
      (last.tone === tone || text.trim() === '');
    if (joins) last.text += sanitize(text);
    else result.push({ text: sanitize(text), tone, inverse, link, color });
  }
  return result;
}

export function samePieces(one: readonly Piece[], other: readonly Piece[]): boolean {
  if (one === other) return true;
  return (
    one.length === other.length &&
    one.every(({ text, tone, inverse, link, color }, index) => {
      const next = other[index];
      return (
        next?.text === text &&
        next.tone === tone &&
        next.inverse === inverse &&
        next.link === link &&
        next.color === color
      );
    })
  );
}

export const widthOf = (pieces: readonly Piece[]): number =>
  pieces.reduce((width, { text }) => width + displayWidth(text), 0);

/** As many pieces as fit, with the last one cut. */
export function fitPieces(pieces: readonly Piece[], width: number): Piece[] {
  const fitted: Piece[] = [];
  let left = width;
  for (const piece of pieces) {
    if (left <= 0) break;
    const wide = displayWidth(piece.text);
    fitted.push(wide <= left ? piece : { ...piece, text: truncate(piece.text, left) });
    left -= wide;
  }
  return fitted;
}

/** Left pieces, space, right pieces; if both do not fit, the left ones are cut. */
export function spread(left: readonly Piece[], right: readonly Piece[], width: number): Piece[] {
  const end = fitPieces(right, width);
  const room = Math.max(0, width - widthOf(end) - (end.length > 0 ? 1 : 0));
  const start = fitPieces(left, room);
  return [...start, { text: ' '.repeat(Math.max(0, width - widthOf(start) - widthOf(end))) }, ...end];
}

/** No cell is wide enough to show more, and measuring a word of 10,000 characters takes longer than a frame may. */
const longestText = 2_000;

/** The text in exactly `width` cells. An ARN is cut in the middle, because its ends say more. */
export function padded(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const safe = sanitize(text.length > longestText ? text.slice(0, longestText) : text);
  return pad(truncate(safe, width, { at: safe.startsWith('arn:') ? 'middle' : 'end' }), width, align);
}
