// The last line: the latest notice, or hints.
import type { Hint } from '../../src/app/command-line/hints.ts';
import type { Notice } from '../../src/app/state/state.ts';
import { fitPieces, Line, type Piece, widthOf } from '../primitives/line.tsx';
import { useAppearance } from '../primitives/look.tsx';

export interface FooterProps {
  readonly hints: readonly Hint[];
  readonly width: number;
  readonly notice?: Notice | undefined;
}

export function Footer({ hints, notice, width }: FooterProps) {
  const { glyphs } = useAppearance();
  if (!notice) return <Line pieces={hintPieces(hints, width)} />;
  const { text, tone, link } = notice;
  const pieces = fitPieces([{ text: `${glyphs.marks[tone]} ${text}`, tone }], width);
  return <Line pieces={pieces.map((piece) => (link === undefined ? piece : { ...piece, link }))} />;
}

/**
 * Whole hints only, because a cut hint is useless. The last one, which leaves the screen, is always shown, and so is the
 * one that shows all keys.
 */
function hintPieces(hints: readonly Hint[], width: number): Piece[] {
  const isKept = (hint: Hint, index: number) => hint.isKept === true || index === hints.length - 1;
  let room = width - widthOf(hints.filter(isKept).flatMap(hintPiece));
  return hints.flatMap((hint, index) => {
    const pieces = hintPiece(hint);
    if (isKept(hint, index)) return pieces;
    room -= widthOf(pieces);
    // None after one that has no room: the order says which matters more.
    if (room < 0) room = Number.NEGATIVE_INFINITY;
    return room < 0 ? [] : pieces;
  });
}

const hintPiece = ({ key, help }: Hint): Piece[] => [
  { text: key, tone: 'accent' },
  { text: ` ${help}  `, tone: 'muted' },
];
