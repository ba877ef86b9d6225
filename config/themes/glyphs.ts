/** Glyphs for terminals with Unicode, and for those without. All are one cell wide. */
export interface Glyphs {
  /** A mark for each tone, so that a state is visible without its colour. */
  readonly marks: Readonly<Record<'plain' | 'good' | 'busy' | 'warn' | 'bad' | 'muted' | 'accent', string>>;
  readonly cursor: string;
  /** Precedes a marked row. */
  readonly chosen: string;
  readonly rule: string;
  readonly side: string;
  /** Top left, top right, bottom left, bottom right. */
  readonly corners: readonly [string, string, string, string];
  readonly crumb: string;
  readonly dot: string;
  readonly ellipsis: string;
  readonly ascending: string;
  readonly descending: string;
  readonly up: string;
  readonly down: string;
  readonly caret: string;
  readonly full: string;
  readonly empty: string;
  /** From empty to full; a chart's values are mapped to them. */
  readonly levels: readonly string[];
  /** Parts of one cell, smallest first, for the end of a bar. */
  readonly parts: readonly string[];
}

export const unicodeGlyphs: Glyphs = {
  marks: { plain: ' ', good: '✔', busy: '●', warn: '▲', bad: '✖', muted: '◌', accent: '◆' },
  cursor: '›',
  chosen: '■',
  rule: '─',
  side: '│',
  corners: ['┌', '┐', '└', '┘'],
  crumb: '›',
  dot: '·',
  ellipsis: '…',
  ascending: '▲',
  descending: '▼',
  up: '↑',
  down: '↓',
  caret: '█',
  full: '█',
  empty: '░',
  levels: [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
  parts: ['▏', '▎', '▍', '▌', '▋', '▊', '▉'],
};

export const asciiGlyphs: Glyphs = {
  marks: { plain: ' ', good: '+', busy: '*', warn: '!', bad: 'x', muted: '.', accent: '>' },
  cursor: '>',
  chosen: '=',
  rule: '-',
  side: '|',
  corners: ['+', '+', '+', '+'],
  crumb: '>',
  dot: '-',
  ellipsis: '~',
  ascending: '^',
  descending: 'v',
  up: '^',
  down: 'v',
  caret: '_',
  full: '#',
  empty: '.',
  levels: [' ', '.', ':', '-', '=', '+', '*', '#', '@'],
  parts: [],
};
