import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { displayWidth, pad, sanitize, sanitizeDeep, stripControl, truncate } from '../../src/lib/text/text.ts';

describe('sanitize', () => {
  test.each([
    ['plain', 'orders-db (prod) ~', 'orders-db (prod) ~'],
    ['escape sequence', '\u001b[31mred\u001b[0m', '␛[31mred␛[0m'],
    ['title', '\u001b]0;owned\u0007', '␛]0;owned␇'],
    ['newline, return and tab', 'a\r\n\tb', 'a␍␊␉b'],
    ['nul and delete', '\u0000\u007f', '␀␡'],
    ['C1 CSI', '\u009b31m', '·31m'],
    ['bidi override', 'txt.\u202eexe\u202c', 'txt.·exe·'],
    ['bidi isolates and marks', '\u2066a\u2069\u200f\u061c', '·a···'],
    ['zero width', 'a\u200bb\ufeffc\u2060d', 'a·b·c·d'],
    ['line separators', 'a\u2028b\u2029', 'a·b·'],
    ['soft hyphen and fillers', 'a\u00adb\u3164\u115f\u1160\uffa0', 'a·b····'],
    ['hidden tags', 'a\u{e0041}\u{e0001}\u{e0100}', 'a···'],
    ['Mongolian selectors', 'a\u180b\u180c\u180db\u180e\u180f', 'a···b··'],
    ['musical controls', 'a\u{1d173}b\u{1d17a}', 'a·b·'],
    ['selectors of variants', 'a\ufe00b\ufe0fc\ufe0e', 'a·b·c·'],
    ['the selectors of emoji', '❤\ufe0f 👍🏽 1\ufe0f\u20e3 ✔\ufe0e', '❤\ufe0f 👍🏽 1\ufe0f\u20e3 ✔\ufe0e'],
    ['joiner flood', 'a\u200d\u200d\u200d\u200cb', 'a·b'],
    ['mark flood', `e${'\u0301'.repeat(50)}!`, `e${'\u0301'.repeat(4)}·!`],
    ['lone surrogates', 'a\ud800b\udc00', 'a\ufffdb\ufffd'],
    ['ordinary unicode', 'Zürich 東京 सर्वर می‌خواهم 👩‍👩‍👧 ✓ ₿', 'Zürich 東京 सर्वर می‌خواهم 👩‍👩‍👧 ✓ ₿'],
  ])('%s', (_, hostile, safe) => {
    expect(sanitize(hostile)).toBe(safe);
  });

  test('no character of the first two planes leaves a control or an override', () => {
    const steering = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/;
    for (let code = 0; code < 0x20000; code += 1) {
      if (code < 0xd800 || code > 0xdfff) continue;
      expect(sanitize(`a${String.fromCharCode(code)}`)).toBe('a\ufffd');
    }
    const all = Array.from({ length: 0xd800 }, (_, code) => String.fromCharCode(code)).join('');
    expect(steering.test(sanitize(all))).toBe(false);
  });

  test('no character that Unicode calls ignorable stays between letters, but for a joiner', () => {
    const left: string[] = [];
    for (let code = 0x80; code < 0x110000; code += 1) {
      const char = String.fromCodePoint(code);
      if (!/\p{Default_Ignorable_Code_Point}/u.test(char) || sanitize(`a${char}b`) === 'a·b') continue;
      left.push(code.toString(16));
    }
    expect(left).toEqual(['200c', '200d']);
  });

  test('is stable: what is safe stays as it is', () => {
    const once = sanitize('\u001b[2J\u202e\u200d\u200d e\u0301\u0301\u0301\u0301\u0301\u0301');
    expect(sanitize(once)).toBe(once);
  });
});

test('sanitizeDeep reaches keys and leaves, and keeps what is no text', () => {
  const at = new Date(0);
  const hostile = { 'k\u001b': ['\u0007', { deep: '\u202e' }], n: 1, at, no: null, yes: true };
  expect(sanitizeDeep(hostile)).toEqual({ 'k␛': ['␇', { deep: '·' }], n: 1, at, no: null, yes: true });
  expect(Object.keys(sanitizeDeep(JSON.parse('{"__proto__":"x"}')) as object)).toEqual(['__proto__']);
  let deep: unknown = 'bottom';
  for (let i = 0; i < 50_000; i += 1) deep = [deep];
  expect(() => sanitizeDeep(deep)).not.toThrow();
});

test('stripControl leaves no mark', () => {
  expect(stripControl('\u001b[31mred\u001b[0m\u0007 \u202eok')).toBe('red ok');
});

describe('width', () => {
  test.each([
    ['abc', 3],
    ['東京', 4],
    ['👩‍👩‍👧', 2],
    ['e\u0301', 1],
    ['…│▁█⣿␛·', 7],
    ['', 0],
  ])('%s', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  test('the fast path agrees with string-width on each character it claims', () => {
    const wrong: string[] = [];
    for (let code = 0; code < 0x3000; code += 1) {
      const char = String.fromCharCode(code);
      if (displayWidth(char) !== stringWidth(char)) wrong.push(code.toString(16));
    }
    expect(wrong).toEqual([]);
  });
});

describe('truncate', () => {
  test.each([
    ['orders-database', 8, 'end', 'orders-…'],
    ['orders-database', 8, 'start', '…atabase'],
    ['orders-database', 8, 'middle', 'orde…ase'],
    ['short', 8, 'end', 'short'],
    ['abc', 1, 'end', '…'],
    ['abc', 0, 'end', ''],
    ['abc', -1, 'end', ''],
    ['東京都庁', 5, 'end', '東京…'],
    ['東京都庁', 4, 'end', '東…'],
    ['東京都庁', 5, 'start', '…都庁'],
    ['a👩‍👩‍👧b👩‍👩‍👧c', 4, 'end', 'a👩‍👩‍👧…'],
    ['a東b京c', 5, 'middle', 'a…京c'],
  ] as const)('%s to %i at the %s', (text, width, at, cut) => {
    const result = truncate(text, width, { at });
    expect(displayWidth(result)).toBeLessThanOrEqual(Math.max(0, width));
    if (at !== 'middle' || /^[\x20-\x7e]*$/.test(text)) expect(result).toBe(cut);
  });
});

test.each([
  ['ab', 5, 'left', 'ab   '],
  ['ab', 5, 'right', '   ab'],
  ['ab', 5, 'center', ' ab  '],
  ['東京', 5, 'right', ' 東京'],
  ['abcdef', 3, 'left', 'abcdef'],
] as const)('pad %s to %i, %s', (text, width, align, padded) => {
  expect(pad(text, width, align)).toBe(padded);
});
