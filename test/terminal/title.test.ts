// The title of the window: written when it changes, harmless, and the shell's own again at the end.
import { expect, test } from 'vitest';
import { createScreenWriter } from '../../src/terminal/output/screen-writer.ts';
import { createFakeTty, xtermCapabilities } from './fake-tty.ts';

function open(capabilities = xtermCapabilities) {
  const tty = createFakeTty(80, 24);
  const writer = createScreenWriter({ stdout: tty, capabilities });
  writer.open();
  tty.taken();
  return { tty, writer };
}

const set = (text: string) => `\x1b]2;${text}\x07`;

test('the title of the shell is kept, only changes are written, and the end puts it back once', () => {
  const { tty, writer } = open();
  const before = writer.bytesWritten;
  writer.title('vaultop prod ✖4');
  expect(tty.taken()).toBe(`\x1b[22;2t${set('vaultop prod ✖4')}`);
  expect(writer.bytesWritten - before).toBeGreaterThan(20);
  writer.title('vaultop prod ✖4');
  expect(tty.taken()).toBe('');
  writer.title('vaultop prod');
  expect(tty.taken()).toBe(set('vaultop prod'));
  writer.close();
  expect(tty.taken()).toContain(`${set('')}\x1b[23;2t`);
  writer.title('vaultop late');
  writer.close();
  expect(tty.taken()).toBe('');
});

test('another program has the title of the shell, and the screen its own again', () => {
  const { tty, writer } = open();
  writer.title('vaultop prod');
  tty.taken();
  writer.suspend();
  expect(tty.taken()).toContain('\x1b[23;2t');
  writer.title('vaultop prod ▲1');
  expect(tty.taken()).toBe('');
  writer.resume();
  expect(tty.taken()).toContain(`\x1b[22;2t${set('vaultop prod')}`);
  writer.title('vaultop prod ▲1');
  expect(tty.taken()).toContain(set('vaultop prod ▲1'));
});

test('a name from outside cannot end the sequence, nor fill the bar', () => {
  const { tty, writer } = open();
  writer.title(`vaultop a\x07\x1b]52;c;x\x1b\\b\u202e\u2028${'c'.repeat(200)}`);
  const bytes = tty.taken().replace('\x1b[22;2t', '');
  expect(bytes.startsWith('\x1b]2;vaultop a ]52;c;x \\b c')).toBe(true);
  expect(bytes.slice(4, -1)).not.toMatch(/[\x00-\x1f\u202e\u2028]/);
  expect(bytes.length).toBeLessThan(90);
});

test('a terminal that could not put it back gets none', () => {
  const { tty, writer } = open({ ...xtermCapabilities, title: false });
  writer.title('vaultop');
  writer.close();
  expect(tty.taken()).not.toContain('\x1b]2;');
});
