import type { Theme } from '../themes.ts';

export const dark: Theme = {
  id: 'dark',
  tones: {
    plain: {},
    good: { color: 'green' },
    busy: { color: 'cyan' },
    warn: { color: 'yellow' },
    bad: { color: 'redBright', bold: true },
    muted: { color: 'gray' },
    accent: { color: 'blueBright', bold: true },
  },
};
