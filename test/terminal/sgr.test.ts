// Colours and styles as numbers, and the sequences that set them, by tables of what xterm documents.
import { describe, expect, test } from 'vitest';
import { degradeColor, rgbOf, toRgbColor } from '../../src/terminal/cells/colors.ts';
import { applySgr, plainStyle, sgrDelta } from '../../src/terminal/cells/sgr.ts';

/** https://invisible-island.net/xterm/ : the colours of XTerm-col.ad. */
const basic = [
  ...['000000', 'cd0000', '00cd00', 'cdcd00', '0000ee', 'cd00cd', '00cdcd', 'e5e5e5'],
  ...['7f7f7f', 'ff0000', '00ff00', 'ffff00', '5c5cff', 'ff00ff', '00ffff', 'ffffff'],
].map((digits) => [...Buffer.from(digits, 'hex')] as unknown as readonly [number, number, number]);
const levels = [0, 95, 135, 175, 215, 255];
const cube = levels.flatMap((red) => levels.flatMap((green) => levels.map((blue) => [red, green, blue] as const)));
const grays = Array.from({ length: 24 }, (_, step) => [8 + 10 * step, 8 + 10 * step, 8 + 10 * step] as const);
const palette = [...basic, ...cube, ...grays];

describe('colours', () => {
  test('the palette of 256 is that of xterm', () => {
    expect(palette.map((_, index) => rgbOf(index))).toEqual(palette);
  });

  test('each of 24 bits keeps its red, green and blue', () => {
    const steps = Array.from({ length: 256 }, (_, step) => step);
    expect(steps.map((step) => rgbOf(toRgbColor(step, 255 - step, step ^ 1)))).toEqual(
      steps.map((step) => [step, 255 - step, step ^ 1]),
    );
  });

  test('one of the palette is found there again, and a terminal of 24 bits gets its number', () => {
    for (const [index, rgb] of [...palette.entries()].slice(16)) {
      for (const colors of [256, 16_777_216] as const) {
        const found = degradeColor(toRgbColor(...rgb), colors);
        expect([index, found >= 16 && found < 256, rgbOf(found)]).toEqual([index, true, rgb]);
      }
    }
    const other = toRgbColor(1, 2, 3);
    expect(degradeColor(other, 16_777_216)).toBe(other);
  });

  test.each(basic.map((rgb, index) => [index, rgb] as const))('of sixteen, %i is nearest to itself', (index, rgb) => {
    expect(degradeColor(toRgbColor(...rgb), 16)).toBe(index);
    expect(degradeColor(index, 16)).toBe(index);
    expect(degradeColor(index, 0)).toBe(-1);
  });
});

/** https://invisible-island.net/xterm/ctlseqs/ctlseqs.html, Character Attributes (SGR). */
const attributes = [
  ['bold', 1, 22],
  ['dim', 2, 22],
  ['italic', 3, 23],
  ['underline', 4, 24],
  ['blink', 5, 25],
  ['inverse', 7, 27],
  ['hidden', 8, 28],
  ['strike', 9, 29],
  ['overline', 53, 55],
] as const;

describe('attributes', () => {
  test.each(attributes)('%s is switched on by %i and off by %i, and no other is', (_, on, off) => {
    const style = applySgr(plainStyle, String(on));
    expect(sgrDelta(plainStyle, style)).toBe(`\x1b[${on}m`);
    expect(sgrDelta(style, plainStyle)).toBe('\x1b[m');
    expect(applySgr(style, String(off))).toEqual(plainStyle);
    expect(applySgr(style, '0')).toEqual(plainStyle);
    expect(applySgr(style, '')).toEqual(plainStyle);
  });

  const pairs = attributes.flatMap((one) => attributes.map((other) => [one, other] as const));
  test.each(pairs.filter(([one, other]) => one !== other))('of %j and %j the first ends alone', (one, other) => {
    const both = applySgr(plainStyle, `${one[1]};${other[1]}`);
    const left = applySgr(plainStyle, String(other[1]));
    const [, parameters = ''] = /^\x1b\[([\d;]*)m$/.exec(sgrDelta(both, left)) ?? [];
    expect(applySgr(both, parameters)).toEqual(left);
    // 22 ends bold and dim alike.
    expect(applySgr(both, String(one[2]))).toEqual(one[2] === other[2] ? plainStyle : left);
  });

  test.each([
    ['4:0', '24'],
    ['4:3', '4'],
    ['21', '4'],
  ])('%s is the same as %s', (parameters, same) => {
    const underlined = applySgr(plainStyle, '4');
    for (const style of [plainStyle, underlined]) expect(applySgr(style, parameters)).toEqual(applySgr(style, same));
  });

  test.each([
    ['38;5;196;1', { foreground: 196, flags: 1 }],
    ['48;2;1;2;3;1', { background: toRgbColor(1, 2, 3), flags: 1 }],
    ['58;5;1;1', { flags: 1 }],
    ['38;9;1', { flags: 1 }],
    ['31;42', { foreground: 1, background: 2 }],
    ['97;100', { foreground: 15, background: 8 }],
    ['31;42;39;49', {}],
    ['37;47;98', { foreground: 7, background: 7 }],
    ['29;40', { background: 0 }],
    ['30;50', { foreground: 0 }],
    ['90;107', { foreground: 8, background: 15 }],
    ['89;108', {}],
  ])('%s', (parameters, members) => {
    expect(applySgr(plainStyle, parameters)).toEqual({ ...plainStyle, ...members });
  });
});
