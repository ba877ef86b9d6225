// A JSON line as pieces: names, values and matches of the search.
import type { DocumentLine } from '../../src/app/detail/document-layout.ts';
import type { Piece } from '../primitives/line.tsx';

const token = /^(\s*)("(?:[^"\\]|\\.)*")(:\s?)?(.*)$/s;

/**
 * Computed from the whole line, so that a continued line has the same tones, and a match that is cut is marked in both
 * lines.
 */
export function documentPieces({ whole, text, from, indent }: DocumentLine, search: string): Piece[] {
  const pieces = search === '' ? colored(whole) : marked(colored(whole), whole, search.toLowerCase());
  return [{ text: ' '.repeat(indent) }, ...part(pieces, from, from + text.length)];
}

function colored(line: string): Piece[] {
  const [, indent = '', text = '', colon = '', rest = ''] = token.exec(line) ?? [];
  if (colon === '') return [{ text: line }];
  return [{ text: indent }, { text, tone: 'busy' }, { text: colon, tone: 'muted' }, { text: rest }];
}

function marked(pieces: readonly Piece[], whole: string, search: string): Piece[] {
  const lower = whole.toLowerCase();
  const parts: Piece[] = [];
  let from = 0;
  for (let at = lower.indexOf(search); at >= 0; at = lower.indexOf(search, from)) {
    parts.push(...part(pieces, from, at));
    from = at + search.length;
    parts.push(...part(pieces, at, from).map(({ text }) => ({ text, inverse: true })));
  }
  return [...parts, ...part(pieces, from, whole.length)];
}

/** The pieces between two positions of the text. */
function part(pieces: readonly Piece[], from: number, to: number): Piece[] {
  let start = 0;
  return pieces.flatMap((piece) => {
    const text = piece.text.slice(Math.max(0, from - start), Math.max(0, to - start));
    start += piece.text.length;
    return text === '' ? [] : [{ ...piece, text }];
  });
}
