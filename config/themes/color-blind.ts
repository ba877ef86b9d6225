import type { Theme } from '../themes.ts';

/**
 * Blue for good, orange for bad, yellow between: distinguishable with any kind of colour blindness.
 * https://jfly.uni-koeln.de/color/
 */
export const colorBlind: Theme = {
  id: 'color-blind',
  tones: {
    plain: {},
    good: { color: '#56b4e9', basic: 'blueBright' },
    busy: { color: '#cc79a7', basic: 'magentaBright' },
    warn: { color: '#f0e442', basic: 'yellowBright' },
    bad: { color: '#e69f00', basic: 'yellow', bold: true },
    // Readable on black, on white and on Solarized, where 'gray' is the colour of the background.
    muted: { color: '#808080', basic: 'default' },
    accent: { color: 'whiteBright', bold: true },
  },
};
