import { describe, expect, test } from 'vitest';
import type { FrameStats } from '../../src/terminal/output/frame-queue.ts';
import { createScreenWriter } from '../../src/terminal/output/screen-writer.ts';
import { createFakeTty, xtermCapabilities } from './fake-tty.ts';
import { createReplay } from './terminal-replay.ts';

function start(columns = 20, rows = 5, capabilities = xtermCapabilities) {
  const tty = createFakeTty(columns, rows);
  const stats: FrameStats[] = [];
  const writer = createScreenWriter({ stdout: tty, capabilities, onStats: (each) => stats.push(each) });
  const shown = createReplay(columns, rows);
  writer.open();
  const look = () => {
    shown.write(tty.taken());
    return shown.lines();
  };
  return { tty, writer, shown, stats, look };
}

describe('a terminal that is slow to take its bytes', () => {
  test('gets the newest frame next, and none of those between', () => {
    const { tty, writer, stats, look } = start();
    writer.paint('frame 0');
    tty.blocked = true;
    for (let frame = 1; frame <= 50; frame++) writer.paint(`frame ${frame}`);
    expect(tty.writes.join('')).toContain('1');
    tty.blocked = false;
    tty.drain();
    expect(look()[0]).toBe('frame 50');
    expect(stats.at(-1)?.dropped).toBe(48);
    expect(tty.writes.filter((bytes) => bytes.includes('2')).length).toBeLessThanOrEqual(1);
  });

  test('is handed a large frame piece by piece', () => {
    const { tty, writer, look } = start(200, 50);
    look();
    tty.blocked = true;
    const lines = Array.from({ length: 50 }, (_, line) => `${line} ${'abcdefghij'.repeat(19)}`);
    const before = tty.writes.length;
    writer.paint(lines.join('\n'));
    expect(tty.writes.length).toBe(before + 1);
    let pieces = 0;
    for (let count = -1; count !== tty.writes.length; pieces++) {
      count = tty.writes.length;
      expect(tty.writes.at(-1)?.length).toBeLessThan(2400);
      tty.drain();
    }
    expect(pieces).toBeGreaterThan(4);
    expect(look()).toEqual(lines);
    expect(tty.writes.join('').match(/\x1b\[\?2026[hl]/g)).toEqual(['\x1b[?2026h', '\x1b[?2026l']);
  });

  // Frames of one piece, and such as are sent in several.
  test.each([600, 1_500, 2_000, 2_100, 5_000])('is left with no synchronized update open after %i bytes', (bytes) => {
    const { tty, writer, look } = start(200, 50);
    look();
    const before = tty.writes.length;
    writer.paint(Array.from({ length: Math.ceil(bytes / 190) }, () => 'abcdefghij'.repeat(19)).join('\n'));
    const sent = tty.writes.slice(before).join('');
    expect(sent.length).toBeGreaterThan(bytes);
    expect(sent.match(/\x1b\[\?2026[hl]/g)).toEqual(['\x1b[?2026h', '\x1b[?2026l']);
    expect(sent.endsWith('\x1b[?2026l')).toBe(true);
  });

  test('keeps controls between frames in their order, and flush waits for all of it', async () => {
    const { tty, writer } = start();
    tty.blocked = true;
    writer.paint('one');
    writer.writeRaw('\x07');
    writer.writeRaw('\x1b]52;c;YQ==\x07');
    let done = false;
    const flushed = writer.flush().then(() => {
      done = true;
    });
    await Promise.resolve();
    expect(done).toBe(false);
    tty.blocked = false;
    tty.drain();
    await flushed;
    expect(tty.writes.join('')).toContain('\x07\x1b]52;c;YQ==\x07');
  });

  test('that has gone away ends every wait and is written to no more', async () => {
    const { tty, writer } = start();
    tty.write = (_, callback) => {
      callback?.(new Error('EPIPE'));
      return false;
    };
    writer.paint('one');
    writer.paint('two');
    await writer.flush();
    const before = writer.bytesWritten;
    writer.paint('three');
    writer.close();
    expect(writer.bytesWritten).toBe(before);
  });

  test('that throws is as one that has gone away', async () => {
    const { tty, writer } = start();
    tty.write = () => {
      throw new Error('ERR_STREAM_DESTROYED');
    };
    writer.paint('one');
    writer.close();
    await writer.flush();
  });
});

describe('what the terminal is left with', () => {
  test('a repaint mends what another program wrote', () => {
    const { writer, shown, look } = start();
    writer.paint('one\ntwo');
    look();
    shown.write('\x1b[31m\x1b[2;4Hgarbage\x1b[4;9H');
    writer.repaint();
    expect(look()).toEqual(['one', 'two', '', '', '']);
  });

  test('suspended, it is as it was, and frames wait', () => {
    const { writer, shown, tty, look } = start();
    writer.paint('one');
    look();
    writer.suspend();
    writer.paint('two');
    look();
    expect(shown).toMatchObject({ isAlternate: false, isCursorHidden: false, wraps: true });
    expect(tty.blocking).toEqual([false, true]);
    shown.write('shell\r\n');
    writer.resume();
    expect(look()[0]).toBe('two');
    expect(shown).toMatchObject({ isAlternate: true, isCursorHidden: true });
  });

  test('closed, it is as it was, blocking again, and later frames are ignored', () => {
    const { writer, shown, tty, look } = start();
    writer.paint('\x1b[7mone');
    tty.blocked = true;
    writer.paint('two');
    writer.paint('three');
    writer.close();
    writer.paint('four');
    tty.drain();
    look();
    expect(shown).toMatchObject({ isAlternate: false, isCursorHidden: false, wraps: true });
    expect(tty.blocking).toEqual([false, true]);
    expect(tty.writes.join('')).not.toContain('four');
    expect(tty.listenerCount('resize')).toBe(0);
    shown.write('x');
    expect(shown.cells()[0]?.[0]?.look).toBe('');
  });

  test('a resize clears and repaints at the new size', () => {
    const { writer, shown, tty, look } = start();
    writer.paint('0123456789abcdefghij\nlast');
    look();
    shown.resize(10, 3);
    tty.resize(10, 3);
    expect(look()).toEqual(['0123456789', 'last', '']);
    writer.paint('0123456789abcdefghij\nnext');
    expect(look()).toEqual(['0123456789', 'next', '']);
  });

  test('a resize in which the frame stays the same draws it over what the terminal has made of the screen', () => {
    const { writer, shown, tty, look } = start();
    writer.paint('one\ntwo');
    look();
    shown.resize(30, 6);
    shown.write('\x1b[Hwrapped anew\r\nwrapped anew');
    tty.resize(30, 6);
    expect(look()).toEqual(['one', 'two', '', '', '', '']);
  });
});

describe('text that would do harm', () => {
  test.each([
    ['cursor motion and erasing', 'a\x1b[2J\x1b[Hb\x1b[10;10Hc', 'abc'],
    ['a title and a clipboard', 'a\x1b]0;title\x07b\x1b]52;c;YQ==\x1b\\c', 'abc'],
    ['an unfinished sequence', 'abc\x1b[31', 'abc'],
    ['device control', 'a\x1bPq#0\x1b\\bc', 'abc'],
    ['control characters', 'a\x07\x08\r\tb\x7fc\x9b', 'abc'],
    ['half a surrogate pair', 'ab\ud83dc', 'ab\ufffdc'],
    ['zero-width floods', `a${'\u200b'.repeat(500)}b${'\u2060'.repeat(500)}c`, 'abc'],
  ])('%s changes nothing else', (_, text, expected) => {
    const { writer, look } = start();
    writer.paint(`first\n${text}\nlast`);
    expect(look()).toEqual(['first', expected, 'last', '', '']);
  });

  test('a flood of combining marks stays in its cell and is cut', () => {
    const { writer, tty, look } = start();
    look();
    writer.paint(`a${'\u0301'.repeat(10_000)}b`);
    expect(tty.taken().length).toBeLessThan(120);
  });

  test('ever new graphemes and styles do not pile up', () => {
    const { writer, look } = start();
    for (let frame = 0; frame < 3000; frame++) {
      const marks = Array.from(
        { length: 10 },
        (_, at) =>
          `\x1b[38;2;${frame % 256};${frame >> 8};${at}ma${String.fromCharCode(0x300 + (frame % 100), 0x300 + at, 0x300 + (frame >> 6))}`,
      );
      writer.paint(`${marks.join('')}\x1b[m ${frame}`);
    }
    expect(look()[0]?.endsWith(' 2999')).toBe(true);
  });
});

describe('what a terminal cannot do', () => {
  const hyperlink = '\x1b]8;;https://example.com\x1b\\vault\x1b]8;;\x1b\\ and';

  test('hyperlinks are left out, or sent once', () => {
    const without = start();
    without.look();
    without.writer.paint(hyperlink);
    expect(without.tty.taken()).not.toContain(']8;');
    const having = start(20, 5, { ...xtermCapabilities, hyperlinks: true });
    having.look();
    having.writer.paint(hyperlink);
    expect(having.tty.taken()).toContain('\x1b]8;;https://example.com\x1b\\vault\x1b]8;;\x1b\\ and');
    expect(having.look()[0]).toBe('');
  });

  test.each([
    [0, '\x1b[1mred'],
    [16, '\x1b[1;91mred'],
    [256, '\x1b[1;38;5;203mred'],
    [16_777_216, '\x1b[1;38;2;250;80;80mred'],
  ] as const)('with %i colours', (colors, expected) => {
    const { writer, tty, look } = start(20, 5, { ...xtermCapabilities, colors });
    look();
    writer.paint('\x1b[1m\x1b[38;2;250;80;80mred');
    expect(tty.taken()).toContain(expected);
  });

  test('without UTF-8 only ASCII is sent', () => {
    const { writer, tty, look } = start(20, 5, { ...xtermCapabilities, unicode: false });
    look();
    writer.paint('┌──┐\n│é›│ 日 😀 █…');
    const bytes = tty.taken();
    expect(bytes).toMatch(/^[\x00-\x7e]*$/);
    expect(bytes).toContain('|e>| ?? ?? #.');
  });

  test('only ASCII is repeated, for tmux 3.3 drops the rest', () => {
    const { writer, tty, look } = start(60, 5);
    look();
    writer.paint(`${'─'.repeat(40)}\n${'='.repeat(40)}`);
    const bytes = tty.taken();
    expect(bytes).toContain('─'.repeat(40));
    expect(bytes).toContain('=\x1b[39b');
  });

  test('has no synchronized output, repeat or regions sent to it', () => {
    const plain = { ...xtermCapabilities, synchronizedOutput: false, repeat: false, scrollRegion: false };
    const { writer, tty, look } = start(60, 30, plain);
    look();
    const lines = Array.from({ length: 30 }, (_, line) => `${line} ${'='.repeat(50)}`);
    writer.paint(lines.join('\n'));
    writer.paint(lines.slice(1).join('\n'));
    expect(tty.taken()).not.toMatch(/\x1b\[(?:\?2026[hl]|\d+b|\d+;\d+r|\d*[ST])/);
  });
});
