// Lays out a document in a given width: a JSON line that is too long continues below, with a larger indent.
import { sanitize } from '../../lib/text/text.ts';
import { type WrappedLine, wrap } from '../../lib/text/wrap.ts';

/** A line on screen, without its indent. */
export interface DocumentLine extends WrappedLine {
  /** The JSON line that it belongs to. */
  readonly whole: string;
  /** The number of spaces before the line. */
  readonly indent: number;
}

const indentStep = 2;
/** As a part of the width: a larger indent would leave too little space. */
const deepestIndent = 1 / 3;

/** Drawn at every key press, and laid out once for each width. */
const known = new WeakMap<readonly string[], { readonly width: number; readonly lines: readonly DocumentLine[] }>();

export function layOutDocument(lines: readonly string[], width: number): readonly DocumentLine[] {
  const before = known.get(lines);
  if (before?.width === width) return before.lines;
  const laidOut = { width, lines: lines.flatMap((line) => wrapLine(sanitize(line), width)) };
  known.set(lines, laidOut);
  return laidOut.lines;
}

function wrapLine(whole: string, width: number): DocumentLine[] {
  const [first = { text: '', from: 0 }, second] = wrap(whole, width);
  const begun = { ...first, whole, indent: 0 };
  if (!second) return [begun];
  const own = whole.search(/\S|$/) + indentStep;
  const indent = Math.min(own, Math.floor(width * deepestIndent));
  const rest = wrap(whole.slice(second.from), Math.max(1, width - indent));
  return [begun, ...rest.map(({ text, from }) => ({ text, from: second.from + from, whole, indent }))];
}

/** Numbers of the screen lines at which a match begins: a match may continue on the next line. */
export function documentMatches(lines: readonly DocumentLine[], search: string): number[] {
  if (search === '') return [];
  const wanted = search.toLowerCase();
  return lines.flatMap(({ whole, from }, index) => {
    const next = lines[index + 1];
    const end = next && next.from > from ? next.from : Number.POSITIVE_INFINITY;
    const at = whole.toLowerCase().indexOf(wanted, from);
    return at >= 0 && at < end ? [index] : [];
  });
}
