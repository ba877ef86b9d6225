// The alternate screen and the cursor: their present states in the terminal, and the bytes that change them.
import type { FramePainter } from '../cells/frame-painter.ts';
import { leaveAlternateScreen, resetModes, resetScrollRegion, showCursor } from './restore.ts';

export interface ScreenModes {
  isAlternate(): boolean;
  /** The terminal is in the alternate screen already, with a hidden cursor. */
  assumeOpen(): void;
  cursor(isShown: boolean): string;
  /** Empty if the terminal is in the requested state already. */
  alternateScreen(isEntered: boolean): string;
  /** Restores the original state of the terminal, whether or not Ink has left the alternate screen. */
  putBack(): string;
}

const enterAlternateScreen = '\x1b[?1049h';
const hideCursor = '\x1b[?25l';
// A grapheme in the last column that is wider than counted must not scroll the screen.
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
