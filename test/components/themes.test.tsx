// Colours are pinned here, before Ink asks the environment for them.
import { afterAll, expect, test, vi } from 'vitest';

vi.hoisted(() => {
  process.env.FORCE_COLOR = '3';
});

import { type ThemeName, themes } from '../../config/themes.ts';
import { appAt } from './app-at.tsx';

afterAll(() => {
  delete process.env.FORCE_COLOR;
});

test.each(Object.keys(themes) as ThemeName[])('the %s theme', async (name) => {
  const { screen } = await appAt(80, 24, { theme: themes[name] });
  expect(screen.colored().replaceAll('\u001b', '␛')).toMatchSnapshot();
  screen.unmount();
});

test('without colours nothing is left but weight', async () => {
  const { screen } = await appAt(80, 24, { color: false });
  const codes = new Set([...screen.colored().matchAll(/\u001b\[([\d;]*)m/g)].map(([, code]) => code));
  expect([...codes].sort()).toEqual(['1', '22']);
  screen.unmount();
});

test('monochrome tells states by marks', async () => {
  const { screen } = await appAt(80, 24, { theme: themes.mono, color: false });
  expect(screen.text()).toMatch(/^ ▲ vol-bad/m);
  expect(screen.text()).toMatch(/^[› ]● db-r1/m);
  screen.unmount();
});
