// The type of a theme. Colours are selected by tone; only config/themes names colours.
import { colorBlind } from './themes/color-blind.ts';
import { dark } from './themes/dark.ts';
import { highContrast } from './themes/high-contrast.ts';
import { light } from './themes/light.ts';
import { mono } from './themes/mono.ts';

export type ToneName = 'plain' | 'good' | 'busy' | 'warn' | 'bad' | 'muted' | 'accent';

/** The terminal's own sixteen, which respect the user's palette. */
export const colorNames = [
  'black',
  'red',
  'green',
  'yellow',
  'blue',
  'magenta',
  'cyan',
  'white',
  'gray',
  'redBright',
  'greenBright',
  'yellowBright',
  'blueBright',
  'magentaBright',
  'cyanBright',
  'whiteBright',
] as const;

export interface ToneStyle {
  /** One of `colorNames`, or #rrggbb. */
  readonly color?: string;
  /**
   * Used instead of #rrggbb with sixteen colours: the nearest one may already have another meaning. 'default': the
   * terminal's own text colour, which is readable on any background.
   */
  readonly basic?: string;
  readonly bold?: boolean;
  readonly dim?: boolean;
}

export interface Theme {
  readonly id: string;
  readonly tones: Readonly<Record<ToneName, ToneStyle>>;
}

export const themes = {
  dark,
  light,
  'high-contrast': highContrast,
  'color-blind': colorBlind,
  mono,
} as const satisfies Record<string, Theme>;

export type ThemeName = keyof typeof themes;
