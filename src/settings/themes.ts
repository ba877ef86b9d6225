// Custom themes: an existing theme with other colours for some tones.
import * as z from 'zod/mini';
import { themes as builtIn, colorNames, type ThemeName } from '../../config/themes.ts';
import { name } from './shapes.ts';

const colorError = `a color: #rrggbb or one of ${colorNames.join(', ')}`;

export const color = z.string({ error: colorError }).check(
  z.refine((written) => /^#[0-9a-f]{6}$/i.test(written) || (colorNames as readonly string[]).includes(written), {
    error: colorError,
  }),
);

const flag = () => z.optional(z.boolean({ error: 'true or false' }));

const style = z.union(
  [color, z.strictObject({ color: z.optional(color), basic: z.optional(color), bold: flag(), dim: flag() })],
  { error: `${colorError}; or { color, basic (for terminals of 16 colors), bold, dim }` },
);

const themeNames = Object.keys(builtIn) as [ThemeName, ...ThemeName[]];

const meaning = (what: string) => z.optional(style).check(z.describe(what));

const theme = z.strictObject({
  base: z.optional(z.enum(themeNames)).check(z.describe('Theme for the colors that are not given here; default dark.')),
  plain: meaning('Ordinary text.'),
  good: meaning('Good: completed, locked, fresh.'),
  busy: meaning('In progress: running, loading.'),
  warn: meaning('Warnings.'),
  bad: meaning('Failures and critical findings.'),
  muted: meaning('Less important: heads, ages.'),
  accent: meaning('The cursor, keys, the focus.'),
});

export const themes = z.record(name, theme).check(z.describe('Custom themes; theme: NAME chooses one.'));

export type ConfigTheme = z.output<typeof theme>;
