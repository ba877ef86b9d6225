import type { Theme } from '../themes.ts';

/** Nothing is dimmed, and blue against orange instead of green against red, for eyes that mix those up. */
export const highContrast: Theme = {
  id: 'high-contrast',
  tones: {
    plain: {},
    good: { color: '#56b4e9' },
    busy: { color: 'whiteBright', bold: true },
    warn: { color: '#f0e442', bold: true },
    bad: { color: '#ff8c1a', bold: true },
    muted: {},
    accent: { color: 'whiteBright', bold: true },
  },
};
