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

/** Whole hints only, because a cut hint is useless: those that stay, and as many of the others as there is room for. */
function hintPieces(hints: readonly Hint[], width: number): Piece[] {
  const last = hints.length - 1;
  const staying = hints.filter(({ stays }, index) => stays || index === last);
  let room = width - widthOf(staying.flatMap(hintPiece));
  const shown = hints.filter((hint) => {
    if (staying.includes(hint)) return true;
    room -= widthOf(hintPiece(hint));
    return room >= 0;
  });
  return fitPieces(shown.flatMap(hintPiece), width);
}

const hintPiece = ({ key, help }: Hint): Piece[] => [
  { text: key, tone: 'accent' },
  { text: ` ${help}  `, tone: 'muted' },
];
