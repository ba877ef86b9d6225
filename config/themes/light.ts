import type { Theme } from '../themes.ts';

/** Yellow and cyan are unreadable on white: warnings are magenta, busy is blue. */
export const light: Theme = {
  id: 'light',
  tones: {
    plain: {},
    good: { color: 'green' },
    busy: { color: 'blue' },
    warn: { color: 'magenta' },
    bad: { color: 'red', bold: true },
    muted: { color: '#6c6c6c', basic: 'gray' },
    accent: { color: 'blue', bold: true },
  },
};
