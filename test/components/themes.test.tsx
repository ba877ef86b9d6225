// Colours are set here, before Ink reads the environment for them.
import { describe, expect, test } from 'vitest';
import { appearanceOf } from '../../components/primitives/look.tsx';
import { type ThemeName, themes } from '../../config/themes.ts';
import { degradeColor, toRgbColor } from '../../src/terminal/cells/colors.ts';
import { drawInColor } from '../support/in-color.ts';
import { keys } from '../support/render-at.ts';
import { appAt } from './app-at.tsx';

drawInColor();

test.each(Object.keys(themes) as ThemeName[])('the %s theme', async (name) => {
  const { screen } = await appAt(80, 24, { theme: themes[name] });
  expect(screen.colored().replaceAll('\u001b', '␛')).toMatchSnapshot();
  screen.unmount();
});

test('without colours nothing is left but weight and the reversed name under the cursor', async () => {
  const { screen } = await appAt(80, 24, { color: false });
  const codes = new Set([...screen.colored().matchAll(/\u001b\[([\d;]*)m/g)].map(([, code]) => code));
  expect([...codes].sort()).toEqual(['1', '22', '27', '7']);
  screen.unmount();
});

test('monochrome tells states by marks', async () => {
  const { screen } = await appAt(80, 24, { theme: themes.mono, color: false });
  expect(screen.text()).toMatch(/^ ▲ vol-bad/m);
  expect(screen.text()).toMatch(/^[› ]● db-r1/m);
  screen.unmount();
});

const states = ['good', 'busy', 'warn', 'bad'] as const;
const colored = (Object.keys(themes) as ThemeName[]).filter((name) => name !== 'mono');

describe.each([16, 256] as const)('with %i colours', (colors) => {
  test.each(colored)('no two states look alike in the %s theme', (name) => {
    const { style } = appearanceOf(themes[name], { unicode: true, color: true, fewColors: colors === 16 });
    const shown = states.map((tone) => degradeColor(numberOf(style(tone).color), colors));
    expect(new Set(shown).size).toBe(states.length);
  });
});

/** As a terminal counts them. */
function numberOf(color = ''): number {
  const [, red, green, blue] = /^#(..)(..)(..)$/.exec(color) ?? [];
  if (red && green && blue) return toRgbColor(...([red, green, blue].map((hex) => Number.parseInt(hex, 16)) as Rgb));
  const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
  const index = names.indexOf(color.replace('Bright', ''));
  return color.endsWith('Bright') ? index + 8 : index;
}

type Rgb = [number, number, number];

test(':theme changes it on the spot', async () => {
  const { screen, runtime } = await appAt(80, 24);
  const before = screen.colored();
  await screen.press(':theme color-b', keys.tab, keys.return);
  expect(screen.colored()).not.toBe(before);
  expect(runtime.view().state.theme).toBe('color-blind');
  screen.unmount();
});
