import type { Theme } from '../themes.ts';

export const dark: Theme = {
  id: 'dark',
  tones: {
    plain: {},
    good: { color: 'green' },
    busy: { color: 'cyan' },
    warn: { color: 'yellow' },
    bad: { color: 'redBright', bold: true },
    // Readable on black, on white and on Solarized, where 'gray' is the colour of the background.
    muted: { color: '#808080', basic: 'default' },
    accent: { color: 'blueBright', bold: true },
  },
};
