// The contents of the terminal, and the bytes that turn them into the next frame, row by row.
import type { TerminalCapabilities } from '../capabilities.ts';
import { createGlyphPool } from './glyph-pool.ts';
import { createPen, lost, type Pen } from './pen.ts';
import { blankRow, type CellRow, type Pools, parseRow } from './row.ts';
import { paintRow, rowsDiffer } from './row-painter.ts';
import { findScroll, type Scroll, scrollRows } from './scroll-detection.ts';
import { createStylePool, plain, unknownStyle } from './style-pool.ts';

export interface Frame {
  /** One string for each line, with SGR and OSC 8 sequences; each line starts with the plain style. */
  readonly lines: readonly string[];
  /** The 0-based position of a visible cursor; absent: the cursor is hidden. */
  readonly cursor?: { readonly column: number; readonly line: number } | undefined;
}

export interface FramePainter {
  /** Yields the bytes of one step after another. Yielded bytes count as shown by the terminal. */
  paint(frame: Frame): Generator<string, void, undefined>;
  /** Forgets the contents of the terminal: the next frame clears the screen and is written as a whole. */
  forget(): void;
  /** Forgets the position of the cursor, as after bytes from elsewhere. */
  forgetCursor(): void;
  /** The terminal shows these lines already: the next frame writes only the differences. */
  assume(lines: readonly string[]): void;
  resize(columns: number, rows: number): void;
  /** Sets the known visibility of the terminal's cursor. */
  setCursorShown(shown: boolean): void;
}

/** Beyond this number of clusters or styles the pools are recreated; a screen needs a few hundred. */
const maxPoolSize = 20_000;

const createPools = (capabilities: TerminalCapabilities): Pools => ({
  glyphs: createGlyphPool(capabilities),
  styles: createStylePool(capabilities),
});

/** Turns frames into rows of cells; lines that the frame before had are not parsed again. */
function createFrameReader(size: { columns: number; rows: number }, pools: Pools): (frame: Frame) => CellRow[] {
  let cache = new Map<string, CellRow>();
  return (frame) => {
    const next = new Map<string, CellRow>();
    const lines = frame.lines.slice(-size.rows);
    const read = Array.from({ length: size.rows }, (_, line) => {
      const source = lines[line] ?? '';
      const row = next.get(source) ?? cache.get(source) ?? parseRow(source, size.columns, pools);
      next.set(source, row);
      return row;
    });
    cache = next;
    return read;
  };
}

export function createFramePainter(capabilities: TerminalCapabilities): FramePainter {
  let columns = 0;
  let rows = 0;
  let pools = createPools(capabilities);
  let pen = createPen(columns, capabilities, pools);
  let readFrame = createFrameReader({ columns, rows }, pools);
  let screen: CellRow[] = [];
  let known = false;
  let cursorShown: boolean | undefined;

  const startAfresh = () => {
    pools = createPools(capabilities);
    pen = createPen(columns, capabilities, pools);
    readFrame = createFrameReader({ columns, rows }, pools);
    known = false;
  };
  function* clear() {
    pen.raw(`${pools.styles.delta(unknownStyle, plain)}\x1b[H\x1b[J`, { column: 0, line: 0, style: plain });
    screen = Array.from({ length: rows }, () => blankRow(columns));
    known = true;
    yield pen.take();
  }
  function* showCursor(cursor: Frame['cursor']) {
    if (cursor) pen.move(Math.min(cursor.column, columns - 1), Math.min(cursor.line, rows - 1));
    if (cursorShown !== (cursor !== undefined)) pen.raw(cursor ? '\x1b[?25h' : '\x1b[?25l');
    cursorShown = cursor !== undefined;
    const bytes = pen.take();
    if (bytes) yield bytes;
  }
  function* paint(frame: Frame) {
    if (pools.glyphs.size() + pools.styles.size() > maxPoolSize) startAfresh();
    const next = readFrame(frame);
    if (!known) yield* clear();
    const scroll = capabilities.scrollRegion ? findScroll(screen, next) : undefined;
    if (scroll) {
      scrollTerminal(pen, scroll, { rows, scrollCommand: capabilities.scrollCommand });
      scrollRows(screen, scroll, columns);
      yield pen.take();
    }
    for (let line = 0; line < rows; line++) {
      const old = screen[line];
      const row = next[line];
      if (!old || !row) continue;
      screen[line] = row;
      if (rowsDiffer(old, row)) yield paintRow({ pen, line, pools }, old, row);
    }
    yield* showCursor(frame.cursor);
  }
  return {
    paint,
    forget() {
      known = false;
      pen.rewind(lost);
    },
    forgetCursor: () => pen.rewind({ ...lost, style: pen.state().style }),
    assume(lines) {
      screen = readFrame({ lines });
      known = true;
      pen.rewind(lost);
    },
    resize(newColumns, newRows) {
      if (newColumns === columns && newRows === rows) return;
      columns = newColumns;
      rows = newRows;
      startAfresh();
    },
    setCursorShown(shown) {
      cursorShown = shown;
    },
  };
}

interface ScrolledTerminal extends Pick<TerminalCapabilities, 'scrollCommand'> {
  readonly rows: number;
}

function scrollTerminal(pen: Pen, scroll: Scroll, { rows, scrollCommand }: ScrolledTerminal): void {
  const { top, bottom, by } = scroll;
  const whole = top === 0 && bottom === rows - 1;
  // Lines that scroll in get the current background.
  pen.setStyle(plain);
  if (!whole) pen.raw(`\x1b[${top + 1};${bottom + 1}r`, { column: 0, line: 0 });
  if (scrollCommand) pen.raw(`\x1b[${Math.abs(by) === 1 ? '' : Math.abs(by)}${by > 0 ? 'S' : 'T'}`);
  else {
    pen.move(0, by > 0 ? bottom : top);
    pen.raw((by > 0 ? '\n' : '\x1bM').repeat(Math.abs(by)), { column: 0 });
  }
  if (!whole) pen.raw('\x1b[r', { column: 0, line: 0 });
}
