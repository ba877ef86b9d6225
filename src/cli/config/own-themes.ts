// Themes of the config file in addition to built-in ones, and the choice of the theme.
import { type Theme, type ThemeName, type ToneStyle, themes } from '../../../config/themes.ts';
import type { ConfigTheme } from '../../settings/themes.ts';

/** A theme of the config file may replace a built-in one. */
export const themesOf = (own: Readonly<Record<string, ConfigTheme>> = {}): ReadonlyMap<string, Theme> =>
  new Map<string, Theme>([
    ...Object.entries(themes),
    ...Object.entries(own).map(([name, theme]) => [name, toTheme(name, theme)] as const),
  ]);

function toTheme(id: string, { base = 'dark', ...tones }: ConfigTheme): Theme {
  const changed = Object.entries(tones).flatMap(([tone, style]) =>
    style === undefined ? [] : [[tone, typeof style === 'string' ? { color: style } : style] as [string, ToneStyle]],
  );
  return { id, tones: { ...themes[base].tones, ...Object.fromEntries(changed) } };
}

/** rxvt, Konsole and iTerm2 set a variable to "foreground;background", as numbers of the sixteen colours. */
export function themeOfBackground(env: Readonly<Record<string, string | undefined>>): ThemeName {
  const background = /;(\d+)$/.exec(env.COLORFGBG ?? '')?.[1];
  return background === '7' || background === '15' ? 'light' : 'dark';
}
