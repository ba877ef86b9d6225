// Restores a terminal for a shell, whatever state a crash left it in.

/** Switches off everything that a screen writer may have switched on, except the alternate screen. */
export const resetModes = [
  '\x1b[?2026l', // end of synchronized output
  '\x1b[m',
  '\x1b[?7h', // wrap at the right edge
  '\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l', // mouse
  '\x1b[?1004l', // focus reports
  '\x1b[?2004l', // bracketed paste
].join('');

export const leaveAlternateScreen = '\x1b[?1049l';
export const showCursor = '\x1b[?25h';
/** DECSTBM without lines; it moves the cursor home, so it is sent only while the alternate screen is shown. */
export const resetScrollRegion = '\x1b[r';

/**
 * For use after a crash: harmless if sent twice, or to a terminal that never left its ordinary state, except for the
 * cursor, which leaving the alternate screen restores. The leading CAN ends a truncated sequence.
 */
export const restoreSequence = `\x18\x1b]8;;\x1b\\\x1b[<u${resetModes}\x1b7${resetScrollRegion}\x1b8${leaveAlternateScreen}${showCursor}`;
