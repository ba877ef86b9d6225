// The alternate screen and the cursor: which of them the terminal is in, and the bytes that change it.
import type { FramePainter } from '../cells/frame-painter.ts';
import { leaveAlternateScreen, resetModes, resetScrollRegion, showCursor } from './restore.ts';

export interface ScreenModes {
  isAlternate(): boolean;
  /** The terminal is in the alternate screen already, without a cursor. */
  assumeOpen(): void;
  cursor(isShown: boolean): string;
  /** Nothing where the terminal is in it, or out of it, already. */
  alternateScreen(isEntered: boolean): string;
  /** The terminal as it was before us, whether Ink has left the alternate screen or not. */
  putBack(): string;
}

const enterAlternateScreen = '\x1b[?1049h';
const hideCursor = '\x1b[?25l';
// A grapheme that is wider than we think, in the last column, must not push the screen up.
const wrapOff = '\x1b[?7l';
const wrapOn = '\x1b[?7h';

export function createScreenModes(painter: Pick<FramePainter, 'setCursorShown'>): ScreenModes {
  let isAlternate = false;
  return {
    isAlternate: () => isAlternate,
    assumeOpen() {
      isAlternate = true;
      painter.setCursorShown(false);
    },
    cursor(isShown) {
      painter.setCursorShown(isShown);
      return isShown ? showCursor : hideCursor;
    },
    alternateScreen(isEntered) {
      if (isAlternate === isEntered) return '';
      isAlternate = isEntered;
      return isEntered ? enterAlternateScreen + wrapOff : `\x1b[m${wrapOn}${leaveAlternateScreen}`;
    },
    putBack() {
      const leaving = isAlternate ? resetScrollRegion + leaveAlternateScreen : '';
      isAlternate = false;
      painter.setCursorShown(true);
      return resetModes + leaving + showCursor;
    },
  };
}
