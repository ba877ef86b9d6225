// One line of the screen as cells. Rows are immutable, so the same object means the same text.
import { continuation, type GlyphPool, space } from './glyph-pool.ts';
import { plain, type StylePool } from './style-pool.ts';

export interface CellRow {
  /** The line from which it was parsed, as Ink wrote it. */
  readonly source: string;
  readonly glyphs: Int32Array;
  readonly styles: Int32Array;
  /** From this column on the row is blank. */
  readonly end: number;
}

export interface Pools {
  readonly glyphs: GlyphPool;
  readonly styles: StylePool;
}

export function blankRow(columns: number): CellRow {
  return { source: '', glyphs: new Int32Array(columns).fill(space), styles: new Int32Array(columns), end: 0 };
}

// SGR and OSC 8 are kept; every other escape sequence is removed, because it could move the cursor.
const escapes =
  /\x1b\[([\d;:]*)m|\x1b\]8;([^\x07\x1b]*)(?:\x07|\x1b\\)|\x1b\[[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]?|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[\x20-\x2f]*[\x30-\x7e]?/g;

/** Cells after the last column are cut, and so is a wide grapheme with only one column left. */
export function parseRow(source: string, columns: number, pools: Pools): CellRow {
  const { glyphs: pool, styles: looks } = pools;
  const { glyphs, styles } = blankRow(columns);
  let column = 0;
  let style = plain;
  let end = 0;
  const visit = (glyph: number, width: number) => {
    const seen = glyph === space ? looks.onSpace(style) : style;
    if (column + width > columns) {
      column = columns;
      return;
    }
    glyphs[column] = glyph;
    styles[column++] = seen;
    for (let further = 1; further < width; further++) {
      glyphs[column] = continuation;
      styles[column++] = seen;
    }
    if (glyph !== space || seen !== plain) end = column;
  };
  let from = 0;
  if (source.includes('\x1b')) {
    for (const match of source.matchAll(escapes)) {
      pool.each(source.slice(from, match.index), visit);
      from = match.index + match[0].length;
      if (match[1] !== undefined) style = looks.apply(style, match[1]);
      else if (match[2] !== undefined) style = looks.link(style, match[2] === ';' ? '' : match[2]);
    }
  }
  pool.each(source.slice(from), visit);
  return { source, glyphs, styles, end };
}

export function sameCell(one: CellRow, other: CellRow, column: number): boolean {
  return one.glyphs[column] === other.glyphs[column] && one.styles[column] === other.styles[column];
}

/** The number of cells that differ. */
export function countDifferences(one: CellRow, other: CellRow): number {
  if (one === other) return 0;
  const end = Math.max(one.end, other.end);
  let count = 0;
  for (let column = 0; column < end; column++) if (!sameCell(one, other, column)) count++;
  return count;
}
