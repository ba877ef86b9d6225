// The appearance on this terminal, passed to all components: a theme's colours by tone, and the available glyphs.
import chalk, { type ChalkInstance } from 'chalk';
import { createContext, useContext } from 'react';
import { asciiGlyphs, type Glyphs, unicodeGlyphs } from '../../config/themes/glyphs.ts';
import type { colorNames, Theme, ToneStyle } from '../../config/themes.ts';
import type { Tone } from '../../src/domain/tone.ts';

export interface Look {
  readonly unicode: boolean;
  readonly color: boolean;
  /** Only sixteen colours. */
  readonly fewColors?: boolean | undefined;
}

export interface Appearance {
  readonly glyphs: Glyphs;
  /** The props of Ink's Text for a tone. */
  readonly style: (tone: Tone) => TextStyle;
  /** The same as escape sequences, as Ink's Text writes them: a line with many tones needs no node for each. */
  readonly paint: (text: string, tone: Tone, inverse?: boolean) => string;
  /** In a color that a person has chosen, where there are colors. */
  readonly paintColor: (text: string, color: string, inverse?: boolean) => string;
}

export interface TextStyle {
  readonly color?: string;
  readonly bold?: boolean;
  readonly dimColor?: boolean;
}

export function appearanceOf(theme: Theme, look: Look): Appearance {
  const styles = new Map(
    (Object.entries(theme.tones) as [Tone, ToneStyle][]).map(([tone, style]) => [tone, textStyle(style, look)]),
  );
  const brushes = new Map([...styles].map(([tone, style]) => [tone, brushOf(style, chalk)]));
  const inverseBrushes = new Map([...styles].map(([tone, style]) => [tone, brushOf(style, chalk.inverse)]));
  return {
    glyphs: look.unicode ? unicodeGlyphs : asciiGlyphs,
    style: (tone) => styles.get(tone) ?? unstyled,
    paint: (text, tone, inverse = false) => ((inverse ? inverseBrushes : brushes).get(tone) ?? chalk)(text),
    paintColor: (text, color, inverse = false) =>
      brushOf(look.color ? { color } : unstyled, inverse ? chalk.inverse : chalk)(text),
  };
}

const unstyled: TextStyle = {};

type ColorName = (typeof colorNames)[number];

function brushOf({ color, bold, dimColor }: TextStyle, start: ChalkInstance): ChalkInstance {
  let brush = bold ? start.bold : start;
  if (color) brush = color.startsWith('#') ? brush.hex(color) : brush[color as ColorName];
  return dimColor ? brush.dim : brush;
}

function textStyle({ color, basic = color, bold, dim }: ToneStyle, look: Look): TextStyle {
  const shown = look.color ? (look.fewColors ? basic : color) : undefined;
  return {
    ...(shown && shown !== 'default' ? { color: shown } : {}),
    ...(bold ? { bold } : {}),
    ...(dim ? { dimColor: true } : {}),
  };
}

const plain: Appearance = {
  glyphs: unicodeGlyphs,
  style: () => unstyled,
  paint: (text, _tone, inverse = false) => (inverse ? chalk.inverse(text) : text),
  paintColor: (text, _color, inverse = false) => (inverse ? chalk.inverse(text) : text),
};

export const AppearanceContext = createContext<Appearance>(plain);
export const useAppearance = (): Appearance => useContext(AppearanceContext);
