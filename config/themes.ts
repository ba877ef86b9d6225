// What a theme is. Colours are told by meaning; nothing outside config/themes names one.
import { dark } from './themes/dark.ts';
import { highContrast } from './themes/high-contrast.ts';
import { light } from './themes/light.ts';
import { mono } from './themes/mono.ts';

export type ToneName = 'plain' | 'good' | 'busy' | 'warn' | 'bad' | 'muted' | 'accent';

export interface ToneStyle {
  /** A name of the terminal's own sixteen, so that the person's palette is respected, or #rrggbb. */
  readonly color?: string;
  readonly bold?: boolean;
  readonly dim?: boolean;
}

export interface Theme {
  readonly id: string;
  readonly tones: Readonly<Record<ToneName, ToneStyle>>;
}

export const themes = { dark, light, 'high-contrast': highContrast, mono } as const satisfies Record<string, Theme>;

export type ThemeName = keyof typeof themes;
