// How things look on this terminal, handed down once: a theme's colours by meaning, and the signs it can draw.
import { createContext, useContext } from 'react';
import { asciiGlyphs, type Glyphs, unicodeGlyphs } from '../config/themes/glyphs.ts';
import type { Theme, ToneStyle } from '../config/themes.ts';
import type { Tone } from '../src/domain/tone.ts';

export interface Look {
  readonly unicode: boolean;
  readonly color: boolean;
  /** Sixteen colours, no more. */
  readonly fewColors?: boolean | undefined;
}

export interface Appearance {
  readonly glyphs: Glyphs;
  /** What Ink's Text is given for a tone. */
  readonly style: (tone: Tone) => TextStyle;
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
  return {
    glyphs: look.unicode ? unicodeGlyphs : asciiGlyphs,
    style: (tone) => styles.get(tone) ?? unstyled,
  };
}

const unstyled: TextStyle = {};

function textStyle({ color, basic = color, bold, dim }: ToneStyle, look: Look): TextStyle {
  const shown = look.color ? (look.fewColors ? basic : color) : undefined;
  return { ...(shown ? { color: shown } : {}), ...(bold ? { bold } : {}), ...(dim ? { dimColor: true } : {}) };
}

const plain: Appearance = { glyphs: unicodeGlyphs, style: () => unstyled };

export const AppearanceContext = createContext<Appearance>(plain);
export const useAppearance = (): Appearance => useContext(AppearanceContext);
