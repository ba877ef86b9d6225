// Styles as small numbers, so that cells are compared as two integers.
import type { TerminalCapabilities } from '../capabilities.ts';
import { defaultColor, degradeColor } from './colors.ts';
import { applySgr, flag, plainStyle, type Style, sgrDelta } from './sgr.ts';

export interface StylePool {
  /** The number of known styles; the owner recreates the pool if hostile text makes too many. */
  size(): number;
  /** The style after an SGR sequence with these parameters, in the terminal's colours. */
  apply(style: number, parameters: string): number;
  /** The style with another hyperlink (`params;uri`, or empty for none). */
  link(style: number, link: string): number;
  /** The visible part of a style on a space: without text colour, bold and the like. */
  onSpace(style: number): number;
  /** The bytes that change the terminal's style; `from` is -1 if its style is not known. */
  delta(from: number, to: number): string;
  /** The number of bytes to set the style of a cell; a style with the same effect on a space need not be changed. */
  cost(from: number, to: number, isSpace: boolean): number;
}

/** The style of a blank cell, the first of every pool. */
export const plain = 0;
export const unknownStyle = -1;

const visibleOnSpace = flag.underline | flag.inverse | flag.strike | flag.overline;

export function createStylePool(capabilities: Pick<TerminalCapabilities, 'colors' | 'hyperlinks'>): StylePool {
  const styles: Style[] = [];
  const spaces: number[] = [];
  const ids = new Map<string, number>();
  const applied = new Map<string, number>();
  const deltas = new Map<number, string>();
  const intern = (style: Style): number => {
    const key = `${style.foreground},${style.background},${style.flags},${style.link}`;
    const known = ids.get(key);
    if (known !== undefined) return known;
    const id = styles.push(style) - 1;
    ids.set(key, id);
    spaces[id] = id;
    spaces[id] = style.flags & visibleOnSpace ? id : intern({ ...style, foreground: defaultColor, flags: 0 });
    return id;
  };
  intern(plainStyle);
  const styleOf = (id: number): Style => styles[id] ?? plainStyle;
  const onSpace = (style: number): number => spaces[style] ?? style;
  const delta = (from: number, to: number): string => {
    if (from === to) return '';
    const key = (from + 1) * 0x1_00_00 + to;
    const known = deltas.get(key);
    if (known !== undefined) return known;
    const text = fullDelta(from === unknownStyle ? undefined : styleOf(from), styleOf(to), capabilities.hyperlinks);
    deltas.set(key, text);
    return text;
  };
  return {
    size: () => styles.length,
    apply(style, parameters) {
      const key = `${style}/${parameters}`;
      const known = applied.get(key);
      if (known !== undefined) return known;
      const next = intern(degradeStyle(applySgr(styleOf(style), parameters), capabilities));
      applied.set(key, next);
      return next;
    },
    link: (style, link) => (capabilities.hyperlinks ? intern({ ...styleOf(style), link }) : style),
    onSpace,
    delta,
    cost: (from, to, isSpace) =>
      from !== unknownStyle && isSpace && onSpace(from) === to ? 0 : delta(from, to).length,
  };
}

function degradeStyle(style: Style, { colors }: Pick<TerminalCapabilities, 'colors'>): Style {
  const foreground = degradeColor(style.foreground, colors);
  const background = degradeColor(style.background, colors);
  return { ...style, foreground, background };
}

function fullDelta(from: Style | undefined, to: Style, hyperlinks: boolean): string {
  const attributes = sgrDelta(from, to);
  if (!hyperlinks || from?.link === to.link) return attributes;
  return `${attributes}\x1b]8;${to.link || ';'}\x1b\\`;
}
