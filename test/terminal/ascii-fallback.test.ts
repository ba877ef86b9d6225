// Terminals whose locale is not UTF-8 get ASCII text of the same width.
import { expect, test } from 'vitest';
import { asciiFallback, toAscii } from '../../src/terminal/cells/ascii-fallback.ts';

test.each([
  ['›▸▶→', '>>>>'],
  ['‹◂←', '<<<'],
  ['↑▲', '^^'],
  ['↓▼', 'vv'],
  ['…·', '..'],
  ['•●', '**'],
  ['○', 'o'],
  ['✓✔', '++'],
  ['✗✘×', 'xxx'],
  ['–—', '--'],
  ['‘’“”', `''""`],
  ['─━│┃┌┼█░', '--||++##'],
  ['─═║╿', '--|+'],
  ['éß日', 'e???'],
  ['a\u00A0b', 'a b'],
  ['▁▂▃▄▅▆▇█', '.:-=+*##'],
  ['▀▉▐▟', '####'],
])('%s is written as %s', (text, ascii) => {
  expect(toAscii(text)).toBe(ascii);
});

test.each([
  [0x24ff, '?'],
  [0x2500, '-'],
  [0x257f, '+'],
  [0x2580, '#'],
  [0x259f, '#'],
  [0x25a0, '?'],
])('U+%i is %s', (code, ascii) => {
  expect(asciiFallback(String.fromCodePoint(code))).toBe(ascii);
});
