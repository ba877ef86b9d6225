import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { createGraphemes, narrow } from '../../src/lib/text/graphemes.ts';
import { styledWidth } from '../../src/lib/text/styled-width.ts';

const claimed = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code)).filter((char) =>
  narrow.test(char),
);
const joiners = ['\u200d', '\ufe0f', '\u0301', '\u{1f3fd}', 'か', '🇩', '\x1b[31m', '\r', '\n'];
const text = fc
  .array(fc.constantFrom(...claimed, ...joiners, '❤', '👩', '\x1b[1m', '\x1b]8;;x\x07'))
  .map((parts) => parts.join(''));

describe('graphemes', () => {
  test('are those of Intl.Segmenter, whatever stands beside what', () => {
    const segmenter = new Intl.Segmenter();
    fc.assert(
      fc.property(text, (value) => {
        const ours = createGraphemes().segment(value);
        expect([...ours]).toEqual([...segmenter.segment(value)]);
        if (value !== '') expect(ours.containing(0)?.segment).toBe(segmenter.segment(value).containing(0)?.segment);
      }),
    );
  });

  test('of each claimed character stand alone', () => {
    const segmenter = new Intl.Segmenter();
    const wrong = claimed.filter((char) => [...segmenter.segment(`a${char}${char}✖a`)].length !== 5);
    expect(wrong).toEqual([]);
  });
});

test('the width of styled text is that of string-width', () => {
  fc.assert(
    fc.property(text, fc.boolean(), fc.boolean(), (value, countAnsiEscapeCodes, ambiguousIsNarrow) => {
      const options = { countAnsiEscapeCodes, ambiguousIsNarrow };
      expect(styledWidth(value, options)).toBe(stringWidth(value, options));
    }),
  );
});
