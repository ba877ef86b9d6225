// The command line behind ':' with its completions.
import type { TextInput } from '../../src/app/command-line/text-input.ts';
import { fitPieces, Line, type Piece, widthOf } from '../primitives/line.tsx';
import { typedPieces } from './typed-pieces.ts';

export interface CommandLineProps {
  readonly sign?: string;
  readonly input: TextInput;
  readonly candidates: readonly string[];
  /** Index into the candidates; -1: none is chosen. */
  readonly choice: number;
  readonly width: number;
}

export function CommandLine({ sign = ':', input, candidates, choice, width }: CommandLineProps) {
  const typed = typedPieces(sign, input, width);
  const room = width - widthOf(typed) - 3;
  return <Line pieces={fitPieces([...typed, { text: '   ' }, ...candidatePieces(candidates, choice, room)], width)} />;
}

/** Starts at an offset at which the chosen candidate is in view. */
function candidatePieces(candidates: readonly string[], choice: number, room: number): Piece[] {
  const pieceOf = (name: string, index: number): Piece => ({
    text: `${name}  `,
    tone: index === choice ? 'accent' : 'muted',
  });
  const pieces = candidates.map(pieceOf);
  let from = 0;
  while (from < choice && widthOf(pieces.slice(from, choice + 1)) > room) from += 1;
  return pieces.slice(from);
}
