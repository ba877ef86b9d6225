import type { Theme } from '../themes.ts';

/** Nothing is dimmed, and important values are bright and bold. */
export const highContrast: Theme = {
  id: 'high-contrast',
  tones: {
    plain: {},
    good: { color: '#7dff7d', basic: 'greenBright' },
    busy: { color: '#7dffff', basic: 'cyanBright', bold: true },
    warn: { color: '#ffff5f', basic: 'yellowBright', bold: true },
    bad: { color: '#ff8787', basic: 'redBright', bold: true },
    muted: {},
    accent: { color: 'whiteBright', bold: true },
  },
};
