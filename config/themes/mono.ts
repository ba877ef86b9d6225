import type { Theme } from '../themes.ts';

/** Without colour: a state has its mark and its word, weight only helps to find it. */
export const mono: Theme = {
  id: 'mono',
  tones: {
    plain: {},
    good: {},
    busy: {},
    warn: { bold: true },
    bad: { bold: true },
    // Terminals dim as they like, some until nothing is left.
    muted: {},
    accent: { bold: true },
  },
};
