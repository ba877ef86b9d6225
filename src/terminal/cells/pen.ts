// Writes cells at places and remembers where that leaves the terminal's cursor and its style.
import type { TerminalCapabilities } from '../capabilities.ts';
import { cursorMotion } from './cursor-motion.ts';
import { space } from './glyph-pool.ts';
import type { Pools } from './row.ts';
import { plain, unknownStyle } from './style-pool.ts';

export interface PenState {
  readonly column: number;
  readonly line: number;
  readonly style: number;
}

export interface Pen {
  state(): PenState;
  /** Bytes the text since the last `take` or `rewind` will have. */
  size(): number;
  move(column: number, line: number): void;
  /** Bytes that `move` would write. */
  distance(column: number, line: number): number;
  setStyle(style: number): void;
  /** Bytes that `setStyle` would write. */
  styleDistance(style: number): number;
  put(glyph: number, style: number): void;
  /** Writes a narrow grapheme `count` times by REP, if the terminal can and more than `bytes` are saved by it. */
  repeat(glyph: number, style: number, count: number, bytes: number): boolean;
  eraseToLineEnd(): void;
  /** Bytes that go out as they are; says what they do to the cursor. */
  raw(text: string, after?: Partial<PenState>): void;
  take(): string;
  /** Forgets what was written since `take` and stands where `state` says. */
  rewind(state: PenState): void;
}

export function createPen(columns: number, capabilities: TerminalCapabilities, pools: Pools, start: PenState): Pen {
  let { column, line, style } = start;
  let text = '';
  let bytes = 0;
  const write = (sequence: string) => {
    text += sequence;
    bytes += sequence.length;
  };
  const writeGlyph = (glyph: number) => {
    text += glyph < 0x80 ? String.fromCharCode(glyph) : pools.glyphs.text(glyph);
    bytes += pools.glyphs.bytes(glyph);
  };
  const setStyle = (next: number) => {
    write(pools.styles.delta(style, next));
    style = next;
  };
  /** A style that shows the same on a space may stay as it is. */
  const needsStyle = (glyph: number, next: number) =>
    style === unknownStyle || (glyph === space ? pools.styles.onSpace(style) !== next : style !== next);
  const advance = (width: number) => {
    // With the last column written, whether the cursor stands on it or past it is the terminal's choice.
    column = column + width >= columns ? -1 : column + width;
  };
  const putDoubtful = (glyph: number) => {
    // If the terminal draws it narrower than we count, what stood in its other column must not stay.
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
    size: () => bytes,
    move(toColumn, toLine) {
      write(cursorMotion({ column, line }, toColumn, toLine, capabilities.columnAddress));
      column = toColumn;
      line = toLine;
    },
    distance: (toColumn, toLine) => cursorMotion({ column, line }, toColumn, toLine, capabilities.columnAddress).length,
    setStyle,
    styleDistance: (next) => pools.styles.delta(style, next).length,
    put,
    repeat(glyph, next, count, worth) {
      const repeated = `\x1b[${count - 1}b`;
      // tmux 3.3 repeats ASCII only and drops the rest, whatever TERM says at the far end of an ssh.
      if (!capabilities.repeat || glyph >= 0x80 || column < 0 || repeated.length >= worth) return false;
      put(glyph, next);
      write(repeated);
      advance(count - 1);
      return true;
    },
    eraseToLineEnd() {
      // Erased cells take the background of the moment, and on some terminals none: only a plain one is safe.
      if (style === unknownStyle || pools.styles.onSpace(style) !== plain) setStyle(plain);
      write('\x1b[K');
    },
    raw(sequence, after) {
      write(sequence);
      column = after?.column ?? column;
      line = after?.line ?? line;
      style = after?.style ?? style;
    },
    take() {
      const taken = text;
      text = '';
      bytes = 0;
      return taken;
    },
    rewind(state) {
      text = '';
      bytes = 0;
      ({ column, line, style } = state);
    },
  };
}
