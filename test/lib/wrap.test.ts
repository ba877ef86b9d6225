import { expect, test } from 'vitest';
import { displayWidth } from '../../src/lib/text/text.ts';
import { wrap } from '../../src/lib/text/wrap.ts';
import { seededRandom } from '../support/matrix.ts';

const texts = (text: string, width: number) => wrap(text, width).map((line) => line.text);

test.each([
  ['nothing', '', 10, ['']],
  ['what fits', 'one two', 7, ['one two']],
  ['words', 'one two three', 8, ['one two', 'three']],
  ['a word that has no room', 'arn:aws:backup:eu-west-1', 10, ['arn:aws:ba', 'ckup:eu-we', 'st-1']],
  ['a long word behind a short one', 'on arn:aws:backup:eu-west-1', 12, ['on arn:aws:b', 'ackup:eu-wes', 't-1']],
  ['wide characters', '週次週次週', 5, ['週次', '週次', '週']],
  ['a character wider than the line', '週次', 1, ['週', '次']],
])('wraps %s', (_, text, width, lines) => {
  expect(texts(text, width)).toEqual(lines);
});

test('no line is too wide and no character is lost', () => {
  const random = seededRandom(7);
  const parts = ['a', ' ', '-', ':', '週', 'e\u0301', '👩‍👩‍👧', 'snap-0a1b', '  '];
  for (let round = 0; round < 400; round += 1) {
    const text = Array.from(
      { length: Math.floor(random() * 60) },
      () => parts[Math.floor(random() * parts.length)],
    ).join('');
    const width = 2 + Math.floor(random() * 20);
    const lines = wrap(text, width);
    for (const line of lines) expect(displayWidth(line.text)).toBeLessThanOrEqual(width);
    let at = 0;
    for (const line of lines) {
      expect(text.slice(at, line.from)).toMatch(/^ ?$/);
      expect(text.slice(line.from, line.from + line.text.length)).toBe(line.text);
      at = line.from + line.text.length;
    }
    expect(text.slice(at)).toMatch(/^ ?$/);
  }
});
