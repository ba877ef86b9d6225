// Puts a terminal back as a shell expects it, whatever state a crash left it in.

/** Everything a screen writer may have switched on, off again, except the alternate screen. */
export const resetModes = [
  '\x1b[?2026l', // show what was held back
  '\x1b[m',
  '\x1b[?7h', // wrap at the right edge
  '\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l', // mouse
  '\x1b[?1004l', // focus reports
  '\x1b[?2004l', // bracketed paste
].join('');

export const leaveAlternateScreen = '\x1b[?1049l';
export const showCursor = '\x1b[?25h';
/** DECSTBM without lines; it moves the cursor home, hence only while the alternate screen still shows. */
export const resetScrollRegion = '\x1b[r';

/**
 * For use on a crash: harmless to send twice, or to a terminal that never left its ordinary state, but for the cursor,
 * which the alternate screen brings back to where it was. The leading CAN ends a sequence that was cut in the middle.
 */
export const restoreSequence = `\x18\x1b]8;;\x1b\\\x1b[<u${resetModes}\x1b7${resetScrollRegion}\x1b8${leaveAlternateScreen}${showCursor}`;
