import { expect, test } from 'vitest';
import { createScreenModes } from '../../src/terminal/output/screen-modes.ts';

function open() {
  const cursor: boolean[] = [];
  return { modes: createScreenModes({ setCursorShown: (isShown) => cursor.push(isShown) }), cursor };
}

test('the alternate screen is entered and left once', () => {
  const { modes } = open();
  expect(modes.alternateScreen(true)).toContain('\x1b[?1049h');
  expect(modes.alternateScreen(true)).toBe('');
  expect(modes.alternateScreen(false)).toContain('\x1b[?1049l');
  expect(modes.alternateScreen(false)).toBe('');
});

test('a screen that is open already is not entered, and is left at the end', () => {
  const { modes, cursor } = open();
  modes.assumeOpen();
  expect(modes.alternateScreen(true)).toBe('');
  expect(modes.putBack()).toMatch(/\x1b\[\?1049l\x1b\[\?25h$/);
  expect(modes.isAlternate()).toBe(false);
  expect(cursor).toEqual([false, true]);
});

test('an ordinary screen is put back without being left, for that would move its cursor', () => {
  expect(open().modes.putBack()).not.toContain('\x1b[?1049l');
});
