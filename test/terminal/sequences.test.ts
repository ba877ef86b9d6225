import { describe, expect, test } from 'vitest';
import { copySequence } from '../../src/terminal/clipboard.ts';
import { bellSequence, notifySequence, notifyWithTitleSequence } from '../../src/terminal/notify.ts';
import { restoreSequence } from '../../src/terminal/output/restore.ts';
import { createReplay } from './terminal-replay.ts';

const none = { multiplexer: 'none' } as const;
const tmux = { multiplexer: 'tmux' } as const;
const screen = { multiplexer: 'screen' } as const;

describe('copying', () => {
  test('a text as UTF-8', () => {
    expect(copySequence('é', none)).toBe('\x1b]52;c;w6k=\x07');
  });

  test('through tmux both ways', () => {
    expect(copySequence('a', tmux)).toBe('\x1b]52;c;YQ==\x07\x1bPtmux;\x1b\x1b]52;c;YQ==\x07\x1b\\');
  });

  test('through GNU screen in pieces it takes', () => {
    const sequence = copySequence('x'.repeat(3000), screen) ?? '';
    const pieces = sequence.split('\x1b\\').slice(0, -1);
    expect(pieces.every((piece) => piece.startsWith('\x1bP') && piece.length <= 760)).toBe(true);
    expect(pieces.map((piece) => piece.slice(2)).join('')).toBe(copySequence('x'.repeat(3000), none));
  });

  test('no more than terminals take', () => {
    expect(copySequence('x'.repeat(74_994), none)).toBeDefined();
    expect(copySequence('x'.repeat(74_995), none)).toBeUndefined();
  });
});

describe('notifying', () => {
  test('by the bell', () => expect(bellSequence).toBe('\x07'));

  test('with text that cannot end the sequence or be a command', () => {
    expect(notifySequence('job \x1b]0;x\x07 done\u202e!', none)).toBe('\x1b]9;job  ]0;x  done !\x07');
    expect(notifySequence('4;1;50', none)).toBe('\x1b]9;4,1;50\x07');
    expect(notifyWithTitleSequence('a;b', 'c', none)).toBe('\x1b]777;notify;a,b;c\x07');
    expect(notifySequence('x'.repeat(500), none).length).toBe(205);
  });

  test('through multiplexers', () => {
    expect(notifySequence('a', tmux)).toBe('\x1bPtmux;\x1b\x1b]9;a\x07\x1b\\');
    expect(notifySequence('a', screen)).toBe('\x1bP\x1b]9;a\x07\x1b\\');
  });
});

describe('restoring', () => {
  const spoilt = '\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[3;5r\x1b[1;31m\x1b[?2026h\x1b[?1003h\x1b[?2004htext\x1b[38;2;';

  test('puts back what a crash left, even in the middle of a sequence', () => {
    const shown = createReplay(20, 6);
    shown.write(`prompt\r\n${spoilt}${restoreSequence}`);
    expect(shown).toMatchObject({ isAlternate: false, isCursorHidden: false, wraps: true });
    shown.write('next');
    expect(shown.lines()).toEqual(['prompt', 'next', '', '', '', '']);
    expect(shown.cells()[1]?.[0]?.look).toBe('');
  });

  test('does nothing to a terminal that needs nothing', () => {
    const shown = createReplay(20, 6);
    shown.write(`prompt\r\nab${restoreSequence}c`);
    expect(shown.lines().slice(0, 2)).toEqual(['prompt', 'abc']);
  });
});
