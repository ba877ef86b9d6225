import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText, fold, foldAll } from '../../src/store/fold.ts';
import { hostileTexts } from '../support/hostile-texts.ts';
import { anyText } from './any-text.ts';

test.each([
  ['Prod-DB', 'prod-db'],
  ['ÄRGER', 'ärger'],
  ['a\u0308rger', 'ärger'],
  ['Straße', 'strasse'],
  ['STRASSE', 'strasse'],
  ['ΟΔΟΣ', 'οδοσ'],
  ['οδος', 'οδοσ'],
  ['İzmir', 'izmir'],
  ['が', 'が'],
  ['か\u3099', 'が'],
  ['a\nb\r\nc\u2028d', 'a b c d'],
  ['a\0b', 'a\u2400b'],
  ['a\ud800b', 'a\ufffdb'],
])('%j is searched as %j', (text, folded) => {
  expect(fold(text)).toBe(folded);
});

test('diacritics stay: other letters are other letters', () => {
  expect(fold('か')).not.toBe(fold('が'));
  expect(fold('a')).not.toBe(fold('ä'));
});

test('a folded text is folded already, whatever it was', () => {
  const hostile = hostileTexts(1);
  for (let count = 0; count < 300; count += 1) expectStable(hostile());
  fc.assert(fc.property(anyText, expectStable), { seed: 1, numRuns: 2_000 });
});

function expectStable(text: string): void {
  expect(fold(fold(text))).toBe(fold(text));
  expect(fold(text)).not.toMatch(/[\0\n\r]/);
  expect(fold(text).isWellFormed()).toBe(true);
}

test('texts stand each on a line, each once', () => {
  expect(foldAll(['B', 'a\nb', 'b', 'A'])).toBe('b\na b\na');
});

test('only what SQLite would lose is cleaned', () => {
  expect(cleanText('Ä\n\u200b')).toBe('Ä\n\u200b');
  expect(cleanText('a\0\udc00')).toBe('a\u2400\ufffd');
});
