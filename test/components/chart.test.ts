import { expect, test } from 'vitest';
import { asciiGlyphs, unicodeGlyphs } from '../../config/themes/glyphs.ts';
import { bar, sparkline } from '../../src/app/overview/chart.ts';
import { displayWidth } from '../../src/lib/text/text.ts';

test.each([
  [0, '░░░░░░░░░░', '..........'],
  [0.001, '▏░░░░░░░░░', '#.........'],
  [0.42, '████▎░░░░░', '####......'],
  [0.999, '█████████▉', '#########.'],
  [1, '██████████', '##########'],
  [7, '██████████', '##########'],
  [Number.NaN, '░░░░░░░░░░', '..........'],
])('a bar of %d', (fraction, unicode, ascii) => {
  expect(bar(fraction, 10, unicodeGlyphs)).toBe(unicode);
  expect(bar(fraction, 10, asciiGlyphs)).toBe(ascii);
});

test.each([
  [[0, 1, 2, 4, 8], 5, ' ▁▂▄█'],
  [[0, 0, 0], 3, '   '],
  [[1, 1000], 2, '▁█'],
  [[], 5, ''],
  [[1, 1, 2, 2, 4, 4], 3, '▂▄█'],
])('a sparkline of %j in %i cells', (values, width, expected) => {
  expect(sparkline(values, width, unicodeGlyphs)).toBe(expected);
});

test('a day of hours is a day of cells', () => {
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  expect(sparkline(hours, 24, asciiGlyphs)).toHaveLength(24);
});

test('every sign is one cell wide', () => {
  for (const glyphs of [unicodeGlyphs, asciiGlyphs]) {
    const { marks, levels, parts, corners, ...single } = glyphs;
    for (const sign of [...Object.values(marks), ...levels, ...parts, ...corners, ...Object.values(single)]) {
      expect(displayWidth(sign)).toBe(1);
    }
  }
});
