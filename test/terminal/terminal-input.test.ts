import { EventEmitter } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import { createInputModes } from '../../src/terminal/input/input-modes.ts';
import { createTerminalInput, type KeyboardStream } from '../../src/terminal/input/terminal-input.ts';
import { createFakeClock } from '../support/fake-clock.ts';

function open() {
  const terminal = Object.assign(new EventEmitter(), {
    isTTY: true,
    setRawMode: vi.fn(),
    ref: vi.fn(),
    unref: vi.fn(),
    pause: vi.fn(),
    resume: vi.fn(),
  });
  const heard: unknown[] = [];
  const input = createTerminalInput(terminal as unknown as KeyboardStream, {
    statusReply: () => heard.push('status'),
    mouse: (event) => heard.push(event),
    kittyKeyboard: () => heard.push('kitty'),
    background: (...parts) => heard.push(parts),
  });
  input.setEncoding('utf8');
  const onReadable = () => {};
  input.on('readable', onReadable);
  let typed = '';
  const send = (...chunks: string[]) => {
    for (const chunk of chunks) {
      terminal.emit('data', Buffer.from(chunk, 'latin1'));
      typed += input.read() ?? '';
    }
    return typed;
  };
  return { terminal, heard, input, send, stop: () => input.off('readable', onReadable) };
}

const click = { kind: 'click', column: 4, row: 2 };
const all = 'a\x1b[0nb\x1b[<0;5;3Mc\x1b[<0;5;3md\x1b[?1ue\x1b]11;rgb:ffff/8080/00\x1b\\f\x1b[<65;1;1Mg';
const told = ['status', click, 'kitty', [1, 0x80_80 / 0xff_ff, 0], { kind: 'wheelDown', column: 0, row: 0 }];

describe('what is no key is taken out of the input', () => {
  test('among keys of one read', () => {
    const { send, heard } = open();
    expect(send(all)).toBe('abcdefg');
    expect(heard).toEqual(told);
  });

  test.each(Array.from({ length: all.length - 1 }, (_, index) => index + 1))('cut in two at byte %i', (at) => {
    const { send, heard } = open();
    const typed = send(all.slice(0, at), all.slice(at));
    // An ESC at the end of a read may be the key, so it is handed on.
    expect(typed.replaceAll('\x1b', '')).toBe('abcdefg');
    expect(heard).toEqual(told);
  });

  test.each(['jjj', '\x1b[A', '\x1b', '\x1bOA', '\x1b[200~x\x1b[201~', '\x1b[27u', '\x1b[97;5u', '\x1b[6~'])(
    'keys pass: %j',
    (keys) => {
      const { send, heard } = open();
      expect(send(keys)).toBe(keys);
      expect(heard).toEqual([]);
    },
  );

  test('letters of several bytes come in two reads', () => {
    const { send } = open();
    expect(send('\xc3', '\xa9')).toBe('é');
  });

  test('modified clicks and other buttons mean nothing', () => {
    const { send, heard } = open();
    expect(send('\x1b[<2;1;1M\x1b[<16;1;1M\x1b[<35;1;1M')).toBe('');
    expect(heard).toEqual([]);
  });
});

test('the terminal is read only while somebody reads the keys', () => {
  const { terminal, stop } = open();
  expect(terminal.listenerCount('data')).toBe(1);
  expect(terminal.resume).toHaveBeenCalled();
  stop();
  expect(terminal.listenerCount('data')).toBe(0);
  expect(terminal.pause).toHaveBeenCalled();
});

describe('modes of mouse and keyboard', () => {
  const openModes = (mouse = true, answersQueries = true) => {
    const clock = createFakeClock();
    let written = '';
    const write = (bytes: string) => {
      written += bytes;
    };
    const modes = createInputModes({ capabilities: { answersQueries }, mouse, background: true, clock, write });
    const taken = () => {
      const bytes = written;
      written = '';
      return bytes;
    };
    return { modes, clock, taken };
  };

  test('are asked for, switched on, off for a pause, and on again', async () => {
    const { modes, taken } = openModes();
    modes.start();
    expect(taken()).toBe('\x1b[?1000h\x1b[?1006h\x1b[?u\x1b]11;?\x1b\\');
    modes.kittyKeyboard();
    expect(taken()).toBe('\x1b[>1u');
    modes.statusReply();
    await modes.pause();
    expect(taken()).toBe('\x1b[<u\x1b[?1006l\x1b[?1000l');
    modes.resume();
    expect(taken()).toBe('\x1b[?1000h\x1b[?1006h\x1b[>1u');
  });

  test('leaving waits for replies that are under way, but not for long', async () => {
    const { modes, taken } = openModes(false);
    modes.start();
    taken();
    const answered = modes.pause();
    expect(taken()).toBe('\x1b[5n');
    modes.statusReply();
    await answered;
    const silent = openModes(false);
    silent.modes.start();
    const left = silent.modes.pause();
    await silent.clock.advance(500);
    await left;
    expect(silent.taken()).toBe('\x1b[?u\x1b]11;?\x1b\\\x1b[5n');
  });

  test('the keyboard protocol that a late reply offers is not switched on while leaving', async () => {
    const { modes, taken } = openModes();
    modes.start();
    const left = modes.pause();
    taken();
    modes.kittyKeyboard();
    modes.statusReply();
    await left;
    expect(taken()).toBe('');
  });

  test("a reply to the screen writer's first request proves nothing, the next one does", async () => {
    const { modes, clock, taken } = openModes(false);
    modes.start();
    modes.statusReply(true);
    taken();
    let isLeft = false;
    const left = modes.pause().then(() => {
      isLeft = true;
    });
    modes.statusReply(true);
    await clock.advance(1);
    expect(isLeft).toBe(false);
    modes.statusReply();
    await left;
    const proven = openModes(false);
    proven.modes.start();
    proven.modes.statusReply(true);
    proven.modes.statusReply(true);
    proven.taken();
    await proven.modes.pause();
    expect(proven.taken()).toBe('');
  });

  test('an old terminal is asked nothing', async () => {
    const { modes, taken } = openModes(false, false);
    modes.start();
    await modes.pause();
    expect(taken()).toBe('');
  });
});
