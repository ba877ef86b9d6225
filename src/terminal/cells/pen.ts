// Writes cells at positions and tracks the resulting cursor and style of the terminal.
import type { TerminalCapabilities } from '../capabilities.ts';
import { createCursorMotion } from './cursor-motion.ts';
import { space } from './glyph-pool.ts';
import type { Pools } from './row.ts';
import { plain, unknownStyle } from './style-pool.ts';

export interface PenState {
  readonly column: number;
  readonly line: number;
  readonly style: number;
}

/** Nothing is known of the terminal's cursor and style. */
export const lost: PenState = { column: -1, line: -1, style: unknownStyle };

export interface Pen {
  state(): PenState;
  /** The number of bytes of the text since the last `take` or `rewind`. */
  size(): number;
  move(column: number, line: number): void;
  /** The number of bytes that `move` would write. */
  distance(column: number, line: number): number;
  setStyle(style: number): void;
  /** The number of bytes that `setStyle` would write. */
  styleDistance(style: number): number;
  put(glyph: number, style: number): void;
  /** Whether the terminal supports REP for a narrow grapheme, and writing it `count` times so saves some of `bytes`. */
  canRepeat(glyph: number, count: number, bytes: number): boolean;
  /** Writes a narrow grapheme `count` times by REP. */
  repeat(glyph: number, style: number, count: number): void;
  eraseToLineEnd(): void;
  /** Writes bytes unchanged; `after` describes their effect on the cursor. */
  raw(text: string, after?: Partial<PenState>): void;
  take(): string;
  /** Drops the bytes since `take`, and returns to `state`. */
  rewind(state: PenState): void;
}

/** REP. */
const repetition = (count: number): string => `\x1b[${count}b`;

/** The text that the pen has written since it was taken, and its size in bytes. */
function createWrittenText({ glyphs }: Pools) {
  let text = '';
  let bytes = 0;
  return {
    size: () => bytes,
    /** ASCII alone. */
    write(sequence: string): void {
      text += sequence;
      bytes += sequence.length;
    },
    writeGlyph(glyph: number): void {
      text += glyph < 0x80 ? String.fromCharCode(glyph) : glyphs.text(glyph);
      bytes += glyphs.bytes(glyph);
    },
    take(): string {
      const taken = text;
      text = '';
      bytes = 0;
      return taken;
    },
  };
}

/** The state is `lost` at first. */
export function createPen(columns: number, capabilities: TerminalCapabilities, pools: Pools): Pen {
  let { column, line, style } = lost;
  const motion = createCursorMotion(capabilities);
  const written = createWrittenText(pools);
  const { write, writeGlyph } = written;
  const setStyle = (next: number) => {
    write(pools.styles.delta(style, next));
    style = next;
  };
  /** A style with the same effect on a space need not be changed. */
  const needsStyle = (glyph: number, next: number) =>
    style === unknownStyle || (glyph === space ? pools.styles.onSpace(style) !== next : style !== next);
  const advance = (width: number) => {
    // After the last column, terminals differ in whether the cursor is on it or after it.
    column = column + width >= columns ? -1 : column + width;
  };
  const putDoubtful = (glyph: number) => {
    // If the terminal draws the grapheme narrower than counted, the old content of its second column must not stay.
    const width = pools.glyphs.width(glyph);
    if (width > 1 && column + width < columns) write(`${' '.repeat(width)}${'\b'.repeat(width)}`);
    writeGlyph(glyph);
    column = -1;
  };
  const put = (glyph: number, next: number) => {
    if (needsStyle(glyph, next)) setStyle(next);
    if (pools.glyphs.isDoubtful(glyph)) return putDoubtful(glyph);
    writeGlyph(glyph);
    advance(glyph < 0x80 ? 1 : pools.glyphs.width(glyph));
  };
  return {
    state: () => ({ column, line, style }),
    size: written.size,
    move(toColumn, toLine) {
      write(motion({ column, line }, toColumn, toLine));
      column = toColumn;
      line = toLine;
    },
    distance: (toColumn, toLine) => motion({ column, line }, toColumn, toLine).length,
    setStyle,
    styleDistance: (next) => pools.styles.delta(style, next).length,
    put,
    // tmux 3.3 repeats ASCII only and drops the rest, whatever TERM is on the other side of an ssh.
    canRepeat: (glyph, count, bytes) =>
      capabilities.repeat && glyph < 0x80 && column >= 0 && repetition(count - 1).length < bytes,
    repeat(glyph, next, count) {
      put(glyph, next);
      write(repetition(count - 1));
      advance(count - 1);
    },
    eraseToLineEnd() {
      // Erased cells get the current background, and on some terminals none: only the plain style is safe.
      if (style === unknownStyle || pools.styles.onSpace(style) !== plain) setStyle(plain);
      write('\x1b[K');
    },
    raw(sequence, after) {
      write(sequence);
      column = after?.column ?? column;
      line = after?.line ?? line;
      style = after?.style ?? style;
    },
    take: written.take,
    rewind(state) {
      written.take();
      ({ column, line, style } = state);
    },
  };
}
