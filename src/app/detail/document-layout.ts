// A document in the width that it has: a line of JSON that is too long goes on below, further in than it began.
import { sanitize } from '../../lib/text/text.ts';
import { type WrappedLine, wrap } from '../../lib/text/wrap.ts';

/** A line on screen, without the spaces before what goes on. */
export interface DocumentLine extends WrappedLine {
  /** The line of JSON of which it is a part. */
  readonly whole: string;
  /** Spaces before it. */
  readonly indent: number;
}

const indentStep = 2;
/** Of the width: deeper ones would leave too little to read. */
const deepestIndent = 1 / 3;

/** Drawn with every key, and laid out once for each width. */
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

/** Numbers of the lines on screen where a match begins: what is searched for may go on in the next one. */
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
