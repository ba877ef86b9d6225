// Turns a row on the screen into another, writing only the cells that differ.
import { continuation, space } from './glyph-pool.ts';
import type { Pen, PenState } from './pen.ts';
import { type CellRow, countDifferences, type Pools, sameCell } from './row.ts';
import { plain } from './style-pool.ts';

/** Up to this number, unchanged cells may be written again if that is shorter than moving the cursor. */
const maxRewrittenGap = 12;
/** Erasing a row and writing it again is tried if it saves writing at least this number of blanks. */
const worthErasingBlanks = 8;

interface Canvas {
  readonly pen: Pen;
  readonly line: number;
  readonly pools: Pools;
}

/** Cells of a row from `start` up to, not including, `column`. */
interface Stretch {
  readonly row: CellRow;
  readonly start: number;
  readonly column: number;
}

/** The pen's text must be empty before. */
export function paintRow(canvas: Canvas, old: CellRow, next: CellRow): string {
  const { pen } = canvas;
  const before = pen.state();
  paintCells(canvas, old, next);
  if (countWrittenBlanks(old, next) < worthErasingBlanks) return pen.take();
  const size = pen.size();
  const after = pen.state();
  const direct = pen.take();
  pen.rewind(before);
  paintErased(canvas, old, next);
  if (pen.size() < size) return pen.take();
  pen.rewind(after);
  return direct;
}

/** The number of cells that must be blanked by writing a space. */
function countWrittenBlanks(old: CellRow, next: CellRow): number {
  let count = 0;
  for (let column = 0; column < next.end; column++)
    if (next.glyphs[column] === space && next.styles[column] === plain && old.glyphs[column] !== space) count++;
  return count;
}

function paintErased(canvas: Canvas, old: CellRow, next: CellRow): void {
  const { pen, line } = canvas;
  let first = 0;
  while (first < next.end && sameCell(old, next, first)) first++;
  pen.move(first, line);
  pen.eraseToLineEnd();
  paintCells(canvas, { ...old, ...eraseFrom(old, first) }, next);
}

function eraseFrom(row: CellRow, column: number): Pick<CellRow, 'glyphs' | 'styles' | 'end'> {
  return {
    glyphs: row.glyphs.slice().fill(space, column),
    styles: row.styles.slice().fill(plain, column),
    end: Math.min(row.end, column),
  };
}

function paintCells(canvas: Canvas, old: CellRow, next: CellRow): void {
  const { pen } = canvas;
  let column = 0;
  while (column < next.end) {
    if (next.glyphs[column] === continuation || sameCell(old, next, column)) {
      column++;
      continue;
    }
    approach(canvas, next, column);
    const count = repeatRun(canvas, { old, next }, column);
    if (count === 0) pen.put(next.glyphs[column] ?? space, next.styles[column] ?? plain);
    column += Math.max(1, count);
  }
  if (old.end > next.end) clearTail(canvas, next.end, old.end);
}

/** Writes the equal narrow cells from here to the last changed one, if repeating is shorter; returns their number. */
function repeatRun(
  { pen, pools }: Canvas,
  { old, next }: { readonly old: CellRow; readonly next: CellRow },
  column: number,
): number {
  const glyph = next.glyphs[column] ?? space;
  const style = next.styles[column] ?? plain;
  let count = 1;
  let changed = 0;
  for (let at = column + 1; next.glyphs[at] === glyph && next.styles[at] === style && at < next.end; at++) {
    if (sameCell(old, next, at)) continue;
    changed++;
    count = at - column + 1;
  }
  if (changed === 0 || pools.glyphs.isDoubtful(glyph) || pools.glyphs.width(glyph) > 1) return 0;
  if (!pen.canRepeat(glyph, count, changed * pools.glyphs.bytes(glyph))) return 0;
  pen.repeat(glyph, style, count);
  return count;
}

/** Moves the pen to a column: by a cursor motion, or by writing the unchanged cells before it again. */
function approach(canvas: Canvas, row: CellRow, column: number): void {
  const { pen, line } = canvas;
  const at = pen.state();
  if (at.line === line && at.column === column) return;
  const start = rewriteStart(at, line, column);
  if (start === undefined || !isRewriteShorter(canvas, { row, start, column })) {
    pen.move(column, line);
    return;
  }
  pen.move(start, line);
  for (let cell = start; cell < column; cell++) pen.put(row.glyphs[cell] ?? space, row.styles[cell] ?? plain);
}

function isRewriteShorter({ pen, line, pools }: Canvas, stretch: Stretch): boolean {
  const { row, start, column } = stretch;
  const from = pen.state().style;
  const stepping = pools.styles.cost(from, row.styles[column] ?? plain, (row.glyphs[column] ?? space) === space);
  const rewriting = rewriteCost(from, stretch, pools);
  return rewriting + pen.distance(start, line) <= stepping + pen.distance(column, line);
}

/** The column at which rewriting would begin: the position of the pen, or the beginning of a line below. */
function rewriteStart(at: PenState, line: number, column: number): number | undefined {
  const start = at.line === line && at.column >= 0 && at.column < column ? at.column : 0;
  return column - start <= maxRewrittenGap && (at.line <= line || start > 0) && at.line >= 0 ? start : undefined;
}

/** The number of bytes to write the cells from `start`, and to set the style of the cell at `column`. */
function rewriteCost(from: number, { row, start, column }: Stretch, pools: Pools): number {
  let cost = 0;
  let style = from;
  for (let cell = start; cell <= column; cell++) {
    const glyph = row.glyphs[cell] ?? space;
    const wanted = row.styles[cell] ?? plain;
    const change = pools.styles.cost(style, wanted, glyph === space);
    if (change > 0) style = wanted;
    cost += change;
    if (cell === column) break;
    if (glyph === continuation || pools.glyphs.isDoubtful(glyph) || pools.glyphs.width(glyph) > 1) return Infinity;
    cost += pools.glyphs.bytes(glyph);
  }
  return cost;
}

function clearTail({ pen, line }: Canvas, from: number, to: number): void {
  pen.move(from, line);
  if (to - from > 3) pen.eraseToLineEnd();
  else for (let at = from; at < to; at++) pen.put(space, plain);
}

export const rowsDiffer = (old: CellRow, next: CellRow): boolean => old !== next && countDifferences(old, next) > 0;
