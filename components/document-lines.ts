// A line of JSON as pieces: names, values and what the search has found.
import type { Piece } from './line.tsx';

const token = /^(\s*)("(?:[^"\\]|\\.)*")(:\s?)?(.*)$/s;

export function documentPieces(line: string, search: string): Piece[] {
  const pieces = colored(line);
  return search === '' ? pieces : pieces.flatMap((piece) => marked(piece, search.toLowerCase()));
}

function colored(line: string): Piece[] {
  const [, indent = '', text = '', colon = '', rest = ''] = token.exec(line) ?? [];
  if (colon === '') return [{ text: line }];
  return [{ text: indent }, { text, tone: 'busy' }, { text: colon, tone: 'muted' }, { text: rest }];
}

function marked({ text, tone }: Piece, search: string): Piece[] {
  const lower = text.toLowerCase();
  const pieces: Piece[] = [];
  let from = 0;
  for (let at = lower.indexOf(search); at >= 0; at = lower.indexOf(search, from)) {
    pieces.push({ text: text.slice(from, at), tone }, { text: text.slice(at, at + search.length), inverse: true });
    from = at + search.length;
  }
  return [...pieces, { text: text.slice(from), tone }];
}

/** Scrolled sideways by `left` UTF-16 units; a character cut in two would become a question mark. */
export function shifted(pieces: readonly Piece[], left: number): Piece[] {
  let skip = left;
  return pieces.map((piece) => {
    const text = piece.text.slice(skip).replace(/^[\udc00-\udfff]/, '');
    skip = Math.max(0, skip - piece.text.length);
    return { ...piece, text };
  });
}
