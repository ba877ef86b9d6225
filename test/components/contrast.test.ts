// Secondary text must be readable on the backgrounds that people have, whatever the terminal's palette is.
import { describe, expect, test } from 'vitest';
import { appearanceOf } from '../../components/primitives/look.tsx';
import { colorNames, type ThemeName, themes } from '../../config/themes.ts';

type Rgb = readonly [red: number, green: number, blue: number];

const rgb = (hex: string): Rgb => [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((value) => {
    const part = value / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

interface Terminal {
  readonly background: string;
  readonly foreground: string;
  /** In the order of `colorNames`. */
  readonly palette: string;
}

const xterm =
  '000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff';
/** https://ethanschoonover.com/solarized/#the-values */
const solarized =
  '073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5 002b36 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3';

const terminals = {
  black: { background: '000000', foreground: 'e5e5e5', palette: xterm },
  white: { background: 'ffffff', foreground: '000000', palette: xterm },
  'Solarized dark': { background: '002b36', foreground: '839496', palette: solarized },
  'Solarized light': { background: 'fdf6e3', foreground: '657b83', palette: solarized },
} as const satisfies Record<string, Terminal>;

/** Half of the text colour and half of the background, as most terminals dim. */
function halfway(one: Rgb, other: Rgb): Rgb {
  return one.map((value, index) => (value + (other[index] ?? 0)) / 2) as unknown as Rgb;
}

function shownColor(theme: ThemeName, terminal: Terminal, fewColors: boolean): Rgb {
  const { color, dimColor } = appearanceOf(themes[theme], { unicode: true, color: true, fewColors }).style('muted');
  const named = colorNames.indexOf(color as (typeof colorNames)[number]);
  const hex = color?.startsWith('#') ? color.slice(1) : (terminal.palette.split(' ')[named] ?? terminal.foreground);
  return dimColor ? halfway(rgb(hex), rgb(terminal.background)) : rgb(hex);
}

/** The background is not always known: every theme but the light one may be used on any. */
const usedOn = (theme: ThemeName) =>
  Object.entries(terminals).filter(([name]) => theme !== 'light' || name === 'white' || name === 'Solarized light');

/** What WCAG asks of large text and of parts of the interface. */
const leastContrast = 3;

describe.each(Object.keys(themes) as ThemeName[])('secondary text of the %s theme', (theme) => {
  test.each(usedOn(theme))('is readable on %s, also with sixteen colours', (_, terminal) => {
    for (const fewColors of [false, true]) {
      const color = shownColor(theme, terminal, fewColors);
      expect(contrast(color, rgb(terminal.background)), `sixteen colours: ${fewColors}`).toBeGreaterThanOrEqual(
        leastContrast,
      );
    }
  });
});
