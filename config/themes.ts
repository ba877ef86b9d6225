// What a theme is. Colours are told by meaning; nothing outside config/themes names one.
import { colorBlind } from './themes/color-blind.ts';
import { dark } from './themes/dark.ts';
import { highContrast } from './themes/high-contrast.ts';
import { light } from './themes/light.ts';
import { mono } from './themes/mono.ts';

export type ToneName = 'plain' | 'good' | 'busy' | 'warn' | 'bad' | 'muted' | 'accent';

/** The terminal's own sixteen, which respect the person's palette. */
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
  /** Instead of #rrggbb where there are sixteen colours: the nearest one may already mean something else. */
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
