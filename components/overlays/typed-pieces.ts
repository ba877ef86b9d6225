import type { TextInput } from '../../src/app/command-line/text-input.ts';
import type { Piece } from '../primitives/line.tsx';

/** The text with its caret; for a long text, the part around the caret. */
export function typedPieces(sign: string, { text, cursor }: TextInput, width: number): Piece[] {
  const room = Math.max(1, width - sign.length - 2);
  const from = Math.max(0, cursor - room + 1);
  const [under = ' '] = [...text.slice(cursor)];
  return [
    { text: sign, tone: 'accent' },
    { text: text.slice(from, cursor) },
    { text: under, inverse: true },
    { text: text.slice(cursor + under.length) },
  ];
}
