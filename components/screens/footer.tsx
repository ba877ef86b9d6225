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

/** Whole hints only, because a cut hint is useless. The last one, which leaves the screen, is always shown. */
function hintPieces(hints: readonly Hint[], width: number): Piece[] {
  const pieces = hints.map(hintPiece);
  const last = pieces.at(-1) ?? [];
  const shown: Piece[] = [];
  for (const piece of pieces.slice(0, -1)) {
    if (widthOf([...shown, ...piece, ...last]) > width) break;
    shown.push(...piece);
  }
  return [...shown, ...last];
}

const hintPiece = ({ key, help }: Hint): Piece[] => [
  { text: key, tone: 'accent' },
  { text: ` ${help}  `, tone: 'muted' },
];
